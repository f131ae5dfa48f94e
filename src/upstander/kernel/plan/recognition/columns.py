"""What the columns of a table hold: by their headings, and by what stands in them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from upstander.kernel.plan.recognition.days import like_due
from upstander.kernel.plan.recognition.headings import is_number, read_heading
from upstander.kernel.plan.recognition.statuses import is_status
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import (
    OBJECTIVE_WORDS,
    THEME_WORDS,
    plain,
)

_BODIES = re.compile(
    r"\b(police|council|safer|team|group|partnership|board|service|services|officer|manager|housing|"
    r"met|mps|nhs|trust|school|college|university|community safety|all|partners|cps|btp|tfl|lead|"
    r"head of|director|coordinator|adults|children)\b|(?-i:\b[A-Z]{2,6}\b)",
    re.IGNORECASE,
)
_RANKS = re.compile(r"(?:very )?(?:high|medium|low|h|m|l|critical|essential|desirable)", re.I)
SAMPLE = 80  # rows are enough to know a column by
_SAMPLE_YEAR = date(2024, 4, 1)


@dataclass
class Columns:
    """Which column holds what, under which heading; `width` is that of the table."""

    roles: dict[int, str]
    headings: dict[int, str]
    width: int
    place: str = ""
    grouped: bool = False

    def of(self, role: str) -> list[int]:
        """List the columns of a role from left to right."""
        return sorted(column for column, held in self.roles.items() if held == role)

    def has(self, *roles: str) -> bool:
        """Tell whether any column has one of some roles."""
        return any(held in roles for held in self.roles.values())

    @property
    def of_a_plan(self) -> bool:
        """Tell whether rows below these headings can be part of a plan."""
        return self.has("action") or (self.has("objective") and len(self.roles) > 1)


def settle_roles(columns: Columns, rows: Sequence[View]) -> dict[int, str]:
    """Give each column the role that its heading and its cells agree on best."""
    roles = dict(columns.roles)
    data = [view for view in rows if len(view.filled) > 1][:SAMPLE]
    held = {
        column: [view.text(column) for view in data if view.text(column)]
        for column in range(columns.width)
    }
    for column, role in list(roles.items()):
        roles[column] = _corrected(role, held.get(column, []), roles)
    _fill_unnamed(roles, held, columns)
    _part_numbers(roles, held)
    _one_parent(roles, columns)
    _find_action(roles, held)
    return roles


def _corrected(role: str, texts: list[str], roles: dict[int, str]) -> str:
    if role == "theme" and texts and all(_RANKS.fullmatch(text.strip()) for text in texts):
        return "other"
    if role == "status" and texts and _share(texts, is_status) < 0.4 and _mean(texts) > 30:
        return "progress"
    alone = "status" not in roles.values()
    if role == "progress" and alone and len(texts) > 1 and _share(texts, is_status) > 0.8:
        return "status"
    if role == "leads" and texts and _share(texts, _like_day) > 0.7:
        return "due"
    if role == "partners" and "leads" not in roles.values():
        return "leads"
    return role


def _fill_unnamed(roles: dict[int, str], held: dict[int, list[str]], columns: Columns) -> None:
    """Guess at columns without a telling heading by what they hold."""
    for column in range(columns.width):
        texts = held.get(column, [])
        if texts and not roles.get(column):
            usual = "other" if columns.headings.get(column) else ""
            guesses = (
                role
                for role, tells, share in _SIGNS_OF
                if role not in roles.values() and _share(texts, tells) > share
            )
            roles[column] = next(guesses, usual)


def _part_numbers(roles: dict[int, str], held: dict[int, list[str]]) -> None:
    """Tell the number of a theme or objective from its name, where both have a column."""
    for name in ("theme", "objective"):
        columns = sorted(column for column, role in roles.items() if role == name)
        numbers = [c for c in columns if held.get(c) and all(map(is_number, held[c]))]
        if numbers and len(numbers) < len(columns):
            roles[numbers[0]] = f"{name}.number"


def _one_parent(roles: dict[int, str], columns: Columns) -> None:
    """Settle what "Outcome" and "Aim" mean by what else there is."""
    for column in [column for column, role in roles.items() if role == "outcome"]:
        is_aim = plain(columns.headings.get(column, "")).endswith(("aim", "aims"))
        if is_aim and _between(column, roles):
            roles[column] = "theme.aim"
            continue
        before_action = all(column < other for other, r in roles.items() if r == "action")
        if "objective" not in roles.values() and before_action:
            roles[column] = "objective"
        elif "theme" not in roles.values() and _stands_before(column, "objective", roles):
            roles[column] = "theme"
        else:
            roles[column] = "other"


def _between(column: int, roles: dict[int, str]) -> bool:
    """Tell whether a column stands between theme and objective."""
    after_theme = any(role == "theme" and other < column for other, role in roles.items())
    return after_theme and _stands_before(column, "objective", roles)


def _stands_before(column: int, role: str, roles: dict[int, str]) -> bool:
    return any(held == role and column < other for other, held in roles.items())


def _find_action(roles: dict[int, str], held: dict[int, list[str]]) -> None:
    """Choose the column of actions: where several could be, the longest texts win."""
    actions = [column for column, role in roles.items() if role == "action"]
    for column in [column for column, role in roles.items() if role == "milestone"]:
        roles[column] = "action" if not actions else "other"
        actions = actions or [column]
    if len(actions) > 1:
        best = max(actions, key=lambda column: _mean(held.get(column, [])))
        for column in actions:
            roles[column] = "action" if column == best else "other"
    objectives = sorted(column for column, role in roles.items() if role == "objective")
    if not actions and len(objectives) > 1:
        roles[objectives[-1]] = "action"
        objectives.pop()
    for column in objectives[1:]:
        roles[column] = "other"


def guess_columns(rows: Sequence[View]) -> Columns | None:
    """Guess at the columns of a table without headings; None where it looks like no plan."""
    if not rows:
        return None
    columns = Columns({}, {}, max(view.width for view in rows))
    data = [view for view in rows if len(view.filled) > 1][:SAMPLE]
    held = {c: [v.text(c) for v in data if v.text(c)] for c in range(columns.width)}
    _fill_unnamed(columns.roles, held, columns)
    free = [c for c, texts in held.items() if texts and not columns.roles.get(c)]
    if not free or len(data) < 2:
        return None
    action = max(free, key=lambda column: _mean(held[column]))
    if _mean(held[action]) < 20:
        return None
    columns.roles[action] = "action"
    before = [c for c in free if c < action and _repeats(held[c])]
    for column, role in zip(reversed(before), ("objective", "theme"), strict=False):
        columns.roles[column] = role
    for column in free:
        if column > action and not columns.roles.get(column):
            columns.roles[column] = "progress"
            break
    return columns


def _repeats(texts: list[str]) -> bool:
    return bool(texts) and _mean(texts) > 8


def _labelled(words: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda text: read_heading(text).label in words


def _like_body(text: str) -> bool:
    return len(text) <= 90 and bool(_BODIES.search(text)) and not text.rstrip().endswith(".")


def _like_day(text: str) -> bool:
    return like_due(text, _SAMPLE_YEAR)


def _share(texts: Iterable[str], tells: Callable[[str], bool]) -> float:
    held = list(texts)
    return sum(tells(text) for text in held) / len(held) if held else 0.0


def _mean(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


# what tells a column without a heading, and how many of its cells must say so
_SIGNS_OF: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("number", is_number, 0.8),
    ("theme", _labelled(THEME_WORDS), 0.4),
    ("objective", _labelled(OBJECTIVE_WORDS), 0.4),
    ("status", is_status, 0.7),
    ("due", _like_day, 0.7),
    ("leads", _like_body, 0.5),
)
