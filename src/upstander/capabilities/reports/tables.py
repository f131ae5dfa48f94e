"""The queue: its columns, and how it is narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from upstander.capabilities.reports.models import Report, Risk, Stage
from upstander.capabilities.reports.models.stages import OPEN
from upstander.kernel.clock import now
from upstander.kernel.pages.forms import Checkboxes
from upstander.kernel.records.columns import Column
from upstander.kernel.records.filtering import DayFilter
from upstander.kernel.records.paging import Key
from upstander.kernel.reference.models import Strand, Ward

ORDER = (Key("received_at", descending=True),)
# what the team looks for, as conditions; what measures count, as the queryset says it
MATTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "open": ("Open", {"stage__in": OPEN}),
    "late": ("Not read in time", {}),
    "danger": ("Words of danger", {"danger": True}),
    "under_18": ("Under 18", {"under_18": True}),
    "repeat": ("Repeat", {"repeat": True}),
    "no_ward": ("Ward not known", {"ward": None}),
}
COUNTED = {
    "in_time": ("Read in time", "answered_in_time"),
    "through": ("Through a centre, partner or poster", "through_places"),
    "told": ("Told what was done, of four weeks ago and before", "told"),
    "police": ("Taken by the police", "taken_by_police"),
    "ward": ("Ward known", "of_known_ward"),
    "all": ("All that are counted", "all"),
}
FLAGS = [(code, title) for code, (title, _) in (*MATTERS.items(), *COUNTED.items())]
COLUMNS = (
    Column("reference", "Report", "The number by which the team speaks of it", sort="id"),
    Column(
        "what",
        "What happened",
        "In a few words, without names",
        cell="reports/cells/what.html",
        detailed=False,
    ),
    Column("strands_told", "Strand as perceived", "One or more strands", detailed=False),
    Column(
        "consent",
        "Consent",
        "What the person agreed to",
        cell="reports/cells/consent.html",
        detailed=False,
    ),
    Column("stage", "Stage", "Where it stands", sort="stage"),
    Column(
        "answer_by",
        "Answer by",
        "The end of the next working day",
        sort="answer_by",
        cell="reports/cells/due.html",
    ),
    Column("holder", "With", "Who looks after it"),
)


class ReportFilter(filters.FilterSet):
    """Reports by stage, strand, way, and what is the matter with them."""

    stage = filters.MultipleChoiceFilter(choices=Stage.choices, label="Stage", widget=Checkboxes())
    strand = filters.ModelChoiceFilter(
        field_name="strands",
        queryset=Strand.objects.current().filter(parent=None),
        label="Strand",
        empty_label="All strands",
    )
    ward = filters.ModelChoiceFilter(
        queryset=Ward.objects.current(), label="Ward", empty_label="All wards"
    )
    channel = filters.ChoiceFilter(
        choices=Report.Channel.choices, label="Came by", empty_label="Any way"
    )
    risk = filters.ChoiceFilter(choices=Risk.choices[1:], label="Risk", empty_label="Any")
    flag = filters.ChoiceFilter(
        choices=FLAGS, method="flagged", label="What is the matter", empty_label="Anything"
    )
    since = DayFilter(field_name="received_at", lookup_expr="date__gte", label="Received from")
    until = DayFilter(field_name="received_at", lookup_expr="date__lte", label="Received to")

    def flagged(self, rows: QuerySet[Report], name: str, value: str) -> QuerySet[Report]:
        """Keep those of which something is to be said, or that a measure has counted."""
        if value == "late":
            return rows.filter(read_at=None, answer_by__lt=now())
        if value in MATTERS:
            return rows.filter(**MATTERS[value][1])
        counted = getattr(Report.objects.counted(), COUNTED[value][1])()
        return rows.filter(pk__in=counted.values("pk"))
