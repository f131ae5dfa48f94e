"""What the Strategic Lead decides about each row of a review."""

from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.errors import Refused
from upstander.kernel.plan.changes import WORDS, add_update, correct_update
from upstander.kernel.plan.models import Action, Update
from upstander.kernel.quarters import letters
from upstander.kernel.quarters.changes.answering import begin_collecting
from upstander.kernel.quarters.changes.locking import hold
from upstander.kernel.quarters.models import LONGEST_ENTERED, Asked, Review, Verdict
from upstander.kernel.quarters.reading import rows_of
from upstander.kernel.quarters.rows import Need, ReviewRow

Kind = Verdict.Kind
WRITES = frozenset({Kind.SUGGESTED, Kind.REASON, Kind.EDITED})  # verdicts that add an update
LONGEST, LONGEST_REASON = 600, 300


class ReasonNeeded(Refused):
    """Declared and suggested differ, and nobody has said why."""


class NothingToAccept(Refused):
    """Nobody has said how the action stands."""


class NotOpen(Refused):
    """A review that is finished is reopened before anything in it changes."""


class NothingToUndo(Refused):
    """No decision was taken, or it cannot be taken back."""


class Overtaken(Refused):
    """Somebody has spoken since the page was opened on which this was decided."""


@transaction.atomic
def accept(review: Review, action: int, *, by: Any, seen: int | None = None) -> Verdict:
    """Let the declared status stand. Raises `ReasonNeeded` for a difference nobody explained.

    This and every other decision takes the key of an action, and `seen`, the key of the last words
    that whoever decides has read: where others stand there by now, it raises `Overtaken`.
    """
    row = _open_row(review, action, seen)
    latest = _latest(row)
    if row.action.contradicts:
        raise ReasonNeeded(
            f"Say in one sentence why {row.action.reference} stands, or take what is suggested."
        )
    return _decide(review, row, Kind.ACCEPTED, latest.pk, by=by)


@transaction.atomic
def accept_all(review: Review, *, by: Any, until: int | None = None) -> int:
    """Accept at once whatever agrees or is explained. Returns how many rows that were.

    `until` is the key of the last words of the whole plan that whoever decides has read.
    """
    hold(review)
    _check_open(review)
    ready = [
        (row.action.pk, row.action.latest.pk)
        for row in rows_of(review)
        if row.need == Need.LOOK and row.action.latest
        if until is None or row.action.latest.pk <= until
    ]
    Verdict.objects.bulk_create(
        Verdict(
            review=review,
            action_id=action,
            kind=Kind.ACCEPTED,
            update_id=update,
            by_name=actor_name(by),
        )
        for action, update in ready
    )
    if ready:
        begin_collecting(review)
        actions = [action for action, _ in ready]
        record("quarters.accepted_all", review, by=by, actions=actions)
    return len(ready)


@transaction.atomic
def give_reason(
    review: Review, action: int, reason: str, *, by: Any, seen: int | None = None
) -> Verdict:
    """Say why the declared status stands although the rules suggest another."""
    row = _open_row(review, action, seen)
    latest, words = _latest(row), _checked(reason, LONGEST_REASON, "Write one sentence.")
    update = correct_update(latest, by=by, source=_source(review), reason=words)
    return _decide(review, row, Kind.REASON, update.pk, by=by)


@transaction.atomic
def take_suggested(review: Review, action: int, *, by: Any, seen: int | None = None) -> Verdict:
    """Let the suggested status stand instead of the declared one."""
    row = _open_row(review, action, seen)
    suggested = row.action.suggestion.status.value
    if suggested == row.action.declared:
        raise Refused(f"{row.action.reference} is declared as the rules suggest already.")
    stands = Action.objects.get(pk=action)
    update = add_update(stands, by=by, status=suggested, source=_source(review))
    return _decide(review, row, Kind.SUGGESTED, update.pk, by=by)


