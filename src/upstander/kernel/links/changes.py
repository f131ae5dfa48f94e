"""Handing a record over, and what the other side answers."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.access.changes.records import receiver_of
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import now
from upstander.kernel.errors import Refused
from upstander.kernel.links.declared import all_offers, taker_of
from upstander.kernel.links.models import MOVES, Handover, State
from upstander.kernel.people.models import Organisation
from upstander.kernel.subjects.changes import disclose
from upstander.kernel.subjects.models import Disclosure, Subject
from upstander.kernel.subjects.sharing import may_share

ANSWERED = ("state", "answered_at", "outcome", "message")
WAITS_ALREADY = (
    "{organisation} has it already for this, since {at:%d %B %Y}. Note what they answered, or take "
    "it back, before you send it again."
)


class NotAnswered(Refused):
    """An answer that cannot follow the last one."""

    def __init__(self, handover: Handover, to: str) -> None:
        """Say what can."""
        possible = " or ".join(label.lower() for _, label in handover.possible) or "nothing else"
        super().__init__(
            f"{handover}. After that it can be {possible}, not {State(to).label.lower()}."
        )


@transaction.atomic
def hand_over(
    of: Model, *, subject: Subject, purpose: str, to: Organisation, what: Sequence[str], by: Any,
    offer: str = "",
) -> Handover:  # fmt: skip
    """Hand a record over to a body, if the ledger allows it at this moment.

    `what` names what goes, in words; how it gets there is for the caller. A body that is barred
    from the record is skipped for the one that is named in its place. Raises `BarredBody`,
    `NotShared`, and `Refused` where that body has it already and has not answered.
    """
    type(of)._base_manager.select_for_update().get(pk=of.pk)  # two at once: one waits here
    receiver = receiver_of(of, to).organisation
    waiting = Handover.objects.of(of).for_purposes(purpose).waiting()
    before = waiting.filter(organisation=receiver, offer=offer).first()
    if before is not None:
        raise Refused(WAITS_ALREADY.format(organisation=receiver, at=before.at))
    disclosure = disclose(
        subject, purpose=purpose, recipient=receiver, what=what, by=by, send=_no_message, about=of
    )
    handover = Handover(
        subject=subject,
        label=of._meta.label_lower,
        key=of.pk,
        organisation=receiver,
        disclosure=disclosure,
        offer=offer,
        by_name=actor_name(by),
    )
    handover.save()
    record("links.handed_over", of, by=by, to=receiver.short, purpose=purpose, offer=offer)
    return handover


def _no_message(disclosure: Disclosure) -> None:
    """Send nothing by ourselves: what goes is taken to the body over its own secure way."""


@transaction.atomic
def offer_over(
    of: Model, code: str, *, subject: Subject, to: Organisation, what: Sequence[str], by: Any
) -> Handover:
    """Hand a record over to the part of the product that takes an offer; it takes it at once.

    Raises `Refused` where nobody takes it, and whatever the taker raises: then nothing happened.
    """
    taker, offer = taker_of(code), all_offers()[code]
    if taker is None:
        raise Refused(f"Nothing here takes this yet: {offer.title}.")
    handover = hand_over(
        of, subject=subject, purpose=offer.purpose, to=to, what=what, by=by, offer=code
    )
    handover.taken_as = taker.take(handover)
    handover.save(update_fields=["taken_as"])
    return handover


@transaction.atomic
def answer(
    handover: Handover, *, state: str, by: Any, outcome: str = "", message: str = ""
) -> Handover:
    """Note what the other side says; raises `NotAnswered` for what cannot follow."""
    stands = Handover.objects.select_for_update().get(pk=handover.pk)
    if state not in MOVES[stands.state]:
        raise NotAnswered(stands, state)
    handover.state, handover.answered_at = state, now()
    handover.outcome, handover.message = outcome or stands.outcome, message
    handover.save(update_fields=[*ANSWERED])
    record("links.answered", handover.about, by=by, to=handover.organisation.short, state=state)
    return handover


def take_back(handover: Handover, *, by: Any) -> Handover:
    """Take a hand-over back, before the other side is done with it."""
    return answer(handover, state=State.TAKEN_BACK, by=by)


def take_back_all(subject: Subject, by: Any) -> int:
    """Take back what somebody no longer agrees to.

    Gives nought: what had gone is told of as a disclosure, and nothing here waited to leave.
    """
    waiting = Handover.objects.waiting().filter(subject=subject.pk)
    for each in waiting.select_related("organisation", "disclosure"):
        if not may_share(subject, each.purpose, each.organisation):
            take_back(each, by=by)
    return 0
