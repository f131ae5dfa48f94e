"""How the lists of the administration are narrowed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from upstander.kernel.administration.forms import ROLE_CHOICES
from upstander.kernel.audit.record import key_of
from upstander.kernel.outbox.models import State
from upstander.kernel.people.models import Membership, Organisation, User
from upstander.kernel.records.filtering import DayFilter
from upstander.kernel.registry import all_messages, capabilities

ACTIVE = [("yes", "Active"), ("no", "No longer active")]
SIGN_IN = [("yes", "May sign in"), ("no", "Switched off")]


def kinds_of_events() -> list[tuple[str, str]]:
    """List everything that can stand in the trail, in words."""
    kinds = [kind for capability in capabilities() for kind in capability.audit_kinds]
    return sorted(((kind.code, kind.title) for kind in kinds), key=lambda choice: choice[1])


def kinds_of_messages() -> list[tuple[str, str]]:
    """List everything that can leave, in words."""
    return sorted(
        ((kind.code, kind.title) for kind in all_messages()), key=lambda choice: choice[1]
    )


def as_yes(rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """Keep rows in which a yes-or-no field is what was chosen."""
    return rows.filter(**{name: value == "yes"})


class OrganisationFilter(filters.FilterSet):
    """Organisations by name, sector and whether they are active."""

    q = filters.CharFilter(method="named", label="Name")
    sector = filters.ChoiceFilter(
        choices=Organisation.Sector.choices, label="Sector", empty_label="Any sector"
    )
    active = filters.ChoiceFilter(
        choices=ACTIVE, method=as_yes, label="In the partnership", empty_label="Any"
    )

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Find a part of either name."""
        return rows.filter(Q(name__icontains=value) | Q(short_name__icontains=value))


class PostFilter(filters.FilterSet):
    """Posts by title, organisation and whether somebody holds them."""

    q = filters.CharFilter(field_name="title", lookup_expr="icontains", label="Title")
    organisation = filters.ModelChoiceFilter(
        queryset=Organisation.objects.all(), label="Organisation", empty_label="Any organisation"
    )
    held = filters.ChoiceFilter(
        choices=[("yes", "Held"), ("no", "Vacant")],
        method="is_held",
        label="Held or vacant",
        empty_label="Either",
    )

    def is_held(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep posts that somebody holds, or that nobody does."""
        return rows.filter(holder__isnull=value == "no")


class PeopleFilter(filters.FilterSet):
    """People by name, by the role they hold today and where, and whether they may sign in."""

    q = filters.CharFilter(method="named", label="Name or email")
    organisation = filters.ModelChoiceFilter(
        queryset=Organisation.objects.all(),
        method="holds",
        label="Organisation",
        empty_label="Any organisation",
    )
    role = filters.ChoiceFilter(
        choices=ROLE_CHOICES, method="holds", label="Role", empty_label="Any role"
    )
    is_active = filters.ChoiceFilter(
        choices=SIGN_IN, method=as_yes, label="Account", empty_label="Any"
    )

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Find a part of the name or of the address."""
        return rows.filter(Q(name__icontains=value) | Q(email__icontains=value))

    def holds(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Keep those who hold the chosen role in the chosen organisation: one role, not two."""
        chosen = self.form.cleaned_data
        wanted = {key: chosen[key] for key in ("organisation", "role") if chosen.get(key)}
        held = Membership.objects.current().filter(**wanted)
        return rows.filter(pk__in=held.values("user"))


class TrailFilter(filters.FilterSet):
    """The trail by what happened, who did it, to which record, and when."""

    kind = filters.ChoiceFilter(choices=kinds_of_events, label="What", empty_label="Anything")
    actor = filters.ModelChoiceFilter(
        queryset=User.objects.all(), method="by_actor", label="Who", empty_label="Anybody"
    )
    record = filters.CharFilter(label="Record")
    since = DayFilter(method="from_day", label="From")
    until = DayFilter(method="to_day", label="To")

    class Meta:
        fields: ClassVar = ["kind", "actor", "record", "since", "until"]

    def by_actor(self, rows: QuerySet[Any], name: str, value: User) -> QuerySet[Any]:
        """Keep what one person did."""
        return rows.filter(actor=key_of(value))

    def from_day(self, rows: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Keep what happened on a day or later."""
        return rows.filter(at__gte=_midnight(value))

    def to_day(self, rows: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Keep what happened up to the end of a day."""
        return rows.filter(at__lt=_midnight(value + timedelta(days=1)))


class MessageFilter(filters.FilterSet):
    """Messages by how far they have come, what they are, and what they are about."""

    state = filters.ChoiceFilter(choices=State.choices, label="State", empty_label="Any state")
    kind = filters.ChoiceFilter(choices=kinds_of_messages, label="What", empty_label="Any kind")
    record = filters.CharFilter(method="about", label="Record")

    def about(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those about a record, or to whoever it is."""
        return rows.filter(Q(about=value) | Q(to=value))


def _midnight(day: date) -> str:
    # the trail keeps its times as text in UTC, which sorts as time does
    local = datetime.combine(day, time(), timezone.get_current_timezone())
    return local.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
