"""From what somebody wrote about a place to the ward in which it lies.

A postcode decides, where the operator has loaded postcodes; else a street, a station or a stop
that our own tables know, by its middle. An area is larger than a ward, and says none; what fits
two wards says none either. Unknown stays unknown, to be counted as that. Nobody else is asked.
"""

import re

from upstander.kernel.geography.boundaries import borders
from upstander.kernel.geography.models import Place, folded
from upstander.kernel.reference.models import Ward

POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
MOST_WORDS, LONGEST_NAME = 40, 5  # of what was written; of the name of a place
EXACT = (Place.Kind.STREET, Place.Kind.STATION)


def ward_of(written: str) -> Ward | None:
    """Give the ward of a place that somebody wrote about; None where nobody can tell."""
    known = borders()
    if known is None or not written.strip():
        return None
    areas = {known.at((place.latitude, place.longitude)) for place in _places(written)}
    if len(areas) != 1:
        return None
    area = areas.pop()
    return Ward.objects.current().filter(code=area.code).first() if area else None


def _places(written: str) -> list[Place]:
    """Give what may be meant: the postcode, or else the longest name of a street or station."""
    code = POSTCODE.search(written)
    if code:
        close = re.sub(r"\s", "", code[0]).casefold()
        found = list(Place.objects.filter(kind=Place.Kind.POSTCODE, folded=close))
        if found:
            return found
    named = list(Place.objects.filter(kind__in=EXACT, folded__in=_names(folded(written))))
    longest = max((len(place.folded) for place in named), default=0)
    return [place for place in named if len(place.folded) == longest]


def _names(text: str) -> list[str]:
    """List every run of words that may be a name."""
    words = text.split()[:MOST_WORDS]
    return [
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1)
    ]
