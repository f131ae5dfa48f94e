"""What everybody may read of a centre, and nothing else: the one way from the tables to the public.

Pages, map and feed are drawn from `PublicPlace` alone. A place that shows its area only tells its
ward and whether one can get in, and stands in the middle of that ward; name, kind, hours and even
languages could say which house it is. One by referral is not here. Private columns are not fetched.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.urls import reverse
from django.utils import timezone

from upstander.capabilities.centres.models import Centre, Closure, Known, Opening
from upstander.capabilities.centres.reading import calendar_on
from upstander.kernel.clock import now
from upstander.kernel.geography.shapes import Point, metres_per_degree
from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.hours import (
    Calendar,
    OpenState,
    say_state,
    say_week,
    state_at,
)
from upstander.kernel.reference.languages import OWN_NAMES, RIGHT_TO_LEFT, TITLES

READ = (
    *("public_id", "name", "sector", "stage", "stage_since", "shown", "address", "postcode"),
    *("phone", "website", "on_arrival", "step_free", "toilet", "hearing_loop", "quiet_room"),
    *("youth_friendly", "minimum_age", "bank_holidays", "trained_until", "seen_until"),
    *("public_latitude", "public_longitude", "changed_at", "ward__code", "ward__title"),
)
ACCESS = (
    ("step_free", "Step-free"),
    ("toilet", "Accessible toilet"),
    ("hearing_loop", "Hearing loop"),
    ("quiet_room", "Quiet room"),
)
KIND = "Place to report"
MOST_COUNTED = 300


@dataclass(frozen=True)
class Spoken:
    """A language as its speakers write it."""

    code: str
    title: str
    own: str
    direction: str


@dataclass(frozen=True)
class PublicPlace:
    """A centre as everybody may know it."""

    key: str
    name: str
    sector: str
    kind: str
    ward: str
    address: str
    postcode: str
    phone: str
    website: str
    on_arrival: str
    access: tuple[str, ...]
    young: bool
    minimum_age: int | None
    languages: tuple[Spoken, ...]
    point: Point | None
    rough: bool  # somewhere in the ward, and the door is told by telephone
    calendar: Calendar | None
    state: OpenState | None
    says: str
    changed_at: datetime

    @property
    def url(self) -> str:
        """Give the address of its page."""
        return reverse("places:place", args=[self.key])

    @property
    def week(self) -> list[tuple[str, str]]:
        """Say its hours in lines."""
        return say_week(self.calendar.week) if self.calendar else []

    @property
    def facts(self) -> list[str]:
        """List short facts beside the address."""
        age = f"Ages {self.minimum_age} and over" if self.minimum_age else "For young people"
        return [*self.access, *([age] if self.young else [])]


def place_of(centre: Centre, moment: datetime) -> PublicPlace:
    """Take from a centre what it wants to show; `moment` is on the clock in London."""
    rough = centre.shown != Centre.Shown.FULL
    ward = centre.ward.title if centre.ward else ""
    full: dict[str, Any] = {} if rough else _full(centre, moment)
    return PublicPlace(
        key=str(centre.public_id),
        name=full.get("name") or f"A place in {ward or settings.BOROUGH}",
        sector=full.get("sector", ""),
        kind=full.get("kind", KIND),
        ward=ward,
        address=full.get("address", ""),
        postcode=full.get("postcode", ""),
        phone=full.get("phone", ""),
        website=full.get("website", ""),
        on_arrival=full.get("on_arrival", ""),
        access=tuple(words for name, words in ACCESS if getattr(centre, name) == Known.YES),
        young=centre.youth_friendly == Known.YES,
        minimum_age=centre.minimum_age,
        languages=full.get("languages", ()),
        point=_point(centre),
        rough=rough,
        calendar=full.get("calendar"),
        state=full.get("state"),
        says=full.get("says", "Call us first, and we tell you where"),
        changed_at=centre.changed_at,
    )


def _full(centre: Centre, moment: datetime) -> dict[str, Any]:
    calendar = calendar_on(centre, moment.date())
    state = state_at(calendar, moment)
    told = ("name", "sector", "address", "postcode", "phone", "website", "on_arrival")
    return {name: getattr(centre, name) for name in told} | {
        "kind": centre.get_sector_display(),
        "languages": tuple(_spoken(row.code) for row in centre.languages.all()),
        "calendar": calendar,
        "state": state,
        "says": say_state(state, moment),
    }


def _point(centre: Centre) -> Point | None:
    if centre.public_latitude is None:
        return None
    return centre.public_latitude, centre.public_longitude or 0.0


def _spoken(code: str) -> Spoken:
    direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
    return Spoken(code, TITLES[code], OWN_NAMES[code], direction)


def public_centres() -> QuerySet[Centre]:
    """Give the centres that may be read of, with only what may be read."""
    related = ("languages", "openings", "closures")
    return Centre.objects.in_public().select_related("ward").only(*READ).prefetch_related(*related)


def open_at(moment: datetime) -> Q:
    """Make the condition of being open at a moment; of a rough place nobody is told."""
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    of_this = {"centre": OuterRef("pk")}
    week = Opening.objects.filter(
        weekday=day.weekday(), opens__lte=minute, closes__gt=minute, valid_from__lte=day, **of_this
    ).filter(Q(valid_until=None) | Q(valid_until__gte=day))
    shut = Closure.objects.filter(first_on__lte=day, last_on__gte=day, **of_this)
    found = Q(Exists(week)) & ~Q(Exists(shut)) & Q(shown=Centre.Shown.FULL)
    if is_bank_holiday(day):
        found &= Q(bank_holidays=Centre.BankHolidays.OPEN)
    return found


def nearest_first(centres: QuerySet[Centre], point: Point | None) -> QuerySet[Centre]:
    """Sort by the distance to where the public may think they are; without a point by name.

    What has no place comes last. A rough place sorts by its ward: its name would tell.
    """
    if point is None:
        told = Case(When(shown=Centre.Shown.FULL, then=F("name")), default=F("ward__title"))
        return centres.order_by(F("shown").desc(), told, "public_id")
    north, east = metres_per_degree(point[0])
    dy = (F("public_latitude") - point[0]) * north
    dx = (F("public_longitude") - point[1]) * east
    squared = ExpressionWrapper(dy * dy + dx * dx, output_field=FloatField())
    return centres.order_by(squared.asc(nulls_last=True), "public_id")


def page_of(
    centres: QuerySet[Centre], point: Point | None, start: int, size: int
) -> tuple[list[Centre], int]:
    """Give some of the centres, the nearest first, and how many there are (see `count_some`).

    Sorting looks at keys alone; only what is shown is read whole.
    """
    keys = list(nearest_first(centres, point).values_list("pk", flat=True)[start : start + size])
    order = {key: place for place, key in enumerate(keys)}
    rows = public_centres().filter(pk__in=keys)
    return sorted(rows, key=lambda centre: order[centre.pk]), count_some(centres)


def count_some(centres: QuerySet[Centre]) -> int:
    """Count centres, but no further than anybody reads: one more than that stands for more."""
    return centres.order_by()[: MOST_COUNTED + 1].count()


def local_now() -> datetime:
    """Tell the present moment by the clock in London."""
    return timezone.localtime(now())
