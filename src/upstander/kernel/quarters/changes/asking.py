"""Asking leads: reminders, whoever stands in, links taken back and renewed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.changes import stop
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.standing import PlanRead
from upstander.kernel.quarters import letters
from upstander.kernel.quarters.asking import Recipient, merged, recipients, stand_ins
from upstander.kernel.quarters.changes.locking import hold, hold_asked
from upstander.kernel.quarters.changes.people import extend_asked
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.quarters.standing import Standing, standings


class NotAnswerable(Refused):
    """Nobody can be asked for a quarter that takes no answers."""


class NoAddress(Refused):
    """There is nowhere to send a letter."""


@transaction.atomic
def ask_missing(review: Review, *, by: Any) -> list[Asked]:
    """Write to whoever leads something by now and was not asked about it. Returns who that is."""
    hold(review)
    check_answerable(review)
    added = extend_asked(review, not_asked(review), stands_in=False)
    letters.post(map(letters.ask, added), by=by)
    if added:
        record("quarters.asked", review, by=by, asked=[one.pk for one in added])
    return added


def not_asked(review: Review, read: PlanRead | None = None) -> list[Recipient]:
    """List who leads actions by now without having been asked about them, and which these are."""
    known: dict[tuple[int, int], set[int]] = {}
    for one in review.asked.filter(stands_in=False).prefetch_related("actions"):
        known[one.key] = {action.pk for action in one.actions.all()}
    found = recipients(read or read_plan(review.plan))
    return [r for r in (_of_these_not(r, known.get(r.key, set())) for r in found) if r.actions]


def _of_these_not(recipient: Recipient, known: set[int]) -> Recipient:
    return replace(recipient, actions=[a for a in recipient.actions if a.pk not in known])


@transaction.atomic
def remind(review: Review, *, by: Any, only: Iterable[int] | None = None) -> list[Asked]:
    """Write once more to people who still have something to answer, once a day at most.

    `only` names some of them by key. Returns to whom it was written.
    """
    hold(review)
    check_answerable(review)
    wanted = None if only is None else set(only)
    late = [
        standing.asked
        for standing in standings(review)
        if _can_be_reminded(standing) and (wanted is None or standing.asked.pk in wanted)
    ]
    for one in late:
        one.reminders, one.reminded_on = one.reminders + 1, today()
    Asked.objects.bulk_update(late, ["reminders", "reminded_on"])
    letters.post(map(letters.remind, late), by=by)
    if late:
        record("quarters.reminded", review, by=by, asked=[one.pk for one in late])
    return late


def _can_be_reminded(standing: Standing) -> bool:
    fresh = standing.asked.reminded_on != today()
    return fresh and standing.can_be_written_to and not standing.is_done


@transaction.atomic
def ask_stand_ins(review: Review, *, by: Any, only: Iterable[int]) -> list[Asked]:
    """Write to whoever stands in for leads, named by key, for the actions that are still open.

    Whoever stands in already is asked about what is new to them. Returns who was written to.
    """
    hold(review)
    check_answerable(review)
    wanted = set(only)
    late = [s for s in standings(review) if s.asked.pk in wanted and not s.asked.stands_in]
    actions = {action.pk: action for action in read_plan(review.plan).actions}
    found = []
    for standing in late:
        open_actions = [actions[pk] for pk in sorted(standing.open) if pk in actions]
        found += [r for r in stand_ins(open_actions) if r.user_id != standing.asked.user_id]
    added = extend_asked(review, merged(found), stands_in=True)
    letters.post(map(letters.ask_stand_in, added), by=by)
    if added:
        record("quarters.stand_in_asked", review, by=by, asked=[one.pk for one in added])
    return added


@transaction.atomic
def revoke_link(asked: Asked, *, by: Any) -> Asked:
    """Take a link back: whoever holds it can no longer answer with it, and no letter brings it."""
    hold_asked(asked)
    if asked.revoked_at is None:
        stop(about=asked, by=by)
        asked.revoked_at = now()
        asked.save(update_fields=["revoked_at"])
        record("quarters.link_revoked", asked, by=by)
    return asked


@transaction.atomic
def renew_link(asked: Asked, *, by: Any) -> Asked:
    """Send a new link; the one before is worth nothing from now on, nor a letter that waits."""
    hold_asked(asked)
    check_answerable(asked.review)
    if not asked.address:
        raise NoAddress(f"There is no address for {asked.name}. Enter their answer for them.")
    stop(about=asked, by=by)
    asked.version += 1
    asked.revoked_at = None
    asked.save(update_fields=["version", "revoked_at"])
    letters.post([letters.ask_stand_in(asked) if asked.stands_in else letters.ask(asked)], by=by)
    record("quarters.link_renewed", asked, by=by)
    return asked


def check_answerable(review: Review) -> None:
    """Raise `NotAnswerable` for a quarter that takes no answers any more."""
    if not review.takes_answers:
        words = review.get_state_display().lower()
        raise NotAnswerable(f"{review} is {words} and takes no more answers.")
