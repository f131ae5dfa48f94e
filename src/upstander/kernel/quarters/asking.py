"""Who is to be asked about a quarter, and for which actions. Pure functions over a reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from upstander.kernel.plan.standing import ActionRead, LeadRead, PlanRead


@dataclass(frozen=True)
class Recipient:
    """Somebody to write to: the holder of a leading post, or a body that names nobody.

    `user_id` is None for a body; `organisation_id` and `post` say as what they are asked.
    """

    user_id: int | None
    organisation_id: int
    organisation: str
    post: str = ""
    actions: list[ActionRead] = field(default_factory=list, compare=False)


def recipients(read: PlanRead) -> list[Recipient]:
    """List who leads something, each once, with all that they lead, in the plan's order."""
    return _gathered(read.actions, holder_of)


def stand_ins(actions: Iterable[ActionRead]) -> list[Recipient]:
    """List who stands in for the leads of these actions."""
    return _gathered(actions, deputy_of)


def holder_of(lead: LeadRead) -> Recipient | None:
    """Give the holder of a leading post, or the body itself where the post is empty."""
    if lead.holder_id is not None:
        return Recipient(lead.holder_id, lead.organisation_id, lead.organisation, lead.post)
    return Recipient(None, lead.organisation_id, lead.organisation)


def deputy_of(lead: LeadRead) -> Recipient | None:
    """Give the holder of the post that stands in, where there is one."""
    if lead.deputy_holder_id is None:
        return None
    return Recipient(lead.deputy_holder_id, lead.organisation_id, lead.organisation, lead.deputy)


def _gathered(
    actions: Iterable[ActionRead], choose: Callable[[LeadRead], Recipient | None]
) -> list[Recipient]:
    found: dict[tuple[int | None, int], Recipient] = {}
    for action in actions:
        for lead in action.leads:
            chosen = choose(lead)
            if chosen is None:
                continue
            # one letter a person, whatever number of posts they hold
            key = (chosen.user_id, 0 if chosen.user_id else chosen.organisation_id)
            found.setdefault(key, chosen).actions.append(action)
    return [_without_repeats(recipient) for recipient in found.values()]


def _without_repeats(recipient: Recipient) -> Recipient:
    once = {action.pk: action for action in recipient.actions}
    recipient.actions[:] = once.values()
    return recipient
