"""What a part of the product hands over: to another part that takes it, or to a body outside.

One part declares an `Offer` of its records, another one that it takes what is offered under that
code. Where nobody does, the offer is not shown. What was handed over is a `Handover` of
`kernel/links`, and its state comes back to whoever offered it.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Offer:
    """Records that one part of the product hands over to whichever other part takes them.

    `record` is the label of their model, `purpose` what a person agrees to when one that speaks of
    them is handed over.
    """

    code: str  # begins with the slug of the part that offers
    title: str
    record: str
    purpose: str


@dataclass(frozen=True)
class Taker:
    """Takes what another part offers.

    `take` is called with the hand-over, in its transaction, and gives the name (label and key) of
    the record that comes of it; '' where somebody has to look at it first. `page` names the page
    of such a record. What becomes of it is for the taker to say, with `links.changes.answer`.
    """

    offer: str
    title: str
    take: Callable[[Any], str]
    page: str = ""


@dataclass(frozen=True)
class Referral:
    """What goes to bodies outside the product, kind by kind, on our form or on their own.

    `table` is a csv: each line names an answer, its heading, and which kinds get it (none is all).
    `kinds` says of which sectors a kind can be; each is a purpose to which people agree. `nameless`
    are those that get no answer of `personal`. `demanded` has to stand on every form: always, or
    where one of the answers stands there that are named with it. `example` is an invented record.
    """

    code: str  # begins with the slug of the part that declares it
    title: str
    table: Path
    version: str
    kinds: Mapping[str, Set[str]]
    example: Mapping[str, str]
    personal: Set[str] = frozenset()
    nameless: Set[str] = frozenset()
    demanded: Mapping[str, Set[str]] = field(default_factory=dict)
