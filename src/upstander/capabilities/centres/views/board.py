"""The board: what needs somebody, how each sector stands, and what is on its way."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upstander.capabilities.centres.changes.work import set_target
from upstander.capabilities.centres.engine.attention import STUCK_AFTER
from upstander.capabilities.centres.forms import TargetForm
from upstander.capabilities.centres.measures import first_openings
from upstander.capabilities.centres.models import (
    PIPELINE,
    Centre,
    CentreQuerySet,
    Move,
    Sector,
    SectorTarget,
    Stage,
)
from upstander.capabilities.centres.policies import MOVES
from upstander.capabilities.centres.reading import needs
from upstander.kernel.access.check import may
from upstander.kernel.access.door import page
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.records.editing import complain
from upstander.kernel.reference.quarters import year_start

CARDS, ALARMS = 8, 6


@require_safe
@page("centres.view")
def home(request: HttpRequest) -> HttpResponse:
    """Show the board of all centres, or of one sector."""
    sector = request.GET.get("sector", "")
    sector = sector if sector in Sector.values else ""
    seen = Centre.objects.visible_to(request.user)
    counts = _counts(seen)
    alarms, urgent = _alarms(seen)
    context = {
        "today": today(),
        "sector": sector,
        "sectors": Sector.choices,
        "changes": may(request.user, "centres.change"),
        "targets": may(request.user, "centres.target"),
        "stages": Stage.choices,
        "rows": _rows(seen, counts),
        "totals": [sum(row[stage] for row in counts.values()) for stage in Stage.values],
        "alarms": alarms,
        "urgent": urgent,
        "columns": _columns(seen, sector, counts),
        "listed": reverse("centres:places_list"),
        "stuck_after": STUCK_AFTER.days,
    }
    return render(request, "centres/home.html", context)


def _counts(seen: QuerySet[Centre]) -> dict[str, dict[str, int]]:
    """Count by sector and stage, in one question."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Stage.values, 0))
    for sector, stage, count in (
        seen.order_by()
        .values("sector", "stage")
        .annotate(n=Count("pk"))
        .values_list("sector", "stage", "n")
    ):
        found[sector][stage] = count
    return found


def _rows(seen: QuerySet[Centre], counts: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """Give a row for each sector that has a centre or a target, in the order of the list.

    Only openings of centres that the reader may see are counted: one more would tell its kind.
    """
    start = year_start(today())
    targets: dict[str, list[SectorTarget]] = defaultdict(list)
    for target in SectorTarget.objects.filter(by__gte=start, wanted__gt=0):
        targets[target.sector].append(target)
    openings = first_openings(start, today()).filter(centre__in=seen)
    opened = Counter(openings.values_list("centre__sector", flat=True))
    return [
        {
            "code": code,
            "title": title,
            "cells": list(zip(Stage.values, counts[code].values(), strict=True)),
            "targets": targets[code],
            "opened": opened[code],
        }
        for code, title in Sector.choices
        if code in counts or code in targets
    ]


def _alarms(seen: CentreQuerySet) -> tuple[list[dict[str, Any]], int]:
    """Give the centres that have waited longest for somebody, and how many wait in all."""
    waiting = seen.needing_somebody(today())
    first = waiting.select_related("owner__organisation", "ward")[:ALARMS]
    told = [{"centre": centre, "needs": needs(centre, today())} for centre in first]
    return told, waiting.count()


def _columns(
    seen: QuerySet[Centre], sector: str, counts: dict[str, dict[str, int]]
) -> list[dict[str, Any]]:
    """Give the first cards of each stage before live, those that stood there longest on top."""
    wanted = seen.filter(sector=sector) if sector else seen
    parts = [
        wanted.filter(stage=stage).order_by("stage_since", "pk").values("pk")[:CARDS]
        for stage in PIPELINE
    ]
    chosen = reduce(or_, (Q(pk__in=part) for part in parts))
    cards = Centre.objects.filter(chosen).select_related("owner__holder", "owner__organisation")
    by_stage: dict[str, list[Centre]] = defaultdict(list)
    found = list(cards.order_by("stage_since", "pk"))
    reasons = _reasons(found)
    for centre in found:
        by_stage[centre.stage].append(centre)
    return [
        {
            "stage": stage,
            "cards": [_card(centre, reasons.get(centre.pk, "")) for centre in by_stage[stage]],
            "total": sum(row[stage] for code, row in counts.items() if sector in ("", code)),
        }
        for stage in PIPELINE
    ]


def _reasons(centres: Sequence[Centre]) -> dict[int, str]:
    moves = Move.objects.filter(centre__in=centres).order_by("on", "pk")
    return dict(moves.values_list("centre", "reason"))


def _card(centre: Centre, reason: str) -> dict[str, Any]:
    days = (today() - centre.stage_since).days
    return {
        "centre": centre,
        "reason": reason,
        "days": days,
        "stuck": days >= STUCK_AFTER.days,
        "next": MOVES[Stage(centre.stage)][0],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page("centres.target")
def target(request: HttpRequest) -> HttpResponse:
    """Set a target for a sector."""
    form = TargetForm(request.POST or None, initial={"sector": request.GET.get("sector", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = set_target(by=request.user, **form.cleaned_data)
        except Refused as error:
            complain(form, error)
        else:
            messages.success(request, f"Target: {made}.")
            return redirect("centres:home")
    return render(request, "centres/target.html", {"form": form})
