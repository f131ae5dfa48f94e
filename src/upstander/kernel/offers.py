"""What a part of the product offers to hand over, and who takes it, without either knowing.

One part declares an `Offer` of its records, another one that it takes what is offered under that
code. Where nobody does, the offer is not shown. What was handed over is a `Handover` of
`kernel/links`, and its state comes back to whoever offered it.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
