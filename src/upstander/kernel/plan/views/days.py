"""Days in addresses and in sentences."""

from datetime import date

from upstander.kernel.clock import today
from upstander.kernel.reference.quarters import previous, quarter_of

MONTHS_OF = {
    1: "April to June",
    2: "July to September",
    3: "October to December",
    4: "January to March",
}


def chosen_day(written: str, otherwise: date) -> date:
    """Read a day from an address; what is no day, or lies ahead, gives the other one."""
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        return otherwise
    return day if day <= today() else otherwise


def last_quarter_end() -> date:
    """Give the last day of the quarter before this one."""
    return previous(quarter_of(today())).end


def in_words(day: date, beside: date | None = None) -> str:
    """Write a day as a sentence does: 30 September, with the year where it is another."""
    year = "" if beside and day.year == beside.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"
