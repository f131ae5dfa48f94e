"""The lists of centres and of checks: their columns, and how they are narrowed."""

from datetime import date

import django_filters as filters
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from upstander.capabilities.centres.measures import NEW_SECTORS, first_openings
from upstander.capabilities.centres.models import Centre, LivenessCheck, Sector, Stage
from upstander.kernel.clock import today
from upstander.kernel.pages.forms import Checkboxes
from upstander.kernel.places.columns import FOR_WHOM, WHERE_AND_WHEN, joined
from upstander.kernel.places.models import Known
from upstander.kernel.records.columns import Column
from upstander.kernel.records.filtering import DayFilter
from upstander.kernel.records.paging import Key
from upstander.kernel.reference.models import Ward
from upstander.kernel.reference.quarters import year_start

FLAGS = [
    ("attention", "Needs somebody now"),
    ("public", "Shown in public today"),
    ("lapsed", "Live, but nobody trained"),
    ("unseen", "Live, but not seen"),
    ("new", "New this year in clubs and local businesses"),
]
ORDER = (Key(Lower("name")),)


COLUMNS = (
    Column("name", "Name", "What the centre is called", sort=Lower("name")),
    Column("sector", "Kind of place", "One of the kinds of place", sort="sector"),
    Column("stage", "Stage", "Where it stands, from idea to closed", sort="stage"),
    Column("stage_since", "Since", "The day of the last step", sort="stage_since"),
    Column("ward", "Ward", "The ward it lies in", sort="ward__title"),
    Column("owner", "Who looks after it", "The post that hears what falls due", listed=False),
    Column("organisation", "Partner organisation", "If it is one of the partnership", listed=False),
    Column(
        "trained_until", "Trained until", "The day the last training lapses", sort="trained_until"
    ),
    Column("check_due_on", "Next check", "The day the next check falls due", sort="check_due_on"),
    Column("shown", "Shown", "Name and place, area only, or by referral", sort="shown"),
    *WHERE_AND_WHEN,
    Column(
        "strands",
        "Whom it reaches above all",
        "Strands, with semicolons between them",
        value=lambda centre: joined(centre.strands.all()),
        listed=False,
    ),
    *FOR_WHOM,
    Column("agreed_on", "Agreement signed on", "A day", listed=False),
    Column("agreement_ends_on", "Agreement ends on", "A day", listed=False),
)


class CentreFilter(filters.FilterSet):
    """Centres by name, stage, kind, ward, and what is the matter with them."""

    q = filters.CharFilter(field_name="name", lookup_expr="icontains", label="Name")
    stage = filters.MultipleChoiceFilter(choices=Stage.choices, label="Stage", widget=Checkboxes())
    sector = filters.ChoiceFilter(choices=Sector.choices, label="Kind of place", empty_label="Any")
    ward = filters.ModelChoiceFilter(
        queryset=Ward.objects.current(), label="Ward", empty_label="Any"
    )
    step_free = filters.ChoiceFilter(choices=Known.choices, label="Step-free", empty_label="Any")
    youth_friendly = filters.ChoiceFilter(
        choices=Known.choices, label="Friendly to young people", empty_label="Any"
    )
    shown = filters.ChoiceFilter(choices=Centre.Shown.choices, label="Shown", empty_label="Any")
    flag = filters.ChoiceFilter(
        choices=FLAGS, method="flagged", label="What is the matter", empty_label="Anything"
    )

    def flagged(self, rows: QuerySet[Centre], name: str, value: str) -> QuerySet[Centre]:
        """Keep those of which something is to be said."""
        return rows.filter(flag_condition(value, today()))


def flag_condition(flag: str, on: date) -> Q:
    """Give the condition of a flag on a day."""
    live = Q(stage=Stage.LIVE)
    if flag == "attention":
        return Q(attention_on__lte=on)
    if flag == "lapsed":
        return live & (Q(trained_until=None) | Q(trained_until__lt=on))
    if flag == "unseen":
        return live & (Q(seen_until=None) | Q(seen_until__lt=on))
    if flag == "public":
        return Q(pk__in=Centre.objects.in_public(on).values("pk"))
    opened = first_openings(year_start(on), on).values("centre")
    return Q(pk__in=opened, sector__in=NEW_SECTORS)


CHECK_COLUMNS = (
    Column(
        "centre",
        "Centre",
        "Which centre was looked at",
        sort=Lower("centre__name"),
        cell="centres/cells/centre.html",
    ),
    Column("on", "On", "The day of the check", sort="on"),
    Column("due_on", "Was due", "The day by which it was due", sort="due_on"),
    Column("kind", "How", "Call, visit, or mystery visit", sort="kind"),
    Column("result", "Found", "What was found", sort="result"),
    Column("follow_up_on", "Look again by", "When a failed check is followed up"),
)
CHECK_ORDER = (Key("on", descending=True),)


class CheckFilter(filters.FilterSet):
    """Checks by what they found, and when."""

    result = filters.ChoiceFilter(
        choices=LivenessCheck.Result.choices, label="Found", empty_label="Anything"
    )
    since = DayFilter(field_name="on", lookup_expr="gte", label="From")
    until = DayFilter(field_name="on", lookup_expr="lte", label="To")
