"""When who is reminded: a week after asking, three days before the last day, and on it.

Then the deputy is asked as well. A pure function of days, so that it can be read in one look.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_AFTER = timedelta(days=7)
SECOND_BEFORE = timedelta(days=3)


class Step(StrEnum):
    """What the ladder says for today."""

    NOTHING = "nothing"
    REMIND = "remind"
    ASK_DEPUTY = "ask_deputy"


@dataclass(frozen=True)
class Waiting:
    """Somebody who has not answered everything, as the ladder sees them."""

    asked_on: date
    answer_by: date
    reminded_on: date | None = None
    deputy_asked: bool = False
    stands_in: bool = False


def step(waiting: Waiting, on: date) -> Step:
    """Say what is to be done today for somebody who still has to answer."""
    if on > waiting.answer_by:
        left_to_ask = not waiting.deputy_asked and not waiting.stands_in
        return Step.ASK_DEPUTY if left_to_ask else Step.NOTHING
    passed = [rung for rung in rungs(waiting) if rung <= on]
    last_letter = waiting.reminded_on or waiting.asked_on
    # of rungs that went by while nothing ran, one letter makes up for all
    return Step.REMIND if passed and last_letter < passed[-1] else Step.NOTHING


def rungs(waiting: Waiting) -> list[date]:
    """List the days of the reminders; those for which a short time leaves no room go."""
    days = {
        waiting.asked_on + FIRST_AFTER,
        waiting.answer_by - SECOND_BEFORE,
        waiting.answer_by,
    }
    return sorted(day for day in days if waiting.asked_on < day <= waiting.answer_by)
