"""Reports for tests, made through the same changes as real ones."""

from typing import Any

from upstander.capabilities.reports.changes.receiving import Source, Told, receive
from upstander.capabilities.reports.models import Report
from upstander.kernel.subjects.passphrase import draw

ANSWERS = {
    "role": "target",
    "story": "Amara Zebra was shouted at by her neighbour on the stairs.",
    "why": "He said that she should go home.",
    "forms": ["verbal", "threats"],
    "strands": ["race"],
    "police": "police",
    "support": "yes",
    "reach": "yes",
    "given_names": "Amara",
    "family_name": "Zebra",
    "phone": "07700 900123",
    "ways": ["phone"],
    "where": "Flat 4, London Road, SM4 5DX",
    "place_type": "home",
    "known": "yes",
    "alleged_name": "Nil Example",
}


def told(second_word: str = "", source: Source = Source(), **changed: Any) -> Report:  # noqa: B008
    """Make a report of these answers, some of them changed."""
    answers = {**ANSWERS, **changed}
    return receive(Told(draw(), answers, second_word), source)
