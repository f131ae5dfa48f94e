"""Corrections carried out: a document and a correction make another document."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.corrections import HOLDS, PLAN, Correction
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import clean, distinct, one_line, sameness
from upstander.kernel.plan.interchange.tree import Item, row_of, rows_of, with_instead

ONE_LINE = ("number", "year")
NAMES = ("leads", "depends_on")


def corrected(document: PlanDocument, correction: Correction) -> PlanDocument:
    """Carry a correction out, whole or not at all.

    Raises RowGone where its row stands no longer, NotAPlan for what a plan cannot hold.
    """
    means = MEANS.get(correction.do)
    if means is None:  # it only says what is thought of a doubt
        return document
    changed = means(document, correction)
    check(changed)
    return changed


def _edit(document: PlanDocument, correction: Correction) -> PlanDocument:
    values = _values(correction)
    if correction.row == PLAN:
        return replace(document, **values)
    placed = row_of(document, correction.row)
    item = _saying(placed.item, values)
    under = correction.said.get("under", placed.parent.key)
    if under == placed.parent.key:
        return with_instead(document, correction.row, lambda _: [item])
    return _into(with_instead(document, correction.row, lambda _: []), under, item)


def _add(document: PlanDocument, correction: Correction) -> PlanDocument:
    level = "plan" if correction.row == PLAN else row_of(document, correction.row).level
    values = _values(correction)
    item = HOLDS[level](**values, key=correction.new, said=tuple(sorted(values)))
    return _into(document, correction.row, item)


def _into(document: PlanDocument, parent: int, item: Any) -> PlanDocument:
    """Put a row at the end of another; raises RowGone where that stands no longer."""
    if isinstance(item, ThemeDocument):
        return replace(document, themes=(*document.themes, item))
    name = "actions" if isinstance(item, ActionDocument) else "objectives"
    row_of(document, parent)
    return with_instead(
        document, parent, lambda held: [replace(held, **{name: (*getattr(held, name), item)})]
    )


def _remove(document: PlanDocument, correction: Correction) -> PlanDocument:
    row_of(document, correction.row)
    return with_instead(document, correction.row, lambda _: [])


def _split(document: PlanDocument, correction: Correction) -> PlanDocument:
    action = row_of(document, correction.row).item
    first = _saying(action, {"text": clean(correction.said["first"])})
    second = replace(
        _saying(action, {"text": clean(correction.said["second"]), "status": None, "progress": ""}),
        key=correction.new,
        reference="",
    )
    return with_instead(document, correction.row, lambda _: [first, second])


def _join(document: PlanDocument, correction: Correction) -> PlanDocument:
    placed = row_of(document, correction.row)
    before = row_of(document, correction.said["into"]).item
    joined = _joined(before, placed.item, placed.parent)
    rest = with_instead(document, correction.row, lambda _: [])
    return with_instead(rest, correction.said["into"], lambda _: [joined])


def _joined(before: Any, after: Any, objective: ObjectiveDocument) -> Item:
    """Put two actions together; each led by its own leads or else by the objective's."""
    leads = before.leads
    if leads != after.leads:
        leads = distinct([*(leads or objective.leads), *(after.leads or objective.leads)])
    values = {
        "text": f"{before.text} {after.text}",
        "leads": leads,
        "status": before.status or after.status,
        "due": before.due or after.due,
        "progress": "\n".join(filter(None, [before.progress, after.progress])),
    }
    told = {name: value for name, value in values.items() if value != getattr(before, name)}
    return _saying(before, told)


def _name(document: PlanDocument, correction: Correction) -> PlanDocument:
    """Write a lead under other names wherever it stands."""
    old, new = sameness(correction.said["name"]), correction.said["names"]

    def renamed(item: Any) -> list[Item]:
        names = [n for lead in item.leads for n in (new if sameness(lead) == old else [lead])]
        return [replace(item, leads=distinct(names))]

    for placed in list(rows_of(document)):
        named = map(sameness, getattr(placed.item, "leads", ()))
        if old in named:
            document = with_instead(document, placed.item.key or PLAN, renamed)
    return document


MEANS: dict[str, Callable[[PlanDocument, Correction], PlanDocument]] = {
    "edit": _edit,
    "add": _add,
    "remove": _remove,
    "split": _split,
    "join": _join,
    "name": _name,
}


def _values(correction: Correction) -> dict[str, Any]:
    return {name: _value(name, plain) for name, plain in correction.said.items() if name != "under"}


def _value(name: str, plain: Any) -> Any:
    """Read a value as a draft holds it."""
    if name == "due":
        return date.fromisoformat(plain) if plain else None
    if name == "status":
        return plain or None
    if name in NAMES:
        return distinct(plain)
    return one_line(plain) if name in ONE_LINE else clean(plain)


def _saying(item: Any, values: dict[str, Any]) -> Any:
    """Change fields of a row, which its file may not have spoken of: it is noted that it does."""
    return replace(item, **values, said=tuple(sorted({*item.said, *values})))
