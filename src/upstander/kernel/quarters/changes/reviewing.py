"""What the Strategic Lead decides about each row of a review."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.errors import Refused
from upstander.kernel.plan.changes import WORDS, add_update, correct_update
from upstander.kernel.plan.models import Action, Update
from upstander.kernel.quarters import letters
from upstander.kernel.quarters.models import Asked, Review, Verdict
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need, ReviewRow
from upstander.kernel.quarters.states import State, check_move

Kind = Verdict.Kind
WRITES = frozenset({Kind.SUGGESTED, Kind.REASON, Kind.EDITED})  # verdicts that add an update


class ReasonNeeded(Refused):
    """Declared and suggested differ, and nobody has said why."""


class NothingToAccept(Refused):
    """Nobody has said how the action stands."""


class NotOpen(Refused):
    """A review that is finished is reopened before anything in it changes."""


class NothingToUndo(Refused):
    """No decision was taken, or it cannot be taken back."""


class NotFinished(Refused):
    """Rows are left that nobody has looked at."""


@transaction.atomic
def accept(review: Review, row: ReviewRow, *, by: Any) -> Verdict:
    """Let the declared status stand. Raises `ReasonNeeded` for a difference nobody explained."""
    _check_open(review)
    if row.action.latest is None:
        raise NothingToAccept(f"Nobody has said how {row.action.reference} stands.")
    if row.action.contradicts:
        raise ReasonNeeded(
            f"Say in one sentence why {row.action.reference} stands, or take what is suggested."
        )
    return _decide(review, row, Kind.ACCEPTED, row.action.latest.pk, by=by)


@transaction.atomic
def accept_all(review: Review, rows: Sequence[ReviewRow], *, by: Any) -> int:
    """Accept at once whatever agrees or is explained. Returns how many rows that were."""
    _check_open(review)
    ready = [row for row in rows if row.need == Need.LOOK and row.action.latest]
    Verdict.objects.bulk_create(
        Verdict(
            review=review,
            action_id=row.action.pk,
            kind=Kind.ACCEPTED,
            update_id=row.action.latest.pk if row.action.latest else None,
            by_name=str(by),
        )
        for row in ready
    )
    if ready:
        record("quarters.accepted_all", review, by=by, actions=[row.action.pk for row in ready])
    return len(ready)


@transaction.atomic
def give_reason(review: Review, row: ReviewRow, reason: str, *, by: Any) -> Verdict:
    """Say why the declared status stands although the rules suggest another."""
    _check_open(review)
    latest = _latest(row)
    if not reason.strip():
        raise ReasonNeeded("Write one sentence.")
    update = correct_update(latest, by=by, reason=reason, source=_source(review))
    return _decide(review, row, Kind.REASON, update.pk, by=by)


@transaction.atomic
def take_suggested(review: Review, row: ReviewRow, *, by: Any) -> Verdict:
    """Let the suggested status stand instead of the declared one."""
    _check_open(review)
    action = _action(row)
    update = add_update(
        action, by=by, status=row.action.suggestion.status.value, source=_source(review)
    )
    return _decide(review, row, Kind.SUGGESTED, update.pk, by=by)


@transaction.atomic
def edit_words(review: Review, row: ReviewRow, text: str, *, by: Any) -> Verdict:
    """Edit what a lead wrote; the author's own words stay readable beside it."""
    _check_open(review)
    latest = _latest(row)
    update = correct_update(latest, by=by, text=text, source=_source(review))
    return _decide(review, row, Kind.EDITED, update.pk, by=by)


