"""What the columns of a table hold, and how a column without a heading is known by its cells."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from upstander.kernel.plan.recognition.days import like_due
from upstander.kernel.plan.recognition.headings import is_number, read_heading
from upstander.kernel.plan.recognition.statuses import is_status
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import OBJECTIVE_WORDS, THEME_WORDS, plain

_BODIES = re.compile(
    r"\b(police|council|safer|team|group|partnership|board|service|services|officer|manager|housing|"
    r"met|mps|nhs|trust|school|college|university|community safety|all|partners|cps|btp|tfl|lead|"
    r"head of|director|coordinator|adults|children)\b|(?-i:\b[A-Z]{2,6}\b)",
    re.IGNORECASE,
)
# headings of tables that stand beside a plan: registers of risks, of versions, of people
_ELSEWHERE = re.compile(
    r"\b(?:likelihood|probability|mitigat\w+|signatures?|signed|versions?|authors?|attend\w*"
    r"|apologies|telephone|phone|e ?mail|definitions?|abbreviations?|acronyms?|amendments?)\b"
)
SAMPLE = 80  # rows are enough to know a column by
_SAMPLE_YEAR = date(2024, 4, 1)


@dataclass
class Columns:
    """Which column holds what, under which heading; `width` is that of the table."""

    roles: dict[int, str]
    headings: dict[int, str]
    width: int
    place: str = ""
    shaded: int = -1  # the column whose colour says how an action stands

    def of(self, role: str) -> list[int]:
        """List the columns of a role from left to right."""
        return sorted(column for column, held in self.roles.items() if held == role)

    def has(self, *roles: str) -> bool:
        """Tell whether any column has one of some roles."""
        return any(held in roles for held in self.roles.values())

    @property
    def of_a_plan(self) -> bool:
        """Tell whether rows below these headings can be part of a plan."""
        if any(_ELSEWHERE.search(plain(heading)) for heading in self.headings.values()):
            return False
        return self.has("action") or (self.has("objective") and len(self.roles) > 1)


def guess_columns(rows: Sequence[View]) -> Columns | None:
    """Guess at the columns of a table without headings; None where it looks like no plan."""
    if not rows:
        return None
    columns = Columns({}, {}, max(view.width for view in rows))
    data, held = sample_of(rows, columns.width)
    fill_unnamed(columns, held)
    free = [c for c, texts in held.items() if texts and not columns.roles.get(c)]
    if not free or len(data) < 2:
        return None
    action = max(free, key=lambda column: mean(held[column]))
    if mean(held[action]) < 20:
        return None
    columns.roles[action] = "action"
    before = [c for c in free if c < action and mean(held[c]) > 8]
    for column, role in zip(reversed(before), ("objective", "theme"), strict=False):
        columns.roles[column] = role
    for column in free:
        if column > action and not columns.roles.get(column):
            columns.roles[column] = "progress"
            break
    return columns


def sample_of(rows: Sequence[View], width: int) -> tuple[list[View], dict[int, list[str]]]:
    """Give the rows by which columns are known, and what stands in each column of them."""
    data = [view for view in rows if len(view.filled) > 1][:SAMPLE]
    held = {
        column: [view.text(column) for view in data if view.text(column)] for column in range(width)
    }
    return data, held


def fill_unnamed(columns: Columns, held: dict[int, list[str]]) -> None:
    """Guess at columns without a telling heading by what they hold."""
    roles = columns.roles
    for column in range(columns.width):
        texts = held.get(column, [])
        if texts and not roles.get(column):
            usual = "other" if columns.headings.get(column) else ""
            guesses = (
                role
                for role, tells, least in _SIGNS_OF
                if role not in roles.values() and share(texts, tells) > least
            )
            roles[column] = next(guesses, usual)


def like_day(text: str) -> bool:
    """Tell whether a cell could say when something is due."""
    return like_due(text, _SAMPLE_YEAR)


def share(texts: Iterable[str], tells: Callable[[str], bool]) -> float:
    """Give the share of texts of which something is true."""
    held = list(texts)
    return sum(tells(text) for text in held) / len(held) if held else 0.0


def mean(texts: Sequence[str]) -> float:
    """Give the mean length of texts."""
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _labelled(words: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda text: read_heading(text).label in words


def _like_body(text: str) -> bool:
    return len(text) <= 90 and bool(_BODIES.search(text)) and not text.rstrip().endswith(".")


# what tells a column without a heading, and how many of its cells must say so
_SIGNS_OF: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("number", is_number, 0.8),
    ("theme", _labelled(THEME_WORDS), 0.4),
    ("objective", _labelled(OBJECTIVE_WORDS), 0.4),
    ("status", is_status, 0.7),
    ("due", like_day, 0.7),
    ("leads", _like_body, 0.5),
)
