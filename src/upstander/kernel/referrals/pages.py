"""Forms of bodies as pages: brought in, looked at with an invented record, put to use, ended."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upstander.kernel.access.door import page
from upstander.kernel.exports.sheet import Sheet as Rows
from upstander.kernel.exports.writing import to_csv
from upstander.kernel.pages.forms import Radios
from upstander.kernel.people.models import Organisation
from upstander.kernel.records.columns import Column
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.steps import Step
from upstander.kernel.records.views import RecordViews
from upstander.kernel.referrals import changes
from upstander.kernel.referrals.declared import Kind, all_kinds
from upstander.kernel.referrals.models import OwnForm, title_of
from upstander.kernel.referrals.sheets import TYPES, tried
from upstander.kernel.referrals.tables import COLUMNS, Field

VERB = "referrals.keep"


class FormForm(forms.ModelForm):
    """A new edition of a body's form."""

    small = True
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True), empty_label="Choose an organisation"
    )
    kind = forms.ChoiceField(label="For what is handed over as", widget=Radios())
    table = forms.FileField(
        required=False,
        label="Its table (csv or xlsx)",
        help_text="With the columns key, heading, part and source. Leave it out where the Word "
        "form has our sources in braces.",
    )
    document = forms.FileField(
        required=False,
        label="Its Word form (docx)",
        help_text="With a place for each key: {key} in the text, a content control with that tag, "
        "or a bookmark. Leave it out where the form is data alone.",
    )

    class Meta:
        model = OwnForm
        fields: ClassVar = ["organisation", "kind"]

    field_order = ("organisation", "kind", "table", "document")

    def __init__(self, *args: Any, **more: Any) -> None:
        """Offer what the parts of the product declare."""
        super().__init__(*args, **more)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.code, kind.title) for kind in all_kinds().values()
        ]


def consists_of(own: OwnForm) -> str:
    """Say what there is of it."""
    lines = f"A table of {len(own.as_table().fields)} lines"
    return f"{lines}, and a Word form" if own.document else lines


class FormViews(RecordViews):
    """Which body has a form of its own, and in which edition."""

    slug, noun, model = "referrals", "forms", OwnForm
    title, singular, plural = "Forms of other bodies", "form", "forms"
    intro = (
        "What is handed over is written on our form, or on the body’s own. Whatever a form asks "
        "for, nobody gets more than the person agrees to."
    )
    empty = "All bodies get our form. Add one for a body that wants its own."
    parents = (("Protection", "protection:home"),)
    verbs: ClassVar = {"view": VERB, "change": VERB}
    has = frozenset({"list", "detail", "new", "history"})
    joins = ("organisation",)
    columns = (
        Column("organisation", "Organisation", "Whose form it is", sort="organisation__name"),
        Column("kind", "For", "What is handed over on it", value=title_of),
        Column("edition", "Edition", "Counted for each body and kind", sort="edition"),
        Column("state", "State", "How it stands"),
        Column("parts", "Made of", "What was brought in", value=consists_of, listed=False),
        Column("added_at", "Added", "When it was brought in", sort="added_at"),
        Column("used", "Used", "Since when, and until when", sort="used_from"),
    )
    order = (Key("pk", descending=True),)
    form = FormForm
    create = staticmethod(changes.add_form)
    steps = (
        Step(
            "use",
            "Use this form",
            changes.use_form,
            "From now on what goes to them is written on {record}.",
            VERB,
            when=lambda own: own.used_from is None and own.of_kind is not None,
            intro="Have you looked at it with the invented record? From now on Word, PDF and JSON "
            "for this body are made from it. What was handed over before stays on the form of "
            "its day.",
        ),
        Step(
            "end",
            "Stop using it",
            changes.end_form,
            "What goes to them is written on our form again.",
            VERB,
            when=lambda own: own.in_use,
            intro="What goes to this body from now on is written on our own form.",
        ),
    )

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give the forms without their files, which a list does not need."""
        return super().rows(user).defer("document")

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show a form with an invented record, and what it leaves out."""
        if record is None or record.of_kind is None:
            return {"kinds": all_kinds().values()}
        asked = {field.source for field in record.as_table().fields}
        left_out = [each for each in record.of_kind.ours.fields if each.source not in asked]
        return {"sheet": tried(record, record.of_kind), "left_out": left_out}


class TryPage(RecordPage):
    """Gives a form filled with an invented record, as a file."""

    site = FormViews
    page = "detail"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """Fill it."""
        own = self.find(pk)
        if form not in TYPES or own.of_kind is None:
            raise Http404("no such file")
        content = tried(own, own.of_kind).written(form)
        return _download(content, TYPES[form], f"invented-{own.pk}.{form}")


class TablePage(RecordPage):
    """Gives the table of a form, as it was brought in."""

    site = FormViews
    page = "detail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write it as csv."""
        return _as_csv(self.find(pk).as_table().fields, f"form-{pk}")


@require_safe
@page(VERB)
def answers(request: HttpRequest, kind: str) -> HttpResponse:
    """List the answers that a form for a kind of body can show."""
    known = _kind(kind)
    context = {"kind": known, "rows": list(_rows(known)), "trail": _way_back()}
    return render(request, "referrals/answers.html", context)


def _way_back() -> list[tuple[str, str]]:
    """Give the way back from a page that is of no form."""
    above = [(title, reverse(name)) for title, name in FormViews.parents]
    return [*above, (FormViews.title, FormViews.url("list"))]


def _rows(kind: Kind) -> Iterator[tuple[Field, str, str]]:
    """Give each answer with an invented example, and whether every form has to show it."""
    for field in kind.ours.fields:
        where = kind.referral.demanded.get(field.source)
        needed = "" if where is None else "With " + ", ".join(sorted(where)) if where else "Always"
        yield field, kind.referral.example.get(field.source, ""), needed


@require_safe
@page(VERB)
def ours(request: HttpRequest, kind: str) -> HttpResponse:
    """Give our own table for a kind of body, to begin with."""
    return _as_csv(_kind(kind).ours.fields, kind.rpartition(".")[2])


def _kind(code: str) -> Kind:
    if code not in all_kinds():
        raise Http404("no such kind")
    return all_kinds()[code]


def _as_csv(fields: tuple[Field, ...], name: str) -> HttpResponse:
    rows = [(each.key, each.heading, each.part, each.source) for each in fields]
    return _download(
        to_csv(Rows(name, COLUMNS[:4], rows)), "text/csv; charset=utf-8", f"{name}.csv"
    )


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
