"""How quick finder and board are with ten thousand centres; and the rows to measure them with."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from upstander.capabilities.centres.models import (
    Centre,
    CentreLanguage,
    Move,
    Opening,
    Sector,
    Stage,
)
from upstander.kernel.clock import today
from upstander.kernel.people.models import Post
from upstander.kernel.reference.models import Ward

PAGES = {
    "finder": "/places/?q=Mitcham&step_free=1&open=1",
    "finder without a filter": "/places/",
    "board": "/centres/",
}
LANGUAGES = ("ta", "pl", "ur", "so", "en")
AT_ONCE = 500


def measure() -> Sequence[Mapping[str, Any]]:
    """Give the figures of each page: time and queries at 10,000 centres against those at 100."""
    # no page needs what starts servers and measures them
    from upstander.kernel.testing.sizes import compare_sizes  # noqa: PLC0415

    return compare_sizes(f"{__name__}.make_centres", "centres", PAGES)


@transaction.atomic
def make_centres(count: int) -> None:
    """Bring the number of centres to `count`: half of them live, the others on their way."""
    wards, posts, day = list(Ward.objects.current()), list(Post.objects.all()[:5]), today()
    numbers = iter(range(Centre.objects.count(), count))
    while batch := list(islice(numbers, AT_ONCE)):
        made = Centre.objects.bulk_create(
            Centre(ward=wards[n % len(wards)], owner=posts[n % len(posts)], **_facts(n, day))
            for n in batch
        )
        _around(made, day - timedelta(days=400))


def _facts(n: int, day: date) -> dict[str, Any]:
    latitude, longitude = 51.385 + n % 97 * 0.0006, -0.25 + n % 89 * 0.0014
    return {
        "name": f"Centre to measure with {n}",
        "sector": list(Sector)[n % len(Sector)],
        "stage": Stage.LIVE if n % 2 else list(Stage)[n // 2 % len(Stage)],
        "stage_since": day - timedelta(days=n % 400),
        "shown": Centre.Shown.FULL if n % 5 else Centre.Shown.AREA,
        "step_free": "yes" if n % 3 else "no",
        "public_latitude": latitude,
        "public_longitude": longitude,
        "trained_until": day + timedelta(days=n % 300 - 30),
        "seen_until": day + timedelta(days=n % 121 - 10),
        "check_due_on": day + timedelta(days=n % 91),
        "attention_on": day + timedelta(days=n % 200 - 20),
    }


def _around(centres: list[Centre], first: date) -> None:
    Move.objects.bulk_create(
        Move(centre=c, to_stage=c.stage, on=c.stage_since, reason="To measure.") for c in centres
    )
    CentreLanguage.objects.bulk_create(
        CentreLanguage(place=c, code=LANGUAGES[n // 2 % 5]) for n, c in enumerate(centres)
    )
    Opening.objects.bulk_create(
        Opening(place=c, weekday=weekday, opens=0, closes=1440, valid_from=first)
        for c in centres
        for weekday in range(5)
    )
