"""Whether the group that monitors the plan hears every strand (objective 3; domain.md 24)."""

from upstander.kernel.clock import today
from upstander.kernel.figures import Evidence, Period, State, Value
from upstander.kernel.groups.models import Group, Seat
from upstander.kernel.reference.models import Strand
from upstander.kernel.registry import Measure


def strands_heard(period: Period) -> Value:
    """Count the nationally monitored strands that somebody spoke for at the period's end."""
    group = Group.objects.filter(watches_plan=True).first()
    if group is None:
        return Value(State.BLANK)
    day = min(period.end, today())
    seats = Seat.objects.on(day).filled().filter(group=group)
    national = Strand.objects.on(day).national().main()
    heard = national.filter(pk__in=seats.values("strands")).count()
    evidence = Evidence("groups:seats_list", {"group": str(group.pk), "now": "on"})
    return Value.counted(heard, national.count(), national.count(), evidence)


MEASURES = (
    Measure(
        code="groups.strands",
        title="Strands represented",
        definition="Nationally monitored strands for which somebody sits in the group that "
        "monitors the plan, of all five.",
        objectives=("3",),
        unit="strands",
        value=strands_heard,
    ),
)
