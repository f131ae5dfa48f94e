"""What the rules suggest an action's status is, and why, in one sentence.

A pure function of dates, occurrences, measures, dependencies and updates: no database, no clock.
The rules stand in one list and the first that speaks wins. They are our own proposal, written so
that a sceptical chair can check each against the page (design.md 4, Plan).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from upstander.kernel.plan.status import Status

STALE_AFTER = timedelta(days=120)  # one quarter, and a month to answer in


@dataclass(frozen=True)
class Happening:
    """One occurrence as the rules see it."""

    label: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Tally:
    """One tied measure as it was last counted: its title, done, due."""

    title: str
    done: int
    due: int


@dataclass(frozen=True)
class Facts:
    """All that the rules may look at, as it was known at the end of `on`."""

    on: date
    starts_on: date
    ends_on: date
    due: date | None = None
    happenings: tuple[Happening, ...] = ()
    tallies: tuple[Tally, ...] = ()
    waits_for: tuple[str, ...] = ()  # titles of open dependencies
    lifted: tuple[str, date] | None = None  # the dependency met last, and when
    declared: str = ""
    declared_on: date | None = None  # when that status was said
    heard_on: date | None = None  # when anything was said last, with a status or without
    has_evidence: bool = False

    @cached_property
    def this_year(self) -> tuple[Happening, ...]:
        """Keep the occurrences that fall into the plan's year."""
        return tuple(h for h in self.happenings if self.starts_on <= h.due_on <= self.ends_on)

    @cached_property
    def due_by_now(self) -> tuple[Happening, ...]:
        """Keep the year's occurrences whose day has gone by."""
        return tuple(h for h in self.this_year if h.due_on < self.on)

    @cached_property
    def done(self) -> tuple[Happening, ...]:
        """Keep the year's occurrences that took place."""
        return tuple(h for h in self.this_year if h.done_on is not None and h.done_on <= self.on)

    @cached_property
    def missed(self) -> tuple[Happening, ...]:
        """Keep the year's occurrences whose day has gone by without them."""
        return tuple(h for h in self.due_by_now if h.done_on is None or h.done_on > self.on)


@dataclass(frozen=True)
class Suggestion:
    """A status and the reason for it."""

    status: Status
    reason: str


Rule = Callable[[Facts], Suggestion | None]


def waits(facts: Facts) -> Suggestion | None:
    """Suggest On Hold while something outside is missing and nothing has been done."""
    if not facts.waits_for or facts.done:
        return None
    return Suggestion(Status.ON_HOLD, f"Waits for {_lower_first(facts.waits_for[0])}.")


def something_was_missed(facts: Facts) -> Suggestion | None:
    """Suggest Behind when an occurrence's day went by without it."""
    late = facts.missed
    if not late:
        return None
    if len(facts.due_by_now) == 1:
        return Suggestion(Status.BEHIND, f"Was due on {day(late[0].due_on)}; not recorded as done.")
    due = len(facts.due_by_now)
    done = due - len(late)
    counted = f"{number(done).capitalize()} of {number(due)} due so far {was(done)} done"
    return Suggestion(Status.BEHIND, f"{counted}; {late[-1].label} is missing.")


def a_measure_is_short(facts: Facts) -> Suggestion | None:
    """Suggest Behind when a tied measure counts less than was due."""
    for tally in facts.tallies:
        if tally.done < tally.due:
            return Suggestion(Status.BEHIND, f"{tally.title}: {tally.done} of {tally.due} due.")
    return None


def all_took_place(facts: Facts) -> Suggestion | None:
    """Suggest Completed when each occurrence of the year is done."""
    if not facts.this_year or len(facts.done) < len(facts.this_year):
        return None
    last = max(h.done_on for h in facts.done if h.done_on)
    if len(facts.this_year) == 1:
        return Suggestion(Status.COMPLETED, f"Done on {day(last)}.")
    count = len(facts.this_year)
    counted = f"{'Both' if count == 2 else f'All {number(count)}'} of the year are done"
    return Suggestion(Status.COMPLETED, f"{counted}; the last on {day(last)}.")


