"""The demonstration's places: names that everybody knows, put where we remember them to be."""

from pathlib import Path

from upstander.kernel.geography.changes import replace_places
from upstander.kernel.geography.loading import read_places
from upstander.kernel.geography.models import Place
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Ward

NAMES = Path(__file__).parent / "demo" / "merton-places.csv"


def load() -> None:
    """Load wards and places; a second time it changes nothing."""
    if not Ward.objects.exists():
        load_reference()
    if not Place.objects.exists():
        replace_places(read_places(NAMES), by="system:demonstration")
