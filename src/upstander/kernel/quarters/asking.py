"""Who is to be asked about a quarter, and for which actions. Pure functions over a reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

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

    @property
    def key(self) -> tuple[int, int]:
        """Tell them from all others: one letter a person, whatever number of posts they hold."""
        return (self.user_id, 0) if self.user_id else (0, self.organisation_id)


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


def merged(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Put together what the same person or body is asked about, each action once."""
    found: dict[tuple[int, int], Recipient] = {}
    for recipient in recipients:
        known = found.setdefault(recipient.key, replace(recipient, actions=[]))
        have = {action.pk for action in known.actions}
        known.actions.extend(a for a in recipient.actions if a.pk not in have)
    return list(found.values())


def _gathered(
    actions: Iterable[ActionRead], choose: Callable[[LeadRead], Recipient | None]
) -> list[Recipient]:
    chosen = ((choose(lead), action) for action in actions for lead in action.leads)
    return merged(replace(one, actions=[action]) for one, action in chosen if one is not None)
