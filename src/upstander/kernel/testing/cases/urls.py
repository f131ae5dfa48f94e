"""The addresses of trial cases, beside those of the product."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.records.columns import Column
from upstander.kernel.records.guarded import GuardedViews
from upstander.kernel.records.paging import Key
from upstander.kernel.testing.models import TrialCase


@transaction.atomic
def change(case: TrialCase, *, by: Any, **fields: Any) -> TrialCase:
    """Change a case."""
    for name, value in fields.items():
        setattr(case, name, value)
    case.save()
    record("trialcases.changed", case, by=by, fields=sorted(fields))
    return case


class CaseForm(forms.ModelForm):
    """A case."""

    class Meta:
        model = TrialCase
        fields: ClassVar = ["closed_on", "name", "phone", "story", "plan", "accused"]


class CaseViews(GuardedViews):
    """Cases."""

    slug, model = "trialcases", TrialCase
    title, singular, plural = "Cases", "case", "cases"
    columns = (
        Column("pk", "Case", "Its number", value=str),
        *(Column(name, name.title()) for name in ("name", "phone", "strand", "story", "plan")),
        Column("accused", "Accused"),
    )
    order = (Key("pk"),)
    form = CaseForm
    update = staticmethod(change)
    has = frozenset({"list", "detail", "edit", "history", "export"})


app_name = "trialcases"
urlpatterns = CaseViews.urls()
