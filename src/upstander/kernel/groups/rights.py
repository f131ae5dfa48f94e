"""Who sits in a group, and who keeps it: small named questions, for permissions to be made from.

A record says by `group_id` to which group it belongs.
"""

from typing import Any

from upstander.kernel.groups.models import Seat

KEEPERS = frozenset({Seat.Role.CHAIR, Seat.Role.DEPUTY, Seat.Role.SECRETARY})
BY_WEIGHT = (Seat.Role.MEMBER, Seat.Role.SECRETARY, Seat.Role.DEPUTY, Seat.Role.CHAIR)


def roles_in_groups(user: Any) -> dict[int, str]:
    """Give the role that a person has today in each group: asked once a request.

    Whoever has two seats in a group, for two bodies, has the role that weighs more.
    """
    if "_seats" not in vars(user):
        seats = Seat.objects.on().of(user).order_by().values_list("group_id", "role")
        by_weight = sorted(seats, key=lambda seat: BY_WEIGHT.index(Seat.Role(seat[1])))
        vars(user)["_seats"] = dict(by_weight)
    found: dict[int, str] = vars(user)["_seats"]
    return found


def sits(user: Any, record: Any) -> bool:
    """Sit in the record's group."""
    return bool(user.roles) and (record is None or bool(_role(user, record)))


def keeps(user: Any, record: Any) -> bool:
    """Chair the record's group, stand in for its chair, or be its secretary."""
    return bool(user.roles) and (record is None or _role(user, record) in KEEPERS)


def _role(user: Any, record: Any) -> str:
    group = getattr(record, "group_id", None)  # a record of no group asks the database nothing
    return roles_in_groups(user).get(group, "") if group else ""
