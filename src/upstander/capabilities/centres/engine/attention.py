"""What of a centre falls due when: a pure function, so that the same words stand everywhere."""

from dataclasses import dataclass
from datetime import date, timedelta

STUCK_AFTER = timedelta(days=60)  # in one stage before it is live: then somebody should ask why
AHEAD = timedelta(days=30)  # training and agreements are mentioned before they lapse


@dataclass(frozen=True)
class State:
    """What the rules look at: the columns that are kept up on each centre."""

    stage: str
    stage_title: str
    stage_since: date
    trained_until: date | None
    check_due_on: date | None
    failed: bool
    agreement_ends_on: date | None
    publicity_due_on: date | None


@dataclass(frozen=True)
class Matter:
    """One thing that needs a person: by when, of what kind, and in words."""

    on: date
    kind: str
    words: str


def matters(state: State, today: date) -> list[Matter]:
    """List what falls due of a centre, the earliest first, in words that a date can follow."""
    if state.stage in ("closed", "paused", ""):
        return []
    found = _of_a_live_one(state, today) if state.stage == "live" else _of_a_prospect(state)
    if state.agreement_ends_on:
        found.append(Matter(state.agreement_ends_on, "agreement", "Agreement to renew"))
    return sorted(found, key=lambda matter: (matter.on, matter.kind))


def _of_a_live_one(state: State, today: date) -> list[Matter]:
    found = []
    if state.check_due_on:
        words = "Failed check to follow up" if state.failed else "Quarterly check"
        found.append(Matter(state.check_due_on, "check", words))
    if state.trained_until is None:
        found.append(Matter(state.stage_since, "training", "Nobody trained"))
    else:
        words = "Nobody trained" if state.trained_until < today else "Training to refresh"
        found.append(Matter(state.trained_until, "training", words))
    if state.publicity_due_on:
        found.append(Matter(state.publicity_due_on, "publicity", "Posters and pages to look at"))
    return found


def _of_a_prospect(state: State) -> list[Matter]:
    words = f"{STUCK_AFTER.days} days at {state.stage_title}"
    return [Matter(state.stage_since + STUCK_AFTER, "stuck", words)]


def attention_on(state: State) -> date | None:
    """Give the day on which the first of these falls due."""
    return min((matter.on for matter in matters(state, date.min)), default=None)
