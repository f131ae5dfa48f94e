"""The poster of a place: what everybody may know of it, on one sheet to hang up."""

from datetime import date

from django.conf import settings

from upstander.capabilities.centres.public import PublicPlace
from upstander.kernel.documents.report.model import (
    Block,
    Bullets,
    Callout,
    Closing,
    Fact,
    Heading,
    Paragraph,
    Report,
    Run,
    Words,
)


def poster(place: PublicPlace, on: date) -> Report:
    """Lay the poster out; it is made from the public facts, so it cannot say more than they do."""
    return Report(
        title=place.name,
        kicker=f"A place to report hate crime in {settings.BOROUGH}",
        facts=tuple(Fact(label, words) for label, words in _where(place) if words),
        blocks=(
            Paragraph(
                "People here are trained to listen and write down what happened. You can bring a "
                "friend. You need no proof, and you do not need to speak to the police."
            ),
            *_listed("When you come in", [place.on_arrival] if place.on_arrival else []),
            *_listed("Open", [f"{days}: {hours}" for days, hours in place.week] or [place.says]),
            *_listed("Languages", [_spoken(each.title, each.own) for each in place.languages]),
            *_listed("Getting in", place.facts),
            Callout("In danger now?", "Call 999.", tone="warm"),
        ),
        closing=Closing(f"{settings.BOROUGH} hate crime partnership", on),
    )


def _where(place: PublicPlace) -> list[tuple[str, str]]:
    address = ", ".join(filter(None, (place.address, place.postcode)))
    return [("Where", address or place.ward), ("Telephone", place.phone)]


def _listed(title: str, entries: list[Words] | list[str]) -> list[Block]:
    if not entries:
        return []
    one = len(entries) == 1
    return [Heading(1, title), Paragraph(entries[0]) if one else Bullets(tuple(entries))]


def _spoken(title: str, own: str) -> Words:
    return title if own == title else (Run(f"{title} "), Run(own, strong=True))