@transaction.atomic
def edit_words(
    review: Review, action: int, text: str, *, by: Any, seen: int | None = None
) -> Verdict:
    """Edit what a lead wrote; the author's own words stay readable beside it."""
    row = _open_row(review, action, seen)
    latest = _latest(row)
    words = _checked(text, LONGEST_ENTERED, "Write what should stand there.")
    if words == latest.text:
        raise Refused("These are the words that stand there already.")
    update = correct_update(latest, by=by, source=_source(review), text=words)
    return _decide(review, row, Kind.EDITED, update.pk, by=by)


@transaction.atomic
def ask_back(
    review: Review, action: int, question: str, *, by: Any, seen: int | None = None
) -> Verdict:
    """Put a question to whoever was asked about an action. The same again is sent once."""
    row = _open_row(review, action, seen)
    words = _checked(question, LONGEST, "Write what you want to know.")
    if row.verdict and row.asked_back and row.verdict.words == words:
        return row.verdict
    asked = Asked.objects.filter(review=review, actions=action).in_force()
    writable = [one for one in asked.select_related("organisation", "user") if one.address]
    if not writable:
        raise Refused(f"There is nobody to write to about {row.action.reference}.")
    for one in writable:
        one.review = review
    reference = row.action.reference
    letters.post([letters.ask_back(one, reference, words) for one in writable], by=by)
    latest = row.action.latest
    return _decide(review, row, Kind.ASKED_BACK, latest.pk if latest else None, by, words)


@transaction.atomic
def undo(review: Review, action: int, *, by: Any, seen: int | None = None) -> Verdict:
    """Take the last decision about a row back; what it wrote is put right by what stood before."""
    row = _open_row(review, action, seen)
    verdict, latest = row.verdict, row.action.latest
    if verdict is None or verdict.kind == Kind.UNDONE:
        raise NothingToUndo(f"Nothing was decided about {row.action.reference}.")
    standing = latest.pk if latest else None
    # where somebody spoke since, their words stand, and only the decision goes
    if verdict.kind in WRITES and verdict.update_id == standing:
        standing = _put_back(review, row, verdict, by).pk
    return _decide(review, row, Kind.UNDONE, standing, by=by)


def _open_row(review: Review, action: int, seen: int | None) -> ReviewRow:
    """Find a row of a review that is open, as it stands now and not when a page was made."""
    hold(review)
    _check_open(review)
    row = next((row for row in rows_of(review) if row.action.pk == action), None)
    if row is None:
        raise Refused("The plan has no such action any more.")
    latest = row.action.latest
    if seen is not None and seen != (latest.pk if latest else 0):
        who = latest.author if latest else "Somebody"
        raise Overtaken(
            f"{who} has spoken about {row.action.reference} since you opened the page. Look again."
        )
    return row


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
        words=words,
        by_name=actor_name(by),
    )
    verdict.full_clean()
    verdict.save()
    begin_collecting(review)
    record("quarters.decided", review, by=by, action=row.action.pk, kind=kind)
    return verdict


def _latest(row: ReviewRow) -> Update:
    if row.action.latest is None:
        raise NothingToAccept(f"Nobody has said how {row.action.reference} stands.")
    return Update.objects.select_related("action").get(pk=row.action.latest.pk)


def _checked(text: str, most: int, if_empty: str) -> str:
    words = text.strip()
    if not words:
        raise Refused(if_empty)
    if len(words) > most:
        raise Refused(f"Write at most {most} characters; these are {len(words)}.")
    return words


def _source(review: Review) -> str:
    return f"Review of {str(review).lower()}"


def _put_back(review: Review, row: ReviewRow, verdict: Verdict, by: Any) -> Update:
    """Say again what was said before a decision wrote something else."""
    written = Update.objects.select_related("action", "corrects").get(pk=verdict.update_id)
    before = written.corrects or _said_before(row, written)
    if before is None:
        raise NothingToUndo("Nobody had said anything before. Choose another status instead.")
    words = {name: getattr(before, name) for name in WORDS}
    return correct_update(written, by=by, source=_source(review), **words)


def _said_before(row: ReviewRow, written: Update) -> Update | None:
    earlier = [u.pk for u in row.action.updates if u.status and u.pk < written.pk]
    return Update.objects.filter(pk__in=earlier[:1]).first()
