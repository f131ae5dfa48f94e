"""What a person decides before an answer is handed over: text and files that may speak of others.

A machine proposes what to mask, and nothing that it cannot be sure of leaves without somebody who
has read it. Pure functions: reading records is for `gathering`, writing files for the commands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from upstander.kernel.errors import Refused
from upstander.kernel.holding import Entry, Place
from upstander.kernel.subjects.gathering import Gathered
from upstander.kernel.subjects.others import MASK
from upstander.kernel.subjects.suspects import mask_words

LEFT_OUT = "[left out, because it speaks of somebody else]"


class Undecided(Refused):
    """An answer in which somebody has still to decide on a place."""

    def __init__(self, places: Sequence[str]) -> None:
        """List the places; what stands there is not said here."""
        self.places = tuple(places)
        listed = "\n".join(f"  {place}" for place in places)
        super().__init__(
            "Nothing was written. Somebody has to decide on these places first, because they may "
            f"speak of other people or have changed since:\n{listed}\n"
            "Write them out with --review FILE, read and fill them in, and give the file with "
            "--decisions."
        )


@dataclass(frozen=True)
class Decision:
    """What somebody decided on one place: whether it is handed over, and which words are masked."""

    text: str
    release: bool | None
    mask: tuple[str, ...] = ()


def places_of(gathered: Gathered) -> list[Place]:
    """List every place that somebody has to decide on."""
    return [place for entry in gathered.entries for place in _places(entry)]


def _places(entry: Entry) -> Iterator[Place]:
    yield from entry.places
    if len(entry.by_hand) > len(entry.places):  # a file, or what another part has marked
        yield Place(entry.record, "", "\n".join(entry.by_hand[len(entry.places) :]), ())


def as_review(gathered: Gathered) -> dict[str, Any]:
    """Give what somebody reads and fills in: each place with its text, and what would be masked."""
    return {
        "of": gathered.person,
        "how": "Read each place. Set release to true or false. Add to mask, or take out of it, "
        "the words that are hidden where it is handed over.",
        "places": [
            {
                "place": place.name,
                "text": place.text,
                "mask": list(place.masks),
                "release": None,
            }
            for place in places_of(gathered)
        ],
    }


def read_decisions(filled: Any) -> dict[str, Decision]:
    """Read what somebody filled in; raises `Refused` where that is no such file."""
    try:
        return {
            str(each["place"]): Decision(
                str(each["text"]),
                each["release"] if isinstance(each["release"], bool) else None,
                tuple(str(word) for word in each["mask"]),
            )
            for each in filled["places"]
        }
    except (KeyError, TypeError) as error:
        raise Refused("The decisions are not as --review wrote them. Write them anew.") from error


def decided(gathered: Gathered, decisions: Mapping[str, Decision]) -> Gathered:
    """Give the answer as it may be handed over; raises `Undecided` where a place is left."""
    left = [place.name for place in places_of(gathered) if not _fits(place, decisions)]
    if left:
        raise Undecided(left)
    kept_back = {name for name, decision in decisions.items() if not decision.release}
    return replace(
        gathered,
        entries=tuple(_entry(entry, decisions) for entry in gathered.entries),
        files=tuple(file for file in gathered.files if file.record not in kept_back),
        decided=True,
    )


def _fits(place: Place, decisions: Mapping[str, Decision]) -> bool:
    decision = decisions.get(place.name)
    return bool(decision and decision.release is not None and decision.text == place.text)


def _entry(entry: Entry, decisions: Mapping[str, Decision]) -> Entry:
    facts = dict(entry.facts)
    for place in _places(entry):
        decision = decisions[place.name]
        if place.fact:
            shown = mask_words(place.text, decision.mask, MASK)
            facts[place.fact] = shown if decision.release else LEFT_OUT
        elif not decision.release:
            facts = {"Left out": LEFT_OUT}
    return replace(entry, facts=tuple(facts.items()), by_hand=(), places=())
