"""In which language a visitor goes on: the address says it, and the answers remember it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_noop, override

from upstander.capabilities.reports.models import Handed
from upstander.kernel.languages.middleware import spoken
from upstander.kernel.subjects.changes import Withdrawal
from upstander.kernel.subjects.models import Disclosure

# what a sheet may hold, as a person is told that it went out
ON_SHEETS = (
    *(gettext_noop("Our reference"), gettext_noop("Received"), gettext_noop("Reported by")),
    *(gettext_noop("Hostility perceived by"), gettext_noop("What the person agreed to")),
    *(gettext_noop("Name"), gettext_noop("Telephone"), gettext_noop("Email")),
    *(gettext_noop("Address"), gettext_noop("How to reach them safely"), gettext_noop("Age")),
    *(gettext_noop("Language"), gettext_noop("What happened"), gettext_noop("What was done")),
    *(gettext_noop("Words that were used"), gettext_noop("Injury"), gettext_noop("Weapon")),
    *(gettext_noop("Damage"), gettext_noop("When"), gettext_noop("Where"), gettext_noop("Online")),
    *(gettext_noop("Before"), gettext_noop("Strands, as perceived")),
    *(gettext_noop("Why it was perceived as hostility"), gettext_noop("Relation")),
    *(gettext_noop("Description"), gettext_noop("Vehicle"), gettext_noop("What shows it")),
    *(gettext_noop("Who saw it"), gettext_noop("What the person wants")),
    *(gettext_noop("Risk, as we see it"), gettext_noop("Report"), gettext_noop("Person")),
    *(gettext_noop("Hostility"), gettext_noop("Who is said to have done it")),
    *(gettext_noop("Evidence"), gettext_noop("Wishes")),
)


def language_now() -> str:
    """Give the language of the page as records keep it."""
    return (get_language() or "en")[:2]


def as_they_chose(kept: str) -> AbstractContextManager[None]:
    """Speak the language in which somebody wrote, unless the address names another."""
    named = get_language() != settings.LANGUAGE_CODE
    return spoken("" if named else kept)


def in_english(address: Callable[[], str]) -> str:
    """Give an address without a language: what holds for the pages in every one."""
    with override(settings.LANGUAGE_CODE):
        return address()


def told(withdrawals: list[Withdrawal]) -> list[dict[str, object]]:
    """Say of each agreement that was taken back what had gone out, in the person's language."""
    return [{"sent": [_sent(each) for each in one.already_sent]} for one in withdrawals]


def _sent(disclosure: Disclosure) -> tuple[str, str]:
    known = disclosure.purpose in Handed.Body.values
    to = Handed.Body(disclosure.purpose).label if known else disclosure.purpose
    return str(to), ", ".join(_line(line) for line in disclosure.what)


def _line(line: str) -> str:
    part, colon, heading = line.partition(": ")
    return f"{gettext(part)}{colon}{gettext(heading)}" if colon else gettext(part)
