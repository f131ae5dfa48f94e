"""Answers of those who were asked: by their link, or entered for them with their source named."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.errors import Refused
from upstander.kernel.plan.changes import WORDS, NewEvidence, add_update
from upstander.kernel.plan.models import Action, Update
from upstander.kernel.quarters.models import Answer, Asked, Review
from upstander.kernel.quarters.states import State, check_move


class NotYours(Refused):
    """A link answers for the actions it was made for, and for no others."""


class Closed(Refused):
    """The quarter takes no more answers."""


@transaction.atomic
def answer(
    asked: Asked, action: Action, *, evidence: Sequence[NewEvidence] = (), **said: str
) -> Answer:
    """Take an answer that came by a link. A later one corrects it; both stay readable.

    Sending the same again changes nothing. Raises `Closed` and `NotYours`.
    """
    _check(asked, action)
    earlier = _earlier(asked, action)
    if earlier and not evidence and _same(earlier.update, said):
        return earlier
    update = add_update(
        action,
        by=f"link:{asked.name}",
        evidence=evidence,
        corrects=earlier.update if earlier else None,
        **said,
    )
    return _keep(asked, action, update, Answer.Way.LINK, by=f"link:{asked.name}")


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
    _check(asked, action, by_link=False)
    words = Answer.Way(way).label
    earlier = _earlier(asked, action)
    update = add_update(
        action,
        by=by,
        evidence=evidence,
        corrects=earlier.update if earlier else None,
        source=f"{words} from {asked.name}",
        **said,
    )
    return _keep(asked, action, update, way, by=by)


def _check(asked: Asked, action: Action, *, by_link: bool = True) -> None:
    if not asked.review.takes_answers:
        raise Closed(f"{asked.review} takes no more answers. Write to the Strategic Lead instead.")
    if by_link and asked.revoked_at is not None:
        raise Closed("This link was taken back. Ask the Strategic Lead for a new one.")
    if action.dropped_at or not asked.actions.filter(pk=action.pk).exists():
        raise NotYours("This link does not answer for that action.")


def _earlier(asked: Asked, action: Action) -> Answer | None:
    found: Answer | None = asked.answers.filter(action=action).select_related("update").first()
    return found


def _same(update: Update, said: dict[str, str]) -> bool:
    return all(getattr(update, name) == said.get(name, "").strip() for name in WORDS)


def _keep(asked: Asked, action: Action, update: Update, way: str, *, by: Any) -> Answer:
    entered_by = "" if way == Answer.Way.LINK else actor_name(by)
    kept = Answer(asked=asked, action=action, update=update, way=way, entered_by=entered_by)
    kept.save()
    begin_collecting(asked.review)
    record("quarters.answered", asked, by=by, way=way, action=action.pk)
    return kept


def begin_collecting(review: Review) -> None:
    """Note that the first answer has come."""
    if review.state == State.OPEN:
        check_move(review.state, State.COLLECTING)
        review.state = State.COLLECTING
        review.save(update_fields=["state"])
