"""Opening a quarter and asking its leads: links, reminders, whoever stands in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Post, User
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.quarters import letters
from upstander.kernel.quarters.asking import Recipient, recipients, stand_ins
from upstander.kernel.quarters.models import Asked, Review
from upstander.kernel.quarters.standing import still_open
from upstander.kernel.reference.quarters import Quarter


class AlreadyOpened(Refused):
    """A quarter is opened once."""


class NotAnswerable(Refused):
    """Nobody can be asked for a quarter that takes no answers."""


class LinkRevoked(Refused):
    """A link that was taken back is not sent again."""


@transaction.atomic
def open_quarter(
    plan: Plan,
    quarter: Quarter,
    *,
    answer_by: date,
    by: Any,
    meeting_on: date | None = None,
    by_letter: bool = True,
) -> Review:
    """Begin a quarter's review and write to every lead, each once, with a link of their own.

    Without `by_letter` nobody is written to: they are asked in another way. Raises `AlreadyOpened`
    for a quarter that was opened before, and Refused for days that cannot be kept or a plan that
    nobody leads.
    """
    _check_days(plan, quarter, answer_by, meeting_on)
    asked_for = recipients(read_plan(plan))
    if not asked_for:
        raise Refused("Nobody leads anything in this plan yet. Set the leads first.")
    review = Review(
        plan=plan,
        year=quarter.year,
        number=quarter.number,
        starts_on=quarter.start,
        ends_on=quarter.end,
        answer_by=answer_by,
        meeting_on=meeting_on,
    )
    review.full_clean()
    review.save()
    asked = _add(review, asked_for)
    if by_letter:
        letters.post([letters.ask(one) for one in asked if one.address], by=by)
    record("quarters.opened", review, by=by, asked=len(asked), quarter=quarter.number)
    return review


def _check_days(plan: Plan, quarter: Quarter, answer_by: date, meeting_on: date | None) -> None:
    if Review.objects.filter(plan=plan, year=quarter.year, number=quarter.number).exists():
        raise AlreadyOpened(f"{quarter.title} has been opened already.")
    if not plan.starts_on <= quarter.start <= plan.ends_on:
        raise Refused(f"{quarter.title} lies outside of {plan.title}.")
    if quarter.start > today():
        raise Refused(f"{quarter.title} has not begun yet.")
    if answer_by <= today():
        raise Refused("Give leads at least until tomorrow to answer.")
    if meeting_on and meeting_on < answer_by:
        raise Refused("The Group meets after the last day for answers, not before.")


@transaction.atomic
def remind(asked: Sequence[Asked], *, by: Any) -> int:
    """Write once more to people who still have something to answer. Returns to how many."""
    writable = [one for one in asked if one.revoked_at is None and one.address]
    for one in writable:
        _check_answerable(one.review)
        one.reminders, one.reminded_on = one.reminders + 1, today()
        one.save(update_fields=["reminders", "reminded_on"])
    letters.post([letters.remind(one) for one in writable], by=by)
    if writable:
        keys = [one.pk for one in writable]
        record("quarters.reminded", writable[0].review, by=by, asked=keys)
    return len(writable)


@transaction.atomic
def ask_stand_ins(asked: Asked, *, by: Any) -> list[Asked]:
    """Write to whoever stands in for a lead, for the actions that are still open."""
    review = asked.review
    _check_answerable(review)
    waiting = still_open(asked)
    read = read_plan(review.plan)
    found = stand_ins(a for a in read.actions if a.pk in waiting)
    mine = [r for r in found if r.user_id != asked.user_id]
    known = set(review.asked.filter(user__isnull=False).values_list("user_id", flat=True))
    added = _add(review, [r for r in mine if r.user_id not in known], stand_in=True)
    letters.post([letters.ask_stand_in(one) for one in added if one.address], by=by)
    if added:
        record("quarters.stand_in_asked", review, by=by, asked=[one.pk for one in added])
    return added


@transaction.atomic
def revoke_link(asked: Asked, *, by: Any) -> Asked:
    """Take a link back: whoever holds it can no longer answer with it."""
    if asked.revoked_at is None:
        asked.revoked_at = now()
        asked.save(update_fields=["revoked_at"])
        record("quarters.link_revoked", asked, by=by)
    return asked


@transaction.atomic
def renew_link(asked: Asked, *, by: Any) -> Asked:
    """Send a new link; the one sent before is worth nothing from now on."""
    _check_answerable(asked.review)
    if not asked.address:
        raise Refused(f"There is no address for {asked.name}. Enter their answer for them.")
    asked.version += 1
    asked.revoked_at = None
    asked.save(update_fields=["version", "revoked_at"])
    letters.post([letters.ask(asked)], by=by)
    record("quarters.link_renewed", asked, by=by)
    return asked


def _check_answerable(review: Review) -> None:
    if not review.takes_answers:
        raise NotAnswerable(f"{review} takes no more answers: it is {review.get_state_display()}.")


def _add(review: Review, asked_for: Iterable[Recipient], *, stand_in: bool = False) -> list[Asked]:
    """Write down who is asked for what, in a fixed number of queries whatever their number."""
    asked_for = list(asked_for)
    people = User.objects.in_bulk([r.user_id for r in asked_for if r.user_id])
    posts = {(post.organisation_id, post.title): post for post in Post.objects.all()}
    rows = [
        Asked(
            review=review,
            organisation_id=recipient.organisation_id,
            post=posts.get((recipient.organisation_id, recipient.post)),
            user=people.get(recipient.user_id or 0),
            name=people[recipient.user_id].name if recipient.user_id else recipient.organisation,
            stands_in=stand_in,
        )
        for recipient in asked_for
    ]
    Asked.objects.bulk_create(rows)
    Through = Asked.actions.through  # noqa: N806 - a class
    Through.objects.bulk_create(
        Through(asked_id=row.pk, action_id=action.pk)
        for row, recipient in zip(rows, asked_for, strict=True)
        for action in recipient.actions
    )
    return rows
