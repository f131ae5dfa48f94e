"""Answers of those who were asked: by their link, or entered for them with their source named."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.errors import Refused
from upstander.kernel.plan.changes import WORDS, NewEvidence, add_update
from upstander.kernel.plan.models import Action, Update
from upstander.kernel.quarters.changes.locking import hold_asked
from upstander.kernel.quarters.history import content_hash, hash_of_file
from upstander.kernel.quarters.models import Answer, Asked, Review
from upstander.kernel.quarters.states import State, check_move

LONGEST_NAME = 100  # as much of it as the trail has room for
MOST = 40  # versions of one answer: enough for anybody who writes, too few to fill a disk


class NotYours(Refused):
    """A link answers for the actions it was made for, and for no others."""


class Closed(Refused):
    """The quarter takes no more answers."""


class TooMany(Refused):
    """An answer has been changed too often."""


@transaction.atomic
def answer(
    asked: Asked, action: Action, *, evidence: Sequence[NewEvidence] = (), **said: str
) -> Answer:
    """Take an answer that came by a link. A later one corrects it; both stay readable.

    Sending the same again changes nothing. Raises `Closed`, `NotYours` and `TooMany`.
    """
    hold_asked(asked)
    _check(asked, action)
    earlier = _earlier(asked, action)
    if earlier and _says_the_same(earlier.update, said, evidence):
        return earlier
    by = f"link:{asked.name[:LONGEST_NAME]}"
    return _keep(asked, action, earlier, evidence, said, way=Answer.Way.LINK, by=by)


@transaction.atomic
def enter_answer(
    asked: Asked,
    action: Action,
    *,
    way: str,
    by: Any,
    evidence: Sequence[NewEvidence] = (),
    **said: str,
) -> Answer:
    """Enter what somebody who was asked said by phone, in the room or by email."""
    hold_asked(asked)
    _check(asked, action, by_link=False)
    earlier = _earlier(asked, action)
    said["source"] = f"{Answer.Way(way).label} from {asked.name}"
    return _keep(asked, action, earlier, evidence, said, way=way, by=by)


def _check(asked: Asked, action: Action, *, by_link: bool = True) -> None:
    if not asked.review.takes_answers:
        raise Closed(f"{asked.review} takes no more answers. Write to the Strategic Lead instead.")
    if by_link and not asked.link_works:
        raise Closed("This link was taken back. Ask the Strategic Lead for a new one.")
    if action.dropped_at or not asked.actions.filter(pk=action.pk).exists():
        raise NotYours("This link does not answer for that action.")
    if by_link and asked.answers.filter(action=action).count() >= MOST:
        raise TooMany(
            f"This answer has been changed {MOST} times. Tell the Strategic Lead what it should"
            " say now."
        )


def _earlier(asked: Asked, action: Action) -> Answer | None:
    found: Answer | None = asked.answers.filter(action=action).select_related("update").first()
    return found


def _says_the_same(update: Update, said: dict[str, str], evidence: Sequence[NewEvidence]) -> bool:
    """Tell whether a form was sent twice: the same words, and no file that is not there yet."""
    if any(getattr(update, name) != said.get(name, "").strip() for name in WORDS):
        return False
    if not evidence:
        return True
    known = {content_hash(item) for item in update.evidence.all()}
    return all(piece.file and hash_of_file(piece.file) in known for piece in evidence)


def _keep(
    asked: Asked,
    action: Action,
    earlier: Answer | None,
    evidence: Sequence[NewEvidence],
    said: dict[str, str],
    *,
    way: str,
    by: Any,
) -> Answer:
    corrects = earlier.update if earlier else None
    update = add_update(action, by=by, evidence=evidence, corrects=corrects, **said)
    entered_by = "" if way == Answer.Way.LINK else actor_name(by)
    kept = Answer(asked=asked, action=action, update=update, way=way, entered_by=entered_by)
    kept.save()
    begin_collecting(asked.review)
    record("quarters.answered", asked, by=by, way=way, action=action.pk)
    return kept


def begin_collecting(review: Review) -> None:
    """Note that the first answer has come, or that somebody has begun to look at them."""
    if review.state == State.OPEN:
        check_move(review.state, State.COLLECTING)
        review.state = State.COLLECTING
        review.save(update_fields=["state"])
