"""Every change to groups and seats."""

from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.errors import Refused
from upstander.kernel.groups.models import Group, Seat
from upstander.kernel.people.models import User
from upstander.kernel.records.writing import adds, edits

add_group = adds(Group, "groups.added")
update_group = edits(Group, "groups.changed")
_add_seat = adds(Seat, "groups.seat_added")
update_seat = edits(Seat, "groups.seat_changed")


def add_seat(group: Group, *, by: Any, **fields: Any) -> Seat:
    """Add a seat to a group: held by a person, by whoever has a post, or vacant."""
    return _add_seat(by=by, group=group, **fields)


@transaction.atomic
def hand_on(seat: Seat, *, by: Any, user: User | None, on: date) -> Seat:
    """Pass a seat to somebody else from a day, or leave it vacant; who sat there when is kept.

    A term that ends before that day ends as it was said. Raises Refused the second time.
    """
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    strands = list(seat.strands.all())
    kept = {name: getattr(seat, name) for name in ("organisation", "role", "sector")}
    if seat.group.seats.filter(user=user, starts_on=on, **kept).exclude(pk=seat.pk).exists():
        raise Refused("This seat has been handed on like that already.")
    update_seat(seat, by=by, ends_on=max(min(on, seat.ends_on or on), seat.starts_on))
    return add_seat(seat.group, by=by, user=user, starts_on=on, strands=strands, **kept)
