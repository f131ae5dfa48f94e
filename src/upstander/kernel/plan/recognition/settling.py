"""Settles what columns hold where headings leave it open, by what stands in them."""

import re
from collections.abc import Sequence

from upstander.kernel.plan.recognition.columns import (
    Columns,
    fill_unnamed,
    like_day,
    mean,
    sample_of,
    share,
)
from upstander.kernel.plan.recognition.headings import is_number
from upstander.kernel.plan.recognition.statuses import is_mark, is_percentage, is_status
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import is_period, plain

Held = dict[int, list[str]]
_RANKS = re.compile(
    r"(?:very )?(?:high|medium|low|h|m|l|critical|essential|desirable|urgent|important|normal)",
    re.I,
)
_LIKE_WORDS = re.compile(r"[^\W\d_]{2,}.*\s.*[^\W\d_]{2,}", re.DOTALL)
_COUNTED = re.compile(r"(\D*?)\s*(?:no |number )?\d{1,2}")
_NAMES_LEVEL = re.compile(r"\b(?:aims?|outcomes?)\b")
_BEST_ACTIONS = (r"\bactions?\b", r"^what\b|\bactivit|\btasks?\b", r"\bhow\b")


def settle_roles(columns: Columns, rows: Sequence[View]) -> dict[int, str]:
    """Give each column the role that its heading and its cells agree on best."""
    settled = Columns(dict(columns.roles), columns.headings, columns.width, columns.place)
    data, held = sample_of(rows, columns.width)
    roles = settled.roles
    for column, role in list(roles.items()):
        roles[column] = _corrected(role, held.get(column, []), roles)
    _settle_ticks(settled, held)
    _settle_marks(settled, held)
    _settle_periods(settled, data, held)
    fill_unnamed(settled, held)
    _name_the_left(settled, held)
    _find_due(settled, held)
    _part_numbers(roles, held)
    _settle_commitments(roles)
    _rescue_action(settled, held)
    _one_parent(roles, columns)
    _find_action(settled, held)
    return roles


def _corrected(role: str, texts: list[str], roles: dict[int, str]) -> str:
    if role == "theme" and texts and all(_RANKS.fullmatch(text.strip()) for text in texts):
        return "other"
    if role == "status" and texts:
        return _status_or_progress(texts, roles)
    alone = "status" not in roles.values()
    if role == "progress" and alone and len(texts) > 1 and share(texts, is_status) > 0.8:
        return "status"
    if role == "leads" and texts and share(texts, like_day) > 0.7:
        return "due"
    if role == "partners" and "leads" not in roles.values():
        return "leads"
    return role


def _status_or_progress(texts: list[str], roles: dict[int, str]) -> str:
    """Tell a column of states from one of updates, and from percentages beside a state."""
    if share(texts, is_percentage) > 0.6 and list(roles.values()).count("status") > 1:
        return "progress"
    return "progress" if share(texts, is_status) < 0.4 and mean(texts) > 30 else "status"


def _settle_ticks(columns: Columns, held: Held) -> None:
    """Tell columns named for states, below which a mark says which of them holds."""
    named = [c for c, heading in columns.headings.items() if is_status(heading)]
    if len(named) > 1 and all(len(text) <= 3 for column in named for text in held.get(column, ())):
        for column in named:
            columns.roles[column] = "tick"


def _settle_marks(columns: Columns, held: Held) -> None:
    """Tell columns named for those who lead, below which a mark says what they lead."""
    named = [
        column
        for column, heading in columns.headings.items()
        if heading
        and columns.roles.get(column, "") in ("", "leads", "partners")
        and not is_period(heading)
        and held.get(column)
        and all(map(is_mark, held[column]))
    ]
    if len(named) > 1:
        columns.roles |= dict.fromkeys(named, "leads.mark")


def _settle_periods(columns: Columns, data: Sequence[View], held: Held) -> None:
    """Tell what columns named for months or quarters hold: states, updates, or marks in time."""
    periods = [c for c in range(columns.width) if is_period(columns.headings.get(c, ""))]
    bare = [column for column in periods if not columns.roles.get(column)]
    texts = [text for column in bare for text in held[column]]
    shaded = sum(bool(view.colours.get(column)) for view in data for column in bare)
    if not texts and not shaded:
        return
    role = "progress"
    if all(len(text) <= 2 for text in texts):
        by_colour = "status" not in columns.roles.values() and len(bare) <= 4
        telling = texts and share(texts, is_status) > 0.7
        role = "status" if telling or (not texts and by_colour) else "schedule"
    elif share(texts, is_status) > 0.7:
        role = "status"
    for column in bare:
        columns.roles[column] = role