def shown_complete(facts: Facts) -> Suggestion | None:
    """Suggest Completed when it is reported complete with evidence and nothing is to come."""
    if facts.declared != Status.COMPLETED or facts.this_year or not facts.declared_on:
        return None
    if not facts.has_evidence:
        return None
    return Suggestion(
        Status.COMPLETED, f"Reported complete on {day(facts.declared_on)}, with evidence."
    )


def its_day_went_by(facts: Facts) -> Suggestion | None:
    """Suggest Behind when the due date is past and nothing shows that it was done."""
    if facts.due is None or facts.due >= facts.on or facts.this_year:
        return None
    return Suggestion(Status.BEHIND, f"Was due on {day(facts.due)}; nothing shows it was done.")


def nothing_shows_it(facts: Facts) -> Suggestion | None:
    """Suggest In Progress when it is called complete and nothing shows it."""
    if facts.declared != Status.COMPLETED:
        return None
    to_come = len(facts.this_year) - len(facts.done)
    if to_come:
        return Suggestion(Status.IN_PROGRESS, f"{number(to_come).capitalize()} still to come.")
    return Suggestion(Status.IN_PROGRESS, "Reported complete, but nothing shows it.")


def nobody_spoke(facts: Facts) -> Suggestion | None:
    """Suggest Behind when no update has come for a quarter and a month."""
    heard = facts.heard_on or facts.starts_on
    if facts.on - heard <= STALE_AFTER or facts.done:
        return None
    since = f"since {day(facts.heard_on)}" if facts.heard_on else "this year"
    return Suggestion(Status.BEHIND, f"No update {since}, and nothing is recorded.")


def nothing_holds_it(facts: Facts) -> Suggestion | None:
    """Suggest In Progress when it is called On Hold and nothing recorded holds it."""
    if facts.declared != Status.ON_HOLD or facts.waits_for:
        return None
    if facts.lifted:
        title, on = facts.lifted
        return Suggestion(Status.IN_PROGRESS, f"{title}: met on {day(on)}. Nothing holds it now.")
    return Suggestion(Status.IN_PROGRESS, "Nothing is recorded that holds it.")


def it_goes_on(facts: Facts) -> Suggestion:
    """Suggest In Progress otherwise, saying how far it is."""
    due, done = len(facts.due_by_now), len(facts.done)
    to_come = len(facts.this_year) - done
    if not facts.this_year:
        spoke = f"Last update on {day(facts.heard_on)}" if facts.heard_on else "It has begun"
        return Suggestion(Status.IN_PROGRESS, f"{spoke}; nothing due is missing.")
    if not due and not done:
        first = min(h.due_on for h in facts.this_year)
        return Suggestion(Status.IN_PROGRESS, f"Nothing is due before {day(first)}.")
    counted = f"{number(done).capitalize()} done, none missed"
    return Suggestion(Status.IN_PROGRESS, f"{counted}; {number(to_come)} to come.")


RULES: tuple[Rule, ...] = (
    waits,
    something_was_missed,
    a_measure_is_short,
    all_took_place,
    shown_complete,
    its_day_went_by,
    nothing_shows_it,
    nobody_spoke,
    nothing_holds_it,
)


def suggest(facts: Facts) -> Suggestion:
    """Say what the first rule that applies says."""
    for rule in RULES:
        found = rule(facts)
        if found:
            return found
    return it_goes_on(facts)


WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def number(count: int) -> str:
    """Write a small number as a word, as plain English does."""
    return WORDS[count] if count < len(WORDS) else str(count)


def was(count: int) -> str:
    """Give the verb that goes with a count."""
    return "was" if count == 1 else "were"


def day(on: date | None) -> str:
    """Write a day as people say it; the year is the plan's."""
    return f"{on.day} {on:%B}" if on else ""


def _lower_first(title: str) -> str:
    """Fit a title into a sentence, leaving abbreviations as they are."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
