"""What stands on the page of one centre, gathered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from upstander.capabilities.centres.dues import LABEL
from upstander.capabilities.centres.engine.attention import AHEAD
from upstander.capabilities.centres.engine.standard import ITEMS
from upstander.capabilities.centres.engine.standing import standing
from upstander.capabilities.centres.models import PIPELINE, Centre, Stage
from upstander.capabilities.centres.policies import MOVES, lacks
from upstander.capabilities.centres.reading import facts_of, needs
from upstander.kernel.access.check import may
from upstander.kernel.access.reading import open_by_role
from upstander.kernel.clock import anniversary, today
from upstander.kernel.figures import Period, State, Value
from upstander.kernel.places.hours import calendar_on
from upstander.kernel.places.models import Known
from upstander.kernel.places.public import local_now, place_of
from upstander.kernel.plan.views.figures import number_in_words
from upstander.kernel.reference.hours import say_state, say_week, state_at
from upstander.kernel.reference.quarters import year_start
from upstander.kernel.registry import counts_about
from upstander.kernel.standards import Line, lines_of, score, scores


def about(centre: Centre, user: Any) -> dict[str, Any]:
    """Gather how a centre stands today, what it needs, and what happened to it."""
    day, moment = today(), local_now()
    stood = standing(facts_of([centre], Centre.objects.filter(pk=centre.pk))[centre.pk], day)
    calendar, counts = calendar_on(centre, day), counted(centre, day)
    people = leads_of(centre, day)
    lines = standard(centre, day, counts, people)
    contact = may(user, "centres.contact", centre)
    if contact:
        named = [person["lead"] for person in people]
        open_by_role(user, "centres.contact", centre, named, page="detail")
    return {
        "today": day,
        "stood": stood,
        "needs": needs(centre, day + AHEAD),
        "next": next_step(centre, day),
        "moves": centre.moves.select_related("owner__organisation"),
        "contact": contact,
        "leads": people,
        "week": say_week(calendar.week),
        "now": say_state(state_at(calendar, moment), moment),
        "closures": centre.closures.filter(last_on__gte=day),
        "checks": centre.checks.all()[:8],
        "standard": lines,
        "score": score("All", lines),
        "dimensions": scores(lines),
        "publicity": centre.publicity.filter(ended_on=None),
        "counts": counts,
        "languages": [row.get_code_display() for row in centre.languages.all()],
        "in_public": Centre.objects.in_public().filter(pk=centre.pk).exists(),
        "place": place_of(centre, moment),
    }


def next_step(centre: Centre, day: date) -> dict[str, Any] | None:
    """Give the usual next stage, and what it still needs."""
    stage = Stage(centre.stage)
    if stage not in (*PIPELINE, Stage.PAUSED):
        return None
    to = MOVES[stage][0]
    return {"stage": to, "lacks": lacks(centre, to, day)}


def leads_of(centre: Centre, day: date) -> list[dict[str, Any]]:
    """List who takes reports there, each with the day on which their training lapses."""
    found = []
    for lead in centre.leads.active(day).prefetch_related("trainings"):
        trained = max((training.on for training in lead.trainings.all()), default=None)
        until = anniversary(trained) if trained else None
        late = until is None or until < day
        found.append({"lead": lead, "trained": trained, "until": until, "late": late})
    return found


def counted(centre: Centre, day: date) -> list[dict[str, Any]]:
    """Give what other parts of the product count about this centre in this year."""
    period = Period(year_start(day), day)
    found = []
    for ask in counts_about(LABEL):
        value = ask.count([centre.pk], period).get(centre.pk, Value(State.NOT_RECEIVED))
        words = number_in_words(value)
        found.append({"what": ask.what, "title": ask.title, "words": words, "value": value})
    return found


def standard(
    centre: Centre, day: date, counts: list[dict[str, Any]], people: list[dict[str, Any]]
) -> list[Line]:
    """Hold the minimum standard against the records and the answers."""
    answers = {row.item: (row.met, row.on) for row in centre.answers.all()}
    return lines_of(ITEMS, answers, from_records(centre, day, counts, people), day)


def from_records(
    centre: Centre, day: date, counts: list[dict[str, Any]], people: list[dict[str, Any]]
) -> Mapping[str, bool | None]:
    """Answer the items that the records can answer; None where they do not know."""
    access = (centre.step_free, centre.toilet, centre.hearing_loop)
    publicity = centre.publicity_due_on
    return {
        "publicity": publicity is not None and publicity >= day,
        "access_facts": Known.UNKNOWN not in access,
        "two_leads": sum(person["trained"] is not None for person in people) >= 2,
        "refresher": bool(people) and not any(person["late"] for person in people),
        "agreement": bool(centre.agreed_on)
        and (centre.agreement_ends_on is None or centre.agreement_ends_on >= day),
        "quarterly": None
        if centre.stage != Stage.LIVE
        else centre.seen_until is not None and centre.seen_until >= day,
        "feedback": _fed_back(counts),
    }


def _fed_back(counts: list[dict[str, Any]]) -> bool | None:
    told = {count["what"]: count["value"].numerator for count in counts}
    taken, answered = told.get("reports_taken"), told.get("feedback_given")
    return None if not taken or answered is None else answered >= taken
