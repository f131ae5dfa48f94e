"""What keeps a centre alive: leads, training, hours, checks, the standard, publicity, targets."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from upstander.capabilities.centres.changes.centres import refuse_names
from upstander.capabilities.centres.changes.upkeep import keep_up
from upstander.capabilities.centres.engine.standard import ASKED
from upstander.capabilities.centres.models import (
    Answer,
    Centre,
    Closure,
    Lead,
    LivenessCheck,
    Publicity,
    SectorTarget,
    Training,
)
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.places.keeping import set_week
from upstander.kernel.reference.hours import Week


@transaction.atomic
def add_lead(
    centre: Centre, *, name: str, by: Any, trained_on: date | None = None, **fields: Any
) -> Lead:
    """Add somebody who takes reports there, trained already or to be trained."""
    day = _past(trained_on) if trained_on else None
    refuse_names(centre, [name])
    since = fields.pop("since", None) or min(filter(None, [today(), day]))
    lead = Lead(centre=centre, name=name, since=since, **fields)
    lead.full_clean()
    lead.save()
    record("centres.lead_added", centre, by=by, on=since)
    if day:
        train_lead(lead, on=day, by=by)
    else:
        keep_up(centre)
    return lead


@transaction.atomic
def train_lead(lead: Lead, *, by: Any, on: date | None = None) -> Training:
    """Write down that a lead was trained, at first or as a refresher."""
    day = _past(on)
    if lead.left_on is not None and lead.left_on <= day:
        raise Refused("Whoever has left the centre is not trained for it.")
    training = Training.objects.get_or_create(lead=lead, on=day)[0]
    record("centres.lead_trained", lead.centre, by=by, on=day)
    keep_up(lead.centre)
    return training


@transaction.atomic
def lead_leaves(lead: Lead, *, by: Any, on: date | None = None) -> Lead:
    """Write down that somebody no longer works there; the alarm follows if nobody is left."""
    day = _past(on)
    lead.left_on = max(day, lead.since)
    lead.save(update_fields=["left_on"])
    record("centres.lead_left", lead.centre, by=by, on=lead.left_on)
    keep_up(lead.centre)
    return lead


@transaction.atomic
def set_hours(centre: Centre, *, hours: Week, by: Any, first: date | None = None) -> None:
    """Let a week hold from a day on, today unless said; what held before stays on record."""
    if set_week(centre, hours, first or today()):
        record("centres.hours_set", centre, by=by, on=first or today())
        keep_up(centre)


@transaction.atomic
def shut_for(centre: Centre, *, first: date, last: date, by: Any, why: str = "") -> Closure:
    """Shut a centre for some days, without touching its week."""
    closure = Closure(place=centre, first_on=first, last_on=last, why=why)
    closure.full_clean()
    closure.save()
    record("centres.shut_for", centre, by=by, on=first, until=last)
    keep_up(centre)
    return closure


@transaction.atomic
def record_check(
    centre: Centre, *, kind: str, result: str, by: Any, on: date | None = None, **fields: Any
) -> LivenessCheck:
    """Write down what a check found; one that failed says what follows, and by when."""
    day = _past(on)
    check = LivenessCheck(
        centre=centre,
        kind=kind,
        result=result,
        on=day,
        due_on=centre.check_due_on,
        by_name=actor_name(by),
        **fields,
    )
    if not check.passed and not (check.follow_up and check.follow_up_on):
        raise Refused("Say what follows and by when: a check that failed is looked at again.")
    if check.follow_up_on and check.follow_up_on < day:
        raise Refused("What follows comes after the check.")
    check.full_clean()
    check.save()
    record("centres.checked", centre, by=by, on=day, kind=kind, result=result)
    keep_up(centre)
    return check


@transaction.atomic
def answer_standard(
    centre: Centre, *, answers: Mapping[str, bool | None], by: Any, on: date | None = None
) -> None:
    """Write down which items of the minimum standard a centre meets; None is not asked."""
    day = _past(on)
    known = {item.code for item in ASKED}
    given = {item: met for item, met in answers.items() if met is not None and item in known}
    Answer.objects.bulk_create(
        Answer(centre=centre, item=item, met=met, on=day) for item, met in given.items()
    )
    record("centres.assessed", centre, by=by, on=day, answered=len(given))


@transaction.atomic
def give_publicity(
    centre: Centre,
    *,
    kind: str,
    review_on: date,
    by: Any,
    language: str = "en",
    given_on: date | None = None,
) -> Publicity:
    """Write down what was given to make a centre known; it replaces its like in that language."""
    day = _past(given_on)
    like = centre.publicity.filter(kind=kind, language=language, ended_on=None)
    like.update(ended_on=day)
    item = Publicity(centre=centre, kind=kind, language=language, given_on=day, review_on=review_on)
    item.full_clean()
    item.save()
    record("centres.publicised", centre, by=by, kind=kind, language=language, on=day)
    keep_up(centre)
    return item


@transaction.atomic
def set_target(*, sector: str, wanted: int, before: date, by: Any) -> SectorTarget:
    """Say how many new live centres of a sector there should be by a day; nought takes it away."""
    target = SectorTarget.objects.filter(sector=sector, by=before).first() or SectorTarget(
        sector=sector, by=before
    )
    target.wanted = wanted
    target.full_clean()
    target.save()
    record("centres.target_set", target, by=by, sector=sector, wanted=wanted, until=before)
    return target


def _past(on: date | None) -> date:
    day = on or today()
    if day > today():
        raise Refused("That day has not come yet.")
    return day
