"""Whom a group hears: its seats, what is vacant or ends soon, and whom nobody speaks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from upstander.kernel.groups.models import Group, Seat
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.models import Strand


@dataclass(frozen=True)
class Standing:
    """A group on a day."""

    group: Group
    seats: Sequence[Seat]

    @cached_property
    def filled(self) -> list[Seat]:
        """List the seats in which somebody sits."""
        return [seat for seat in self.seats if seat.holder]

    @cached_property
    def vacant(self) -> list[Seat]:
        """List the seats in which nobody sits."""
        return [seat for seat in self.seats if not seat.holder]

    @cached_property
    def ending(self) -> list[Seat]:
        """List the seats whose term ends within a quarter."""
        return [seat for seat in self.filled if seat.ends_soon]

    @cached_property
    def heard(self) -> set[Strand]:
        """Give the strands for which somebody speaks."""
        return {strand for seat in self.filled for strand in seat.strands.all()}

    @cached_property
    def unheard(self) -> list[Strand]:
        """List the strands that the group should hear, and does not."""
        return [strand for strand in self.group.strands.all() if strand not in self.heard]

    @cached_property
    def unspoken(self) -> list[str]:
        """Name the sectors that the group should hear, and does not."""
        spoken = {seat.heard_for for seat in self.filled}
        return [Organisation.Sector(s).label for s in self.group.sectors if s not in spoken]

    @property
    def has_gaps(self) -> bool:
        """Tell whether somebody is missing."""
        return bool(self.vacant or self.unheard or self.unspoken)


def standing_of(group: Group, on: date | None = None) -> Standing:
    """Read how a group is made up, today unless said."""
    seats = Seat.objects.on(on).filter(group=group).with_people().prefetch_related("strands")
    return Standing(group, list(seats))
