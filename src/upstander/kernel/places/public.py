"""What everybody may read of a place, and nothing else: the one way from the tables to the public.

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
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.kernel.clock import now
from upstander.kernel.geography.shapes import Point, metres_per_degree
from upstander.kernel.places.hours import calendar_on
from upstander.kernel.places.models import Known, Place
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
    *("public_id", "name", "shown", "address", "postcode", "phone", "website", "on_arrival"),
    *("step_free", "toilet", "hearing_loop", "quiet_room", "youth_friendly", "minimum_age"),
    *("bank_holidays", "public_latitude", "public_longitude", "changed_at"),
    *("ward__code", "ward__title"),
)
ACCESS = (
    ("step_free", _("Step-free")),
    ("toilet", _("Accessible toilet")),
    ("hearing_loop", _("Hearing loop")),
    ("quiet_room", _("Quiet room")),
)
YOUNG = _("For young people")
TOLD = ("name", "address", "postcode", "phone", "website", "on_arrival")
KEPT_APART = ("openings", "closures")
MOST_COUNTED = 300


@dataclass(frozen=True)
class Spoken:
    """A language as its speakers write it."""

    code: str
    title: str
    own: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class PublicPlace:
    """A place as everybody may know it. What has a default, a place by area does not tell.

    `rough` is somewhere in the ward, and the door is told by telephone; `sort` and `kind` are a
    code and words for what it is.
    """

    key: str
    url: str
    name: str
    ward: str
    access: tuple[str, ...]
    young: bool
    minimum_age: int | None
    point: Point | None
    rough: bool
    says: str
    changed_at: datetime
    sort: str = ""
    kind: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    website: str = ""
    on_arrival: str = ""
    languages: tuple[Spoken, ...] = ()
    calendar: Calendar | None = None
    state: OpenState | None = None

    @property
    def week(self) -> list[tuple[str, str]]:
        """Say its hours in lines."""
        return say_week(self.calendar.week) if self.calendar else []

    @property
    def facts(self) -> list[str]:
        """List short facts beside the address."""
        least = {"age": self.minimum_age}
        age = gettext("Ages %(age)s and over") % least if self.minimum_age else str(YOUNG)
        return [*self.access, *([age] if self.young else [])]


def place_of(place: Any, moment: datetime) -> PublicPlace:
    """Take from a place what it wants to show; `moment` is on the clock in London."""
    rough = place.shown != Place.Shown.FULL
    ward = place.ward.title if place.ward else ""
    told = _area(ward or settings.BOROUGH) if rough else _full(place, moment)
    return PublicPlace(
        key=str(place.public_id),
        url=place.public_address,
        ward=ward,
        access=tuple(str(words) for name, words in ACCESS if getattr(place, name) == Known.YES),
        young=place.youth_friendly == Known.YES,
        minimum_age=place.minimum_age,
        point=_point(place),
        rough=rough,
        # of a rough place no more than the day: the moment would tell what else happened then
        changed_at=_day_of(place.changed_at) if rough else place.changed_at,
        **told,
    )


def _area(where: str) -> dict[str, Any]:
    name = gettext("A place in %(area)s") % {"area": where}
    return {"name": name, "says": gettext("Call us first, and we tell you where")}


def _day_of(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def _full(place: Any, moment: datetime) -> dict[str, Any]:
    calendar = calendar_on(place, moment.date())
    state = state_at(calendar, moment)
    sort, kind = place.kind_of_place
    return {name: getattr(place, name) for name in TOLD} | {
        "sort": sort,
        "kind": str(kind),
        "languages": tuple(spoken(row.code) for row in place.languages.all()),
        "calendar": calendar,
        "state": state,
        "says": say_state(state, moment),
    }


def _point(place: Any) -> Point | None:
    if place.public_latitude is None:
        return None
    return place.public_latitude, place.public_longitude or 0.0


def spoken(code: str) -> Spoken:
    """Give a language by its code."""
    direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
    return Spoken(code, TITLES[code], OWN_NAMES[code], direction)


def read_public(shown: QuerySet[Any], *also: str) -> QuerySet[Any]:
    """Read places that may be shown, with only the columns that may be; `also` are the model's."""
    related = ("languages", "openings", "closures")
    return shown.select_related("ward").only(*READ, *also).prefetch_related(*related)


def open_at(model: Any, moment: datetime) -> Q:
    """Make the condition of being open at a moment; of a rough place nobody is told."""
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    openings, closures = (model._meta.get_field(name).related_model for name in KEPT_APART)
    of_this = {"place": OuterRef("pk")}
    week = openings.objects.filter(
        weekday=day.weekday(), opens__lte=minute, closes__gt=minute, valid_from__lte=day, **of_this
    ).filter(Q(valid_until=None) | Q(valid_until__gte=day))
    shut = closures.objects.filter(first_on__lte=day, last_on__gte=day, **of_this)
    found = Q(Exists(week)) & ~Q(Exists(shut)) & Q(shown=Place.Shown.FULL)
    if is_bank_holiday(day):
        found &= Q(bank_holidays=Place.BankHolidays.OPEN)
    return found


def nearest_first(places: QuerySet[Any], point: Point | None) -> QuerySet[Any]:
    """Sort by the distance to where the public may think they are; without a point by name.

    What has no place comes last. A rough place sorts by its ward: its name would tell.
    """
    if point is None:
        told = Case(When(shown=Place.Shown.FULL, then=F("name")), default=F("ward__title"))
        return places.order_by(F("shown").desc(), told, "public_id")
    north, east = metres_per_degree(point[0])
    dy = (F("public_latitude") - point[0]) * north
    dx = (F("public_longitude") - point[1]) * east
    squared = ExpressionWrapper(dy * dy + dx * dx, output_field=FloatField())
    return places.order_by(squared.asc(nulls_last=True), "public_id")


def page_of(
    places: QuerySet[Any], point: Point | None, start: int, size: int, *also: str
) -> tuple[list[Any], int]:
    """Give some of the places, the nearest first, and how many there are (see `count_some`).

    Sorting looks at keys alone; only what is shown is read whole.
    """
    keys = list(nearest_first(places, point).values_list("pk", flat=True)[start : start + size])
    order = {key: rank for rank, key in enumerate(keys)}
    rows = read_public(places.model.objects.filter(pk__in=keys), *also)
    return sorted(rows, key=lambda place: order[place.pk]), count_some(places)


def count_some(places: QuerySet[Any]) -> int:
    """Count places, but no further than anybody reads: one more than that stands for more."""
    return places.order_by()[: MOST_COUNTED + 1].count()


def local_now() -> datetime:
    """Tell the present moment by the clock in London."""
    return timezone.localtime(now())
