"""Where a resident can walk in and where not; and who counts as trained and open on any day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.capabilities.centres.engine.attention import STUCK_AFTER
from upstander.capabilities.centres.engine.standing import Standing
from upstander.capabilities.centres.measures import Stood, walk_in, ward_cover
from upstander.capabilities.centres.models import PIPELINE, RUNNING, Centre, Sector, Stage
from upstander.capabilities.centres.reading import standings
from upstander.kernel.access.door import page
from upstander.kernel.clock import today
from upstander.kernel.geography.boundaries import drawn_by_us
from upstander.kernel.places.coverage import IN_REACH, map_of_cover
from upstander.kernel.places.models import Known
from upstander.kernel.reference.languages import TITLES
from upstander.kernel.reference.models import Strand

MOST = 300
SHOWS = {
    "agreed": "All that have agreed",
    "counted": "Trained and open",
    "not": "Live, but not counted",
    "young": "Trained and open, friendly to young people",
    "stuck": "Prospects that do not move",
}


def chosen_day(request: HttpRequest) -> date:
    """Read the day that was asked for; today for what is none, or lies ahead."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()
    return min(day, today())


@require_safe
@page("centres.view")
def coverage(request: HttpRequest) -> HttpResponse:
    """Show the cover by ward, strand, language and sector, on a map and in tables."""
    day = chosen_day(request)
    rows = walk_in().prefetch_related("strands", "languages")
    stood = standings(rows, day)
    wards = ward_cover(stood, day)
    counted = [centre for centre, s in stood if s.counted]
    names = {centre.pk: centre for centre in counted}
    context = {
        "day": day,
        "today": today(),
        "wards": [{"cover": ward, "nearest": names.get(ward.nearest or 0)} for ward in wards],
        "without": sum(ward.look != "good" for ward in wards),
        "out_of_reach": sum(ward.look == "poor" for ward in wards),
        "in_reach": IN_REACH,
        "map": map_of_cover(wards, "Wards and their step-free reporting centres"),
        "drawn_by_us": drawn_by_us(),
        "counted": len(counted),
        "strands": _by_strand(counted),
        "languages": _by_language(stood),
        "sectors": _by_sector(stood),
    }
    return render(request, "centres/coverage.html", context)


def _by_strand(counted: Sequence[Centre]) -> list[tuple[str, int]]:
    reached = Counter(strand.pk for centre in counted for strand in centre.strands.all())
    return [(strand.title, reached[strand.pk]) for strand in Strand.objects.current().main()]


def _by_language(stood: Stood) -> list[tuple[str, int, int]]:
    """Count for each language the centres where it is spoken, and the prospects."""
    spoken, coming = Counter[str](), Counter[str]()
    for centre, s in stood:
        codes = [row.code for row in centre.languages.all()]
        (spoken if s.counted else coming).update(codes if s.stage != Stage.CLOSED else [])
    known = sorted(set(spoken) | set(coming), key=lambda code: TITLES[code])
    return [(TITLES[code], spoken[code], coming[code]) for code in known]


def _by_sector(stood: Stood) -> list[tuple[str, int, int]]:
    open_now = Counter(centre.sector for centre, s in stood if s.counted)
    coming = Counter(centre.sector for centre, s in stood if s.stage in PIPELINE)
    return [(str(title), open_now[code], coming[code]) for code, title in Sector.choices]


@require_safe
@page("centres.view")
def standing(request: HttpRequest) -> HttpResponse:
    """List which centres counted as trained and open on a day, and why the others did not."""
    day, show = chosen_day(request), request.GET.get("show", "")
    show = show if show in SHOWS else "agreed"
    rows = [pair for pair in standings(_all(), day) if _wanted(show, day, *pair)]
    seen = set(Centre.objects.visible_to(request.user).values_list("pk", flat=True))
    visible = [(centre, s) for centre, s in rows if centre.pk in seen]
    context = {
        "day": day,
        "today": today(),
        "show": show,
        "shows": SHOWS.items(),
        "rows": visible[:MOST],
        "total": len(rows),
        "seen": len(visible),
        "counted": sum(s.counted for _, s in rows),
        "hidden": len(rows) - len(visible),
        "more": max(len(visible) - MOST, 0),
    }
    return render(request, "centres/standing.html", context)


def _all() -> Any:
    return Centre.objects.select_related("ward", "owner__organisation")


def _wanted(show: str, day: date, centre: Centre, stood: Standing) -> bool:
    if show == "stuck":
        late = stood.since is not None and day - stood.since > STUCK_AFTER
        return stood.stage in PIPELINE and late
    if show == "agreed":
        return stood.stage in RUNNING
    if show == "not":
        return stood.stage == Stage.LIVE and not stood.counted
    return stood.counted and (show == "counted" or centre.youth_friendly == Known.YES)
