"""What is counted, as cards: runs of dates, and measures with their history."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from upstander.kernel.figures import State, Value
from upstander.kernel.pages.charts import Figure, bars, run_of_months
from upstander.kernel.plan.models import MeasureSample
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.status import Cadence
from upstander.kernel.reference.quarters import quarter_of
from upstander.kernel.registry import Measure, all_measures

SHORTEST_RUN, LONGEST_RUN = 3, 14  # fewer are a sentence, more do not fit a card
STATE_WORDS = {
    State.ZERO: "None yet",
    State.BLANK: "Not recorded",
    State.NOT_DUE: "Nothing due yet",
    State.NOT_RECEIVED: "Not received",
    State.SUPPRESSED: "Too few to show",
}


@dataclass(frozen=True)
class RunCard:
    """The year of one action that comes round, drawn."""

    action: ActionRead
    figure: Figure
    url: str


def run_cards(actions: Iterable[ActionRead]) -> list[RunCard]:
    """Draw the year of each action that comes round often enough to be a run."""
    return [
        RunCard(action, _run(action), f"{reverse('plan:action', args=[action.pk])}#dates")
        for action in actions
        if not action.dropped and SHORTEST_RUN <= action.total <= LONGEST_RUN
    ]


def _run(action: ActionRead) -> Figure:
    facts = action.facts
    boxes = [(_box(action, h.label, f"{h.due_on:%B}"), _state(action, h)) for h in facts.this_year]
    return run_of_months(
        f"{action.reference} {_finding(action)}",
        boxes,
        done_word="done",
        column="Month" if action.cadence == Cadence.MONTHLY else "Date",
    )


def _box(action: ActionRead, label: str, month: str) -> str:
    return month if action.cadence == Cadence.MONTHLY else f"{month[:3]}: {label}"


def _state(action: ActionRead, happening: object) -> str:
    if happening in action.facts.done:
        return "done"
    return "missed" if happening in action.facts.due_by_now else "to come"


def _finding(action: ActionRead) -> str:
    """State what the run shows."""
    missed = action.facts.missed
    if missed:
        months = " and ".join(dict.fromkeys(f"{h.due_on:%B}" for h in missed))
        return f"{action.title}: {action.done} of {action.due_by_now} done, {months} missed"
    if not action.due_by_now:
        return f"{action.title}: nothing is due yet"
    return f"{action.title}: none of {action.due_by_now} due was missed"


@dataclass(frozen=True)
class MeasureCard:
    """One measure as it was last counted, with its history where there is one."""

    code: str
    title: str
    value: str
    note: str
    counted: MeasureSample
    figure: Figure | None


def measure_cards(samples: Sequence[MeasureSample]) -> list[MeasureCard]:
    """Make a card of each measure from samples sorted by code and period."""
    known = {measure.code: measure for measure in all_measures()}
    return [
        _card(known[code], list(rows))
        for code, rows in groupby(samples, key=lambda sample: sample.code)
        if code in known
    ]


def _card(measure: Measure, samples: list[MeasureSample]) -> MeasureCard:
    periods = list(last_of_each_period(samples))
    latest = periods[-1]
    return MeasureCard(
        measure.code,
        measure.title,
        number_in_words(latest),
        measure.definition,
        latest,
        history(measure, periods, f"{measure.title}: {number_in_words(latest)}"),
    )


def last_of_each_period(samples: Iterable[MeasureSample]) -> Iterator[MeasureSample]:
    """Keep the last count of each period, in the order of time."""
    for _, counts in groupby(samples, key=lambda sample: sample.starts_on):
        yield list(counts)[-1]


def number_in_words(sample: MeasureSample | Value) -> str:
    """Write done, due and total, or why there is no number."""
    state = State(sample.state)
    if state not in (State.VALUE, State.ZERO):
        return STATE_WORDS[state]
    if sample.denominator is None:
        return str(sample.numerator or 0)
    if sample.denominator == 0:
        return f"{sample.numerator or 0} so far, none due yet"
    return f"{sample.numerator or 0} of {sample.denominator} due"


def history(measure: Measure, periods: Sequence[MeasureSample], finding: str = "") -> Figure | None:
    """Draw a measure over its periods, where two have a number and not all are nought."""
    values = [
        (_quarter_name(sample), float(sample.numerator) if sample.numerator is not None else None)
        for sample in periods[-6:]
    ]
    if sum(value is not None for _, value in values) < 2 or not any(v for _, v in values):
        return None
    columns = ("Quarter", measure.unit.capitalize())
    return bars(finding or _last_two(measure, periods), values, columns=columns)


def _last_two(measure: Measure, periods: Sequence[MeasureSample]) -> str:
    """State how the last period compares with the one before."""
    (before, earlier), (now, latest) = (
        (sample.numerator or 0, quarter_of(sample.starts_on).number) for sample in periods[-2:]
    )
    so_far = " so far" if periods[-1].ends_on > periods[-1].counted_on else ""
    return f"{now} {measure.unit} in quarter {latest}{so_far}, {before} in quarter {earlier}"


def _quarter_name(sample: MeasureSample) -> str:
    quarter = quarter_of(sample.starts_on)
    return f"Q{quarter.number} {quarter.year[2:4]}"
