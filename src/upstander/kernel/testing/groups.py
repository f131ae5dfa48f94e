"""A small group for tests: the police chair it, and one member speaks for disability."""

from dataclasses import dataclass
from datetime import date

from upstander.kernel.groups.changes import add_group, add_seat
from upstander.kernel.groups.models import Group
from upstander.kernel.people.models import User
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Strand
from upstander.kernel.testing.people import organisation, person

BY = "system:tests"
APRIL = date(2024, 4, 1)
RULE = "fourth Tuesday of January, April, July and October at 14:00"


@dataclass(frozen=True)
class SmallGroup:
    """The group that monitors the plan, and the people around it."""

    group: Group
    chair: User
    member: User  # speaks for disability
    outsider: User
    lead: User  # the Strategic Lead, who has no seat


def small_group() -> SmallGroup:
    """Make it, with all five strands and three sectors that it should hear."""
    load_reference()
    national = list(Strand.objects.national().main())
    police, merrow = organisation("Police", sector="police"), organisation("Merrow Voices")
    chair = person("police_liaison", police, name="Winston Chair")
    member = person("group_member", merrow, name="Joan Member")
    group = add_group(
        name="Strategy Group",
        rule=RULE,
        watches_plan=True,
        strands=national,
        sectors=["police", "voluntary", "health"],
        by=BY,
    )
    add_seat(group, organisation=police, user=chair, role="chair", starts_on=APRIL, by=BY)
    disability = [strand for strand in national if strand.code == "disability"]
    add_seat(group, organisation=merrow, user=member, strands=disability, starts_on=APRIL, by=BY)
    return SmallGroup(
        group,
        chair,
        member,
        person("analyst", organisation("Elsewhere"), name="Una Outside"),
        person("strategic_lead", name="Amara Lead"),
    )
