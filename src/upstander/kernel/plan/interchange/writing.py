"""A plan document as a csv, xlsx or json file."""

import json
from collections.abc import Callable, Iterator
from datetime import date

from django.utils.text import slugify

from upstander.kernel.errors import Refused
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import FORMATS as EXPORTS
from upstander.kernel.exports.writing import to_csv
from upstander.kernel.plan.interchange.columns import COLUMNS
from upstander.kernel.plan.interchange.days import financial_year
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    to_json,
)
from upstander.kernel.plan.interchange.workbook import to_workbook
from upstander.kernel.plan.status import Status

Row = dict[str, str]


def write_document(document: PlanDocument, form: str) -> bytes:
    """Write a document as a file; raises Refused for a format that is none of ours."""
    if form not in WRITERS:
        raise Refused("A plan can be written as csv, xlsx or json.")
    return WRITERS[form](document)


def content_type(form: str) -> str:
    """Name the kind of file for a browser."""
    return EXPORTS[form][0]


def file_name(document: PlanDocument, form: str) -> str:
    """Give a file name by which the plan is known on any machine."""
    title = slugify(document.title)[:80] or "work-plan"
    year = slugify(financial_year(document.year) or document.year)
    says_year = year in (financial_year(document.title), *title.split("-"))
    return f"{title}.{form}" if says_year else f"{title}-{year}.{form}"


def sheet_of(document: PlanDocument) -> Sheet:
    """Lay a document out in rows: one an action; what has no action has a row all the same."""
    rows = [[row.get(column.field, "") for column in COLUMNS] for row in _rows(document)]
    return Sheet("Plan", tuple(column.heading for column in COLUMNS), rows)


def _rows(document: PlanDocument) -> Iterator[Row]:
    plan = {"plan.title": document.title, "plan.year": document.year}
    if not document.themes:
        yield plan
    for theme in document.themes:
        above = plan | _theme_cells(theme)
        if not theme.objectives:
            yield above
        for objective in theme.objectives:
            shared = above | _objective_cells(objective)
            if not objective.actions:
                yield shared
            for action in objective.actions:
                yield shared | _action_cells(action)


def _theme_cells(theme: ThemeDocument) -> Row:
    return {"theme.number": theme.number, "theme.title": theme.title, "theme.aim": theme.aim}


def _objective_cells(objective: ObjectiveDocument) -> Row:
    return {
        "objective.number": objective.number,
        "objective.title": objective.title,
        "objective.leads": "\n".join(objective.leads),
        "objective.status": _status_words(objective.status),
        "objective.due": _day(objective.due),
        "objective.progress": objective.progress,
        "objective.depends_on": "\n".join(objective.depends_on),
    }


def _action_cells(action: ActionDocument) -> Row:
    return {
        "action.reference": action.reference,
        "action.text": action.text,
        "action.leads": "\n".join(action.leads),
        "action.status": _status_words(action.status),
        "action.due": _day(action.due),
        "action.progress": action.progress,
    }


def _status_words(status: str | None) -> str:
    return str(Status(status).label) if status else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _json(document: PlanDocument) -> bytes:
    return json.dumps(to_json(document), ensure_ascii=False, indent=2).encode("utf-8")


WRITERS: dict[str, Callable[[PlanDocument], bytes]] = {
    "csv": lambda document: to_csv(sheet_of(document)),
    "xlsx": lambda document: to_workbook(document.title, sheet_of(document)),
    "json": _json,
}