@transaction.atomic
def ask_back(review: Review, row: ReviewRow, question: str, *, by: Any) -> Verdict:
    """Put a question to whoever was asked about an action."""
    _check_open(review)
    if not question.strip():
        raise Refused("Write what you want to know.")
    asked = Asked.objects.filter(review=review, actions=row.action.pk).in_force()
    writable = [one for one in asked.select_related("organisation", "user") if one.address]
    if not writable:
        raise Refused(f"There is nobody to write to about {row.action.reference}.")
    letters.post([letters.ask_back(one, row.action.reference, question) for one in writable], by=by)
    latest = row.action.latest
    verdict = _decide(review, row, Kind.ASKED_BACK, latest.pk if latest else None, by, question)
    return verdict


@transaction.atomic
def undo(review: Review, row: ReviewRow, *, by: Any) -> Verdict:
    """Take the last decision about a row back; what it wrote is put right by what stood before."""
    _check_open(review)
    verdict = row.verdict
    if verdict is None or verdict.kind == Kind.UNDONE:
        raise NothingToUndo(f"Nothing was decided about {row.action.reference}.")
    update_id = verdict.update_id
    if verdict.kind in WRITES:
        update_id = _put_back(review, row, verdict, by).pk
    return _decide(review, row, Kind.UNDONE, update_id, by=by)


@transaction.atomic
def mark_reviewed(review: Review, *, by: Any, leave_open: bool = False) -> Review:
    """Say that every row was looked at; what is left goes to the Group, if that is meant.

    Raises `NotFinished` with the numbers of the rows that are left.
    """
    left = [row.action.reference for row in rows_of(review) if row.need != Need.NOTHING]
    if left and not leave_open:
        raise NotFinished(f"{len(left)} actions are left: {', '.join(left[:12])}.")
    _move(review, State.REVIEWED)
    review.reviewed_at = now()
    review.save(update_fields=["state", "reviewed_at"])
    record("quarters.reviewed", review, by=by, left=len(left))
    return review


@transaction.atomic
def reopen(review: Review, *, by: Any) -> Review:
    """Go on with a review that was marked as finished, before the Group adopts it."""
    _move(review, State.COLLECTING)
    review.reviewed_at = None
    review.save(update_fields=["state", "reviewed_at"])
    record("quarters.reopened", review, by=by)
    return review


def _move(review: Review, after: str) -> None:
    check_move(review.state, after)
    review.state = after


def _check_open(review: Review) -> None:
    if not review.takes_answers:
        raise NotOpen(f"{review} is {review.get_state_display().lower()}. Reopen it first.")


def _decide(
    review: Review, row: ReviewRow, kind: str, update_id: int | None, by: Any, words: str = ""
) -> Verdict:
    verdict = Verdict(
        review=review,
        action_id=row.action.pk,
        kind=kind,
        update_id=update_id,
        words=words.strip(),
        by_name=str(by),
    )
    verdict.full_clean()
    verdict.save()
    record("quarters.decided", review, by=by, action=row.action.pk, kind=kind)
    return verdict


def _latest(row: ReviewRow) -> Update:
    if row.action.latest is None:
        raise NothingToAccept(f"Nobody has said how {row.action.reference} stands.")
    return Update.objects.select_related("action").get(pk=row.action.latest.pk)


def _action(row: ReviewRow) -> Action:
    return Action.objects.get(pk=row.action.pk)


def _source(review: Review) -> str:
    return f"Review of {str(review).lower()}"


def _put_back(review: Review, row: ReviewRow, verdict: Verdict, by: Any) -> Update:
    """Say again what was said before a decision wrote something else."""
    written = verdict.update
    if written is None:
        raise NothingToUndo(f"Nothing was written about {row.action.reference}.")
    before = written.corrects or _said_before(row, written)
    if before is None:
        raise NothingToUndo("Nobody had said anything before. Choose another status instead.")
    words = {name: getattr(before, name) for name in WORDS}
    return correct_update(written, by=by, source=_source(review), **words)


def _said_before(row: ReviewRow, written: Update) -> Update | None:
    earlier = [u.pk for u in row.action.updates if u.status and u.pk < written.pk]
    return Update.objects.filter(pk__in=earlier[:1]).first()
