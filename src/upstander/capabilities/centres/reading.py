"""Reads many centres at once into the plain values that the rules look at.

Takes the same six queries for one centre as for ten thousand.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from upstander.capabilities.centres.engine.attention import Matter, State, matters
from upstander.capabilities.centres.engine.standing import (
    CentreFacts,
    CheckFacts,
    LeadFacts,
    Standing,
    standing,
)
from upstander.capabilities.centres.models import (
    Centre,
    Closure,
    Lead,
    LivenessCheck,
    Move,
    Opening,
    Training,
)
from upstander.kernel.clock import today
from upstander.kernel.places.hours import calendars_of

NAMED_AT_MOST = 500

Rows = dict[int, list[Any]]


def standings(centres: QuerySet[Centre], on: date) -> list[tuple[Centre, Standing]]:
    """Give each centre with how it stood on a day; those that were not there yet are left out."""
    found = list(centres)
    facts = facts_of(found, centres)
    told = ((centre, standing(facts[centre.pk], on)) for centre in found)
    return [(centre, stood) for centre, stood in told if stood.stage]


def facts_of(found: Sequence[Centre], centres: QuerySet[Centre]) -> dict[int, CentreFacts]:
    """Read all that was written down about centres; `centres` is the query that found them."""
    # a few are named one by one, which is quicker; a database takes only so many names
    few = len(found) <= NAMED_AT_MOST
    keys: Any = [centre.pk for centre in found] if few else centres.order_by().values("pk")
    of_these = {"centre__in": keys}
    moves = _by(Move.objects.filter(**of_these).order_by("on", "pk"))
    leads = _by(Lead.objects.filter(**of_these).only("centre", "since", "left_on"))
    checks = _by(LivenessCheck.objects.filter(**of_these).order_by("on", "pk"))
    openings = _by(Opening.objects.filter(place__in=keys), "place_id")
    closures = _by(Closure.objects.filter(place__in=keys), "place_id")
    trained: dict[int, list[date]] = defaultdict(list)
    for lead, on in Training.objects.filter(lead__centre__in=keys).values_list("lead", "on"):
        trained[lead].append(on)
    return {
        centre.pk: CentreFacts(
            tuple((move.on, move.to_stage) for move in moves[centre.pk]),
            tuple(
                LeadFacts(lead.since, lead.left_on, tuple(trained[lead.pk]))
                for lead in leads[centre.pk]
            ),
            tuple(
                CheckFacts(check.on, check.passed, check.follow_up_on)
                for check in checks[centre.pk]
            ),
            calendars_of(centre, openings[centre.pk], closures[centre.pk]),
            centre.agreement_ends_on,
        )
        for centre in found
    }


def _by(rows: QuerySet[Any], name: str = "centre_id") -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def state_of(centre: Centre) -> State:
    """Give what the rules of attention look at."""
    return State(
        stage=centre.stage,
        stage_title=centre.get_stage_display(),
        stage_since=centre.stage_since,
        trained_until=centre.trained_until,
        check_due_on=centre.check_due_on,
        failed=bool(centre.last_result) and centre.last_result != LivenessCheck.Result.PASSED,
        agreement_ends_on=centre.agreement_ends_on,
        publicity_due_on=centre.publicity_due_on,
    )


def needs(centre: Centre, by: date) -> list[Matter]:
    """List what of a centre needs a person by a day."""
    return [matter for matter in matters(state_of(centre), today()) if matter.on <= by]
