"""What a number may say: its state, its period and its proof; never one bare percentage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """The six states of a number, which are never folded into one another (domain.md 21)."""

    VALUE = "value"
    ZERO = "zero"
    BLANK = "blank"
    NOT_DUE = "not_due"
    NOT_RECEIVED = "not_received"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Period:
    """A span of whole days, both ends included, and the objective asked about ('' is all)."""

    start: date
    end: date
    objective: str = ""


@dataclass(frozen=True)
class Evidence:
    """The list page that shows what was counted: a URL name and its filters."""

    page: str
    filters: Mapping[str, str | Sequence[str]]  # a list for any of several


@dataclass(frozen=True)
class Value:
    """What a measure says for a period: done, of what was due, of all; or why it cannot say.

    It never becomes one bare percentage: `numerator` done, `denominator` due by the end of the
    period, `total` in the whole year where that is known.
    """

    state: State
    numerator: int | None = None
    denominator: int | None = None
    total: int | None = None
    interval: tuple[float, float] | None = None
    evidence: Evidence | None = None

    @classmethod
    def counted(
        cls,
        done: int,
        due: int | None = None,
        total: int | None = None,
        evidence: Evidence | None = None,
    ) -> "Value":
        """Make a counted value; nothing due yet is its own state, and so is nought."""
        nought = State.NOT_DUE if due == 0 else State.ZERO
        return cls(State.VALUE if done else nought, done, due, total, evidence=evidence)
