"""The queue: its columns, and how it is narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from upstander.capabilities.reports.models import Report, Risk, Stage
from upstander.capabilities.reports.models.stages import OPEN
from upstander.kernel.clock import now
from upstander.kernel.pages.forms import Checkboxes
from upstander.kernel.records.columns import Column
from upstander.kernel.records.filtering import SinceDay, UntilDay
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

    stage = filters.MultipleChoiceFilter(
        choices=Stage.choices,
        label="Stage",
        widget=Checkboxes(),
        distinct=False,  # a report has one stage, and to look for doubles takes all of them
        method="staged",
    )
    strand = filters.ModelChoiceFilter(
        field_name="strands",
        queryset=Strand.objects.current().filter(parent=None),
        label="Strand",
        empty_label="All strands",
        method="aimed",
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
    since = SinceDay(field_name="received_at", label="Received from")
    until = UntilDay(field_name="received_at", label="Received to")

    def staged(self, rows: QuerySet[Report], name: str, value: list[str]) -> QuerySet[Report]:
        """Keep those of some stages; with closed ones among them from the latest back, unsorted."""
        if len(value) < 2 or set(value) <= set(OPEN):
            return rows.filter(stage__in=value) if value else rows
        return rows.annotate(now_at=Coalesce("stage", Value(""))).filter(now_at__in=value)

    def aimed(self, rows: QuerySet[Report], name: str, value: Strand) -> QuerySet[Report]:
        """Keep those of a strand, from the latest back, unsorted."""
        theirs = Report.strands.through.objects.filter(report=OuterRef("pk"), strand=value.pk)
        return rows.filter(Exists(theirs))

    def flagged(self, rows: QuerySet[Report], name: str, value: str) -> QuerySet[Report]:
        """Keep those of which something is to be said, or that a measure has counted."""
        if value == "late":
            return rows.filter(read_at=None, answer_by__lt=now())
        if value in MATTERS:
            return rows.filter(**MATTERS[value][1])
        counted = rows.counted()  # type: ignore[attr-defined]
        kept: QuerySet[Report] = getattr(counted, COUNTED[value][1])()
        return kept
