"""Where do we stand, and what needs a person? The plan's home page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.access.panels import panels_of
from upstander.kernel.plan.between import Move, declared_at, end_of, moves_since, updates_since
from upstander.kernel.plan.counting import Group, by_lead, by_theme, pace
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.recent import RecentEdit, current_with_edits
from upstander.kernel.plan.standing import (
    DUE_SOON,
    ActionRead,
    DependencyRead,
    ObjectiveRead,
    PlanRead,
    count_by_status,
)
from upstander.kernel.plan.status import READING_ORDER
from upstander.kernel.plan.views.days import MONTHS_OF, chosen_day, in_words, last_quarter_end
from upstander.kernel.plan.views.wording import edit_in_words, places_of
from upstander.kernel.reference.quarters import Quarter, previous, quarter_of

MOST_SHOWN = 8  # of a list on this page; the rest stands behind its link


@require_safe
@page("plan.view")
def home(request: HttpRequest) -> HttpResponse:
    """Show the plan in force as it stands today, or say how to begin one."""
    since = chosen_day(request.GET.get("since", ""), last_quarter_end())
    plan, edits = current_with_edits(request.user, since)
    editor = may(request.user, "plan.edit")
    if plan is None:
        return render(request, "plan/none.html", {"editor": editor})
    read = read_plan(plan)
    beside = {"editor": editor, "panels": panels_of(request, "plan", read)}
    return render(request, "plan/home.html", {**overview(read, since, edits), **beside})


def overview(read: PlanRead, since: date, edits: Sequence[RecentEdit]) -> dict[str, Any]:
    """Work out everything that the page says."""
    quarter = quarter_of(read.on)
    listed = reverse("plan:actions")
    themes, leads = by_theme(read, quarter.start), by_lead(read, quarter.start)
    due = read.due_within()
    moves = moves_since(read, since)
    changes = _changes(read, since, moves, edits)
    return {
        "read": read,
        "plan": read.plan,
        "quarter": quarter,
        "months": MONTHS_OF[quarter.number],
        "listed": listed,
        "tiles": _tiles(read, quarter, listed),
        "themes": [_row(group, "theme", listed) for group in themes],
        "leads": [_row(group, "lead", listed) for group in leads],
        "longest_theme": max((group.total for group in themes), default=0),
        "longest_lead": max((group.total for group in leads), default=0),
        "contradictions": read.contradictions[:MOST_SHOWN],
        "more_contradictions": max(len(read.contradictions) - MOST_SHOWN, 0),
        "due": due[:MOST_SHOWN],
        "all_due": len(due),
        "until": read.on + DUE_SOON,
        "waiting": _waiting(read),
        "since": since,
        "since_words": in_words(since, read.on),
        "changes": changes[:MOST_SHOWN],
        "all_changes": len(changes),
        "other_updates": len(updates_since(read, since)) - len(moves),
    }


@dataclass(frozen=True)
class Tile:
    """One number at the head of the page."""

    code: str
    number: int
    url: str
    note: str


def _tiles(read: PlanRead, quarter: Quarter, listed: str) -> list[Tile]:
    before = previous(quarter)
    moment = end_of(before.end)
    counts = count_by_status(read.actions)
    earlier = dict.fromkeys(counts, 0)
    for action in read.actions:
        earlier[declared_at(action, moment)] += 1
    said = any(earlier[code] for code in READING_ORDER)
    tiles = [
        Tile(
            code,
            counts[code],
            f"{listed}?status={code}",
            _moved(counts[code], earlier[code], before) if said else "",
        )
        for code in READING_ORDER
    ]
    return [*tiles, Tile("", len(read.actions), listed, _pace_note(read))]


def _moved(now: int, before: int, quarter: Quarter) -> str:
    end = f"on {quarter.end.day} {quarter.end:%B}"
    if now == before:
        return f"as {end}"
    return f"{'up' if now > before else 'down'} from {before} {end}"


def _pace_note(read: PlanRead) -> str:
    found = pace(read.actions)
    if not found.due:
        return "nothing is due yet"
    return f"{found.on_pace} of {found.due} with something due are on pace"


def _row(group: Group, name: str, listed: str) -> dict[str, Any]:
    """Give one line of a table: each number with the list behind it."""
    address = f"{listed}?{urlencode({name: group.key})}"
    return {
        "group": group,
        "url": address,
        "cells": [(code, group.counts[code], f"{address}&status={code}") for code in READING_ORDER],
        "silent_url": f"{address}&flag=silent",
        "late_url": f"{address}&flag=late",
    }


def _waiting(read: PlanRead) -> list[tuple[DependencyRead, list[ObjectiveRead]]]:
    """List what is still waited for, each with the numbers of the objectives it holds."""
    return [
        (dependency, [o for o in read.objectives if dependency in o.dependencies])
        for dependency in read.dependencies
        if dependency.met_on is None
    ]


@dataclass(frozen=True)
class Change:
    """One line of what changed: a move, an edit, or a dependency that came or went."""

    at: datetime
    on: date
    who: str
    url: str
    reference: str
    title: str
    words: str = ""
    move: Move | None = None


def _changes(
    read: PlanRead, since: date, moves: Sequence[Move], edits: Sequence[RecentEdit]
) -> list[Change]:
    found = [
        *map(_of_move, moves),
        *_of_edits(read, edits),
        *_of_dependencies(read, since),
    ]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _of_move(move: Move) -> Change:
    update, action = move.update, move.action
    return Change(
        update.at, update.on, update.author, _page(action), action.reference, action.title, "", move
    )


def _page(action: ActionRead) -> str:
    return reverse("plan:action", args=[action.pk])


def _of_edits(read: PlanRead, edits: Sequence[RecentEdit]) -> list[Change]:
    places = places_of(read) if edits else {}
    return [
        Change(
            edit.at,
            edit.on,
            edit.author,
            places[edit.record].url,
            places[edit.record].reference,
            places[edit.record].title,
            edit_in_words(edit.field, edit.before, edit.after),
        )
        for edit in edits
        if edit.record in places
    ]


def _of_dependencies(read: PlanRead, since: date) -> list[Change]:
    changes = []
    for found in read.dependencies:
        url = reverse("plan:dependency", args=[found.pk])
        if found.opened_on > since:
            at = end_of(found.opened_on)
            changes.append(Change(at, found.opened_on, "", url, found.code, found.title, "came up"))
        if found.met_on and found.met_on > since:
            at, words = end_of(found.met_on), f"met. {found.met_how}"
            changes.append(Change(at, found.met_on, "", url, found.code, found.title, words))
    return changes