def _name_the_left(columns: Columns, held: Held) -> None:
    """Take columns without a heading before the actions for themes and objectives."""
    actions = columns.of("action")
    for column in range(min(actions, default=0)):
        unnamed = not columns.headings.get(column) and not columns.roles.get(column)
        free = [role for role in ("theme", "objective") if not columns.has(role)]
        if unnamed and free and share(held.get(column, []), _names_something) > 0.7:
            columns.roles[column] = free[0]


def _names_something(text: str) -> bool:
    return 3 <= len(text) <= 120 and not is_number(text)


def _find_due(columns: Columns, held: Held) -> None:
    """Find when things are due under headings such as "Target" that need not mean a day."""
    if "due" in columns.roles.values():
        return
    for column, role in columns.roles.items():
        texts = held.get(column, [])
        if role in ("milestone", "other", "outcome") and share(texts, _like_dated) > 0.7:
            heading = plain(columns.headings.get(column, ""))
            if not heading.startswith(("start", "date", "last", "begin")):
                columns.roles[column] = "due"
                return


def _like_dated(text: str) -> bool:
    return len(text) > 1 and not text.isdecimal() and like_day(text)


def _part_numbers(roles: dict[int, str], held: Held) -> None:
    """Tell the number of a theme or objective from its name, where both have a column."""
    for name in ("theme", "objective"):
        columns = sorted(column for column, role in roles.items() if role == name)
        numbers = [c for c in columns if held.get(c) and all(map(is_number, held[c]))]
        if numbers and len(numbers) < len(columns):
            roles[numbers[0]] = f"{name}.number"


def _settle_commitments(roles: dict[int, str]) -> None:
    """A commitment is what is done where nothing else is, else what it is done for."""
    done = any(role in ("action", "milestone") for role in roles.values())
    for column in [column for column, role in roles.items() if role == "commitment"]:
        free = "objective" not in roles.values() if done else "action" not in roles.values()
        roles[column] = ("objective" if done else "action") if free else "other"


def _rescue_action(columns: Columns, held: Held) -> None:
    """Take a column such as "Action and latest update" for actions where no other holds them."""
    if columns.has("action", "milestone"):
        return
    named = [
        c for c, heading in columns.headings.items() if re.search(r"\bactions?\b", plain(heading))
    ]
    if named:
        columns.roles[max(named, key=lambda column: mean(held.get(column, [])))] = "action"


def _one_parent(roles: dict[int, str], columns: Columns) -> None:
    """Settle what "Outcome" and "Aim" mean by what else there is."""
    _pair_outcomes(roles, columns)
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


def _pair_outcomes(roles: dict[int, str], columns: Columns) -> None:
    """Take "Aim" and "Outcome" side by side before the actions for a theme and its objectives."""
    named = [
        column
        for column, role in sorted(roles.items())
        if role == "outcome" and _NAMES_LEVEL.search(plain(columns.headings.get(column, "")))
    ]
    free = not {"theme", "objective"}.intersection(roles.values())
    if free and len(named) > 1 and _stands_before(named[1], "action", roles):
        roles[named[0]], roles[named[1]] = "theme", "objective"


def _between(column: int, roles: dict[int, str]) -> bool:
    """Tell whether a column stands between theme and objective."""
    after_theme = any(role == "theme" and other < column for other, role in roles.items())
    return after_theme and _stands_before(column, "objective", roles)


def _stands_before(column: int, role: str, roles: dict[int, str]) -> bool:
    return any(held == role and column < other for other, held in roles.items())


def _find_action(columns: Columns, held: Held) -> None:
    """Choose the column of actions: by its heading, else the longest texts win."""
    roles = columns.roles
    actions = columns.of("action")
    for column in columns.of("milestone"):
        free = not actions and share(held.get(column, []), _reads_as_words) >= 0.5
        roles[column] = "action" if free else "other"
        actions = actions or columns.of("action")
    if len(actions) > 1 and not _counted(columns, actions):
        best = max(actions, key=lambda column: _claim(columns, column, held))
        for column in actions:
            roles[column] = "action" if column == best else "other"
    objectives = columns.of("objective")
    if not actions and len(objectives) > 1:
        roles[objectives.pop()] = "action"
    for column in objectives[1:]:
        roles[column] = "other"


def _reads_as_words(text: str) -> bool:
    return bool(_LIKE_WORDS.search(text))


def _counted(columns: Columns, actions: list[int]) -> bool:
    """Tell columns such as "Action 1" and "Action 2", which all hold actions."""
    found = [_COUNTED.fullmatch(plain(columns.headings.get(column, ""))) for column in actions]
    return all(found) and len({match[1] for match in found if match}) == 1


def _claim(columns: Columns, column: int, held: Held) -> tuple[int, float]:
    heading = plain(columns.headings.get(column, ""))
    rank = next(
        (
            len(_BEST_ACTIONS) - at
            for at, words in enumerate(_BEST_ACTIONS)
            if re.search(words, heading)
        ),
        0,
    )
    return rank, mean(held.get(column, []))
