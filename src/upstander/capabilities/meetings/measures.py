"""What meetings count for objective 3, ask of people, and tell (domain.md 24)."""

from datetime import date, timedelta
from typing import Any

from upstander.capabilities.meetings.models import Meeting, Outcome, State
from upstander.kernel.access.check import may
from upstander.kernel.clock import today
from upstander.kernel.figures import Evidence, Period, Value
from upstander.kernel.figures import State as Known
from upstander.kernel.groups.models import Group
from upstander.kernel.news import NewsItem
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.reading import read_plan
from upstander.kernel.plan.status import Status
from upstander.kernel.records.filtering import span_in
from upstander.kernel.reference.quarters import quarters_of, year_of
from upstander.kernel.registry import DueItem, Measure

# by state: what it asks of whoever keeps the group, and how many days after the meeting
ASKS = {
    State.PLANNED: ("Call it, and send the agenda out.", -7),
    State.CALLED: ("Hold it, or call it off.", 0),
    State.HELD: ("Write the minutes, and send the draft out.", 7),
    State.MINUTED: ("Have the minutes approved at the next meeting.", 91),
}


def held(period: Period) -> Value:
    """Count the meetings that took place, of those due by the group's rule, of the year's."""
    group = Group.objects.filter(watches_plan=True).first()
    if group is None or group.meets is None:
        return Value(Known.BLANK)
    end, year = min(period.end, today()), quarters_of(year_of(period.start))
    done = group.meetings.held().filter(on__range=(period.start, period.end)).count()
    due = len(group.meets.between(period.start, end))
    all_year = len(group.meets.between(year[0].start, year[-1].end))
    shown = {"group": str(group.pk), "state": ["held", "minuted", "approved"]}
    evidence = Evidence("meetings:list", shown | span_in(period))
    return Value.counted(done, due, all_year, evidence)


def actions_done(period: Period) -> Value:
    """Count the actions from minutes that are completed, of those due by now."""
    end, plan = min(period.end, today()), Plan.objects.current()
    found = Outcome.objects.filter(kind="action", due__range=(period.start, period.end))
    due = list(found.filter(due__lte=end).values_list("action_id", flat=True))
    actions = read_plan(plan, end).actions if plan and due else []
    done = sum(a.pk in due and a.declared == Status.COMPLETED for a in actions)
    evidence = Evidence("meetings:outcomes_list", {"kind": "action"} | span_in(period))
    return Value.counted(done, len(due), found.count(), evidence)


def due_for_meetings(user: Any, on: date) -> list[DueItem]:
    """Ask keepers for the next move of each meeting, and members for their answer."""
    found = []
    for meeting in Meeting.objects.visible_to(user).filter(state__in=ASKS).select_related("group"):
        page, (why, days) = meeting.get_absolute_url(), ASKS[State(meeting.state)]
        if may(user, "meetings.run", meeting):
            found.append(DueItem(str(meeting), why, meeting.on + timedelta(days=days), page))
    return found


def coming(user: Any) -> dict[str, Any]:
    """Give a person's next meeting, for their home."""
    seen = Meeting.objects.visible_to(user).filter(state=State.CALLED, on__gte=today())
    return {"meeting": seen.select_related("group").last()}


def news_of_meetings(period: Period) -> list[NewsItem]:
    """Tell which meetings took place in a period."""
    found = Meeting.objects.held().filter(on__range=(period.start, period.end), published=True)
    return [NewsItem(m.on, "Meetings", str(m), m.get_absolute_url()) for m in found]


HELD = "Meetings of the group that monitors the plan, of those due by its rule."
DONE = "Actions that meetings decided on and that are completed, of those due by now."
MEASURES = (
    Measure("meetings.held", "Meetings held", HELD, ("3",), "meetings", held),
    Measure("meetings.actions", "Actions from minutes", DONE, ("3",), "actions", actions_done),
)
