"""What parts of the product offer each other."""

from upstander.kernel.offers import Offer, Taker
from upstander.kernel.registry import capabilities


def all_offers() -> dict[str, Offer]:
    """List what is offered, by code."""
    return {known.code: known for capability in capabilities() for known in capability.offers}


def taker_of(code: str) -> Taker | None:
    """Find who takes an offer; None where nobody does."""
    takers = (known for capability in capabilities() for known in capability.takers)
    return next((known for known in takers if known.offer == code), None)


def offers_taken(label: str) -> list[tuple[Offer, Taker]]:
    """List what can be done with records of a label: each offer of them that somebody takes."""
    found = ((offer, taker_of(offer.code)) for offer in all_offers().values())
    return [(offer, taker) for offer, taker in found if taker and offer.record.lower() == label]
