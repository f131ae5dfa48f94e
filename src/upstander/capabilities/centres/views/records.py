"""Centres and checks as kinds of record: list, page, form, history, files in and out."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from upstander.capabilities.centres.changes.centres import add_centre, update_centre
from upstander.capabilities.centres.forms import CentreForm, NewCentreForm
from upstander.capabilities.centres.models import Centre, LivenessCheck
from upstander.capabilities.centres.tables import (
    CHECK_COLUMNS,
    CHECK_ORDER,
    COLUMNS,
    ORDER,
    CentreFilter,
    CheckFilter,
)
from upstander.capabilities.centres.views.one import about
from upstander.capabilities.centres.views.steps import STEPS
from upstander.kernel.records.views import Import, RecordViews

HOME = (("Reporting centres", "centres:home"),)


class CentreViews(RecordViews):
    """The centres, from the first idea on."""

    slug = "centres"
    noun = "places"
    model = Centre
    title, singular, plural = "All centres", "centre", "centres"
    intro = "Every place that is a reporting centre, was one, or may become one."
    empty = "Add the first idea, or import the list that you keep now."
    parents = HOME
    columns = COLUMNS
    order = ORDER
    filters = CentreFilter
    form = CentreForm
    create = staticmethod(add_centre)
    update = staticmethod(update_centre)
    imports = Import(key=("name",))
    steps = STEPS
    verbs: ClassVar = {"export": "centres.export"}

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read what the columns need of all rows at once."""
        rows = super().rows(user).select_related("ward", "organisation", "owner__organisation")
        return rows.prefetch_related("languages", "strands", "openings")

    @classmethod
    def make_form(
        cls, user: Any, record: Any = None, data: Any = None, files: Any = None
    ) -> forms.ModelForm:
        """Ask where a new one stands; a known one is moved on a page of its own."""
        form = NewCentreForm if record is None else CentreForm
        return form(data, files, instance=record)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show on a centre's page how it stands and all that happened to it."""
        return about(record, request.user) if page == "detail" else {}


class CheckViews(RecordViews):
    """What checks found, of all centres."""

    slug = "centres"
    noun = "checks"
    model = LivenessCheck
    title, singular, plural = "Checks of centres", "check", "checks"
    intro = "Each time that somebody rang, wrote or went there to see whether a centre is ready."
    empty = "The first check is written down on the page of a centre."
    parents = HOME
    columns = CHECK_COLUMNS
    order = CHECK_ORDER
    filters = CheckFilter
    has: ClassVar = frozenset({"list", "export"})
    verbs: ClassVar = {"export": "centres.export"}

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Read the centre with each check."""
        return super().rows(user).select_related("centre")
