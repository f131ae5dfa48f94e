"""Every action on one screen: which of them do I have to talk about?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import FORMATS, response
from upstander.kernel.plan.between import declared_at, end_of
from upstander.kernel.plan.changes import note_download
from upstander.kernel.plan.choosing import (
    FLAGS,
    NO_LEAD,
    UNSAID,
    Choice,
    Days,
    choose,
    count_flags,
)
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import ActionRead, PlanRead
from upstander.kernel.plan.status import DENSE_WORDS, READING_ORDER, Cadence, Status
from upstander.kernel.plan.views.doors import plan_page
from upstander.kernel.reference.quarters import previous, quarter_of


@require_safe
@plan_page("plan.view")
def actions(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List the actions that the filters leave, on the page or as a file."""
    read = read_plan(plan)
    choice = Choice.of(request.GET)
    chosen = choose(read, choice)
    form = request.GET.get("format", "")
    if form in FORMATS:
        return _download(request, read, chosen, form)
    context = {
        "plan": plan,
        "read": read,
        "choice": choice,
        "themes": list(_by_theme(read, chosen)),
        "shown": len(chosen),
        "total": len(read.actions),
        "last_quarter": previous(quarter_of(read.on)),
        "views": _views(read, choice),
        "filter": FilterForm(read, initial=choice.query),
        "removable": _removable(read, choice),
        "files": [
            (kind, f"?{urlencode({**choice.query, 'format': kind})}") for kind in ("csv", "xlsx")
        ],
        "editor": may(request.user, "plan.edit"),
    }
    return render(request, "plan/actions.html", context)


@dataclass(frozen=True)
class Row:
    """One action as one line of the table."""

    action: ActionRead
    before: str  # the status at the end of last quarter, or "same"
    silent: bool


def _by_theme(read: PlanRead, chosen: Sequence[ActionRead]) -> Iterator[dict[str, Any]]:
    titles = {theme.number: theme for theme in read.themes}
    days = Days.of(read)
    for number, group in groupby(chosen, key=lambda action: action.objective.theme_number):
        rows = [_line(action, days) for action in group]
        yield {
            "theme": titles[number],
            "rows": rows,
            "contradictions": sum(row.action.contradicts for row in rows),
            "silent": sum(row.silent for row in rows),
        }


def _line(action: ActionRead, days: Days) -> Row:
    before = declared_at(action, end_of(days.last_quarter_end))
    return Row(
        action,
        "same" if before == action.declared else before,
        not action.updated_since(days.quarter_start),
    )


def _views(read: PlanRead, choice: Choice) -> list[dict[str, Any]]:
    """List the ready-made views of the list with their counts, as sub-navigation."""
    counts = count_flags(read)
    behind = {"status": str(Status.BEHIND)}
    found: list[tuple[str, dict[str, str], int]] = [
        ("All", {}, len(read.actions)),
        ("Behind", behind, counts["behind"]),
        *((title, {"flag": flag}, counts[flag]) for flag, (title, _) in FLAGS.items()),
    ]
    listed = reverse("plan:actions")
    return [
        {
            "title": title,
            "url": f"{listed}?{urlencode(query)}" if query else listed,
            "count": count,
            "current": choice.query == query,
        }
        for title, query, count in found
        if count or title in ("All", "Behind") or query.get("flag") in ("contradiction", "silent")
    ]


class FilterForm(forms.Form):
    """The filters that can be put together."""

    small = True
    mark_optional = False

    status = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(required=False)
    lead = forms.ChoiceField(required=False)
    objective = forms.ChoiceField(required=False)

    def __init__(self, read: PlanRead, **kwargs: Any) -> None:
        """Offer what the plan has."""
        super().__init__(**kwargs)
        fields: dict[str, Any] = self.fields
        for name, choices in filter_choices(read).items():
            fields[name].choices = choices


def filter_choices(read: PlanRead) -> dict[str, list[tuple[str, str]]]:
    """List what each filter can be set to."""
    leads = {str(lead.organisation_id): lead.short for a in read.actions for lead in a.leads}
    statuses = [(str(code), DENSE_WORDS[code]) for code in READING_ORDER]
    return {
        "status": [("", "All statuses"), *statuses, (UNSAID, "No status yet")],
        "theme": [("", "All themes"), *((t.number, f"{t.number}. {t.title}") for t in read.themes)],
        "lead": [
            ("", "All leads"),
            *sorted(leads.items(), key=lambda item: item[1]),
            (NO_LEAD, "Nobody leads it"),
        ],
        "objective": [
            ("", "All objectives"),
            *((o.number, f"{o.number}. {_cut(o.title)}") for o in read.objectives),
        ],
    }


def _cut(title: str, most: int = 60) -> str:
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def _removable(read: PlanRead, choice: Choice) -> list[dict[str, str]]:
    """List the filters in force, each with the address that takes it away."""
    words = {name: dict(choices) for name, choices in filter_choices(read).items()}
    words["flag"] = {flag: title for flag, (title, _) in FLAGS.items()}
    query = choice.query
    return [
        {
            "title": words[name].get(value, f"{name}: {value}"),
            "url": f"?{urlencode({k: v for k, v in query.items() if k != name})}",
        }
        for name, value in query.items()
    ]


COLUMNS = (
    "Ref",
    "Theme",
    "Objective",
    "Action",
    "Leads",
    "How often",
    "Due",
    "Done",
    "Due by now",
    "In the year",
    "Status last quarter",
    "Declared",
    "Suggested",
    "Why the rules suggest it",
    "Reason given",
    "Last update",
)


def _download(
    request: HttpRequest, read: PlanRead, chosen: Sequence[ActionRead], form: str
) -> HttpResponse:
    note_download(read.plan, form=form, by=request.user)
    return response(sheet_of(read, chosen), form)


def sheet_of(read: PlanRead, chosen: Sequence[ActionRead]) -> Sheet:
    """Give the listed actions as a sheet, one line each."""
    moment = end_of(Days.of(read).last_quarter_end)
    title = f"Actions {read.plan.year} on {read.on.isoformat()}"
    return Sheet(title, COLUMNS, [_cells(action, declared_at(action, moment)) for action in chosen])


def _cells(action: ActionRead, before: str) -> list[Any]:
    return [
        action.reference,
        action.objective.theme_number,
        action.objective.title,
        action.text,
        "; ".join(lead.organisation for lead in action.leads),
        str(Cadence(action.cadence).label),
        action.due,
        action.done,
        action.due_by_now,
        action.total,
        _word(before),
        _word(action.declared),
        _word(action.suggestion.status),
        action.suggestion.reason,
        action.reason,
        action.facts.heard_on,
    ]


def _word(code: str) -> str:
    return str(Status(code).label) if code else ""
