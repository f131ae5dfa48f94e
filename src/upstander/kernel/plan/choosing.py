"""Which actions a list shows: the filters of the page, its address and its files alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from upstander.kernel.plan.between import declared_at, end_of
from upstander.kernel.plan.counting import is_late
from upstander.kernel.plan.standing import DUE_SOON, ActionRead, PlanRead
from upstander.kernel.plan.status import Status
from upstander.kernel.reference.quarters import quarter_of

KEYS = ("status", "theme", "lead", "objective", "flag")
UNSAID = "none"  # in addresses: no status has been declared yet
NO_LEAD = "none"


@dataclass(frozen=True)
class Days:
    """The days that the flags look at."""

    on: date
    quarter_start: date

    @classmethod
    def of(cls, read: PlanRead) -> "Days":
        """Take them from the day of reading."""
        return cls(read.on, quarter_of(read.on).start)

    @property
    def last_quarter_end(self) -> date:
        """Give the last day of the quarter before."""
        return self.quarter_start - timedelta(days=1)


def falls_due(action: ActionRead, days: Days) -> bool:
    """Tell whether something falls due in the coming thirty days."""
    coming = action.next_due()
    return coming is not None and coming[0] <= days.on + DUE_SOON


def moved(action: ActionRead, days: Days) -> bool:
    """Tell whether the declared status is another than at the end of the last quarter."""
    return declared_at(action, end_of(days.last_quarter_end)) != action.declared


FLAGS: Mapping[str, tuple[str, Callable[[ActionRead, Days], bool]]] = {
    "contradiction": ("Need a reason", lambda action, days: action.contradicts),
    "reason": ("Reason given", lambda action, days: action.differs and bool(action.reason)),
    "silent": (
        "No update",
        lambda action, days: not action.updated_since(days.quarter_start),
    ),
    "late": ("Late", lambda action, days: is_late(action)),
    "due": ("Due in 30 days", falls_due),
    "moved": ("Moved", moved),
    "dropped": ("Taken out", lambda action, days: action.dropped),
}


@dataclass(frozen=True)
class Choice:
    """The filters in force; '' is no filter."""

    status: str = ""
    theme: str = ""
    lead: str = ""
    objective: str = ""
    flag: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Choice":
        """Read the filters from an address."""
        return cls(**{key: query.get(key, "").strip()[:40] for key in KEYS})

    def picks(self, action: ActionRead, days: Days) -> bool:
        """Tell whether an action is shown. A value that nothing has picks nothing."""
        if action.dropped is not (self.flag == "dropped"):
            return False
        return (
            self.status in ("", action.declared or UNSAID)
            and self.theme in ("", action.objective.theme_number)
            and self.objective in ("", action.objective.number)
            and self._led(action)
            and self._flagged(action, days)
        )

    def _led(self, action: ActionRead) -> bool:
        if self.lead in ("", NO_LEAD):
            return not self.lead or not action.leads
        return self.lead in {str(key) for key in action.led_by()}

    def _flagged(self, action: ActionRead, days: Days) -> bool:
        if not self.flag:
            return True
        return self.flag in FLAGS and FLAGS[self.flag][1](action, days)

    @property
    def query(self) -> dict[str, str]:
        """Give the filters in force by name."""
        return {key: getattr(self, key) for key in KEYS if getattr(self, key)}


def choose(read: PlanRead, choice: Choice) -> list[ActionRead]:
    """List the actions that the filters leave, in the plan's order."""
    days = Days.of(read)
    everything = (action for theme in read.themes for action in theme.actions)
    return [action for action in everything if choice.picks(action, days)]


def count_flags(read: PlanRead) -> dict[str, int]:
    """Count how many actions each flag would show, and those declared Behind."""
    counts = {flag: len(choose(read, Choice(flag=flag))) for flag in FLAGS}
    return counts | {"behind": len(choose(read, Choice(status=Status.BEHIND)))}
