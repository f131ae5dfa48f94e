"""The sheet of a place: what everybody may know of it, to hang up or to hand out."""

from datetime import date

from django.conf import settings
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

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
from upstander.kernel.languages.printing import draft_notice
from upstander.kernel.languages.speaking import language_now
from upstander.kernel.pages.saying import speaks_english
from upstander.kernel.places.public import PublicPlace

LEFT_TO_RIGHT = "\u200e"


def poster_of(place: PublicPlace, on: date, *, kicker: str, says: str) -> Report:
    """Lay the sheet out; it is made from the public facts, so it cannot say more than they do."""
    return Report(
        title=place.name,
        kicker=kicker,
        facts=tuple(Fact(label, words) for label, words in _where(place) if words),
        blocks=(
            *draft_notice(),
            Paragraph(says),
            *_listed(_("When you come in"), [place.on_arrival] if place.on_arrival else []),
            *_listed(
                _("Opening hours"),
                [f"{days}: {hours}" for days, hours in place.week] or [place.says],
            ),
            *_listed(_("Languages"), [_spoken(each.title, each.own) for each in place.languages]),
            *_listed(_("Getting in"), place.facts),
            Callout(_("In danger now?"), _("Call 999."), tone="warm"),
        ),
        language="en-GB" if language_now() == "en" else language_now(),
        closing=Closing(
            _("%(borough)s hate crime partnership") % {"borough": settings.BOROUGH}, on
        ),
    )


def _where(place: PublicPlace) -> list[tuple[str, str]]:
    address = ", ".join(filter(None, (place.address, place.postcode)))
    return [(_("Where"), _kept(address or place.ward)), (_("Telephone"), _kept(place.phone))]


def _kept(words: str) -> str:
    """Keep digits in their order inside a page that runs from right to left."""
    return f"{LEFT_TO_RIGHT}{words}" if words and get_language_bidi() else words


def _listed(title: str, entries: list[Words] | list[str]) -> list[Block]:
    if not entries:
        return []
    one = len(entries) == 1
    return [Heading(1, title), Paragraph(entries[0]) if one else Bullets(tuple(entries))]


def _spoken(title: str, own: str) -> Words:
    if title == own:
        return title
    return (Run(f"{title} " if speaks_english() else ""), Run(own, strong=True))
