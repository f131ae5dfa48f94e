"""The plan as plain text that anybody can read, and that reads back without loss.

A line that begins at the margin is a label with what it says; whatever is set in below it belongs
to the same label. So no words of a person can be taken for a label, whatever they are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from upstander.kernel.plan.interchange.cells import status_of
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    NotAPlan,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import clean, lines, one_line
from upstander.kernel.plan.status import Status

HEAD = "Work plan"
THEME, OBJECTIVE, ACTION = "Theme", "Objective", "Action"
TITLE, YEAR, AIM, LEADS = "Title", "Year", "Aim", "Led by"
STATUS, DUE, PROGRESS, WAITS, REF = "Status", "Due", "Progress", "Depends on", "Ref"
_LABELS = frozenset(
    (HEAD, THEME, OBJECTIVE, ACTION, TITLE, YEAR, AIM, LEADS, STATUS, DUE, PROGRESS, WAITS, REF)
)
_INDENT = "    "
_LINE = re.compile(r"([A-Z][a-z]+(?: [a-z]+)?):(?: (.*))?", re.DOTALL)

Entry = tuple[str, str]


def to_text(document: PlanDocument) -> bytes:
    """Write a plan as text."""
    return "".join(f"{line}\n" for line in _written(document)).encode("utf-8-sig")


def from_text(content: bytes) -> PlanDocument | None:
    """Read a plan that `to_text` wrote; None for any other text.

    Raises NotAPlan where the text is one of ours, but something in it cannot be read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    entries = _entries(text.replace("\r\n", "\n"))
    if entries is None or not entries or entries[0][0] != HEAD:
        return None
    return _Reader(entries).document()


# ---- writing


def _written(document: PlanDocument) -> Iterator[str]:
    yield from _entry(HEAD, document.title)
    yield from _entry(YEAR, document.year)
    for theme in document.themes:
        yield ""
        yield from _entry(THEME, theme.number)
        yield from _entry(TITLE, theme.title)
        yield from _entry(AIM, theme.aim)
        for objective in theme.objectives:
            yield from _objective(objective)


def _objective(objective: ObjectiveDocument) -> Iterator[str]:
    yield ""
    yield from _entry(OBJECTIVE, objective.number)
    yield from _entry(TITLE, objective.title)
    yield from _sides(objective)
    yield from _entry(WAITS, "\n".join(objective.depends_on))
    for action in objective.actions:
        yield from _entry(ACTION, action.text)
        yield from _entry(REF, action.reference)
        yield from _sides(action)


def _sides(said: ObjectiveDocument | ActionDocument) -> Iterator[str]:
    yield from _entry(LEADS, "\n".join(said.leads))
    yield from _entry(STATUS, str(Status(said.status).label) if said.status else "")
    yield from _entry(DUE, said.due.isoformat() if said.due else "")
    yield from _entry(PROGRESS, said.progress)


def _entry(label: str, words: str) -> Iterator[str]:
    if not words and label not in (HEAD, TITLE):
        return
    first, *rest = words.split("\n")
    yield f"{label}: {first}".rstrip(" ") if not first else f"{label}: {first}"
    for line in rest:
        yield f"{_INDENT}{line}"


# ---- reading


def _entries(text: str) -> list[Entry] | None:
    """Take text apart into labels and their words; None where it is not set out like that."""
    found: list[tuple[str, list[str]]] = []
    blank = 0
    for line in text.split("\n"):
        if line.startswith(_INDENT) and found:
            # an editor may have taken the blanks off an empty line
            found[-1][1].extend([""] * blank + [line.removeprefix(_INDENT)])
        elif line.strip():
            match = _LINE.fullmatch(line)
            if match is None or match[1] not in _LABELS:
                return None
            found.append((match[1], [match[2] or ""]))
        blank = 0 if line.strip() or line.startswith(_INDENT) else blank + 1
    return [(label, clean("\n".join(words))) for label, words in found]


@dataclass
class _Group:
    """A theme, objective or action while its entries come in."""

    words: str
    said: dict[str, str] = field(default_factory=dict)
    members: "list[_Group]" = field(default_factory=list)


class _Reader:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.plan = _Group("")
        self.open = {HEAD: self.plan}
        last = self.plan
        above = {THEME: HEAD, OBJECTIVE: THEME, ACTION: OBJECTIVE}
        for label, words in entries:
            if label in above:
                last = self.begin(label, above[label], words)
            elif label == HEAD:
                self.plan.words = words
            else:
                last.said[label] = words

    def begin(self, label: str, above: str, words: str) -> _Group:
        parent = self.open.get(above)
        if parent is None:
            raise NotAPlan(f"The text has “{label}: {words[:60]}” below no {above.lower()}.")
        group = self.open[label] = _Group(words)
        parent.members.append(group)
        if label == THEME:
            self.open.pop(OBJECTIVE, None)
        return group

    def document(self) -> PlanDocument:
        themes = tuple(map(_theme_of, self.plan.members))
        return PlanDocument(
            one_line(self.plan.words), one_line(self.plan.said.get(YEAR, "")), themes
        )


def _theme_of(group: _Group) -> ThemeDocument:
    return ThemeDocument(
        one_line(group.words),
        one_line(group.said.get(TITLE, "")),
        group.said.get(AIM, ""),
        tuple(map(_objective_of, group.members)),
    )


def _objective_of(group: _Group) -> ObjectiveDocument:
    where = f"Objective {group.words}"
    return ObjectiveDocument(
        one_line(group.words),
        group.said.get(TITLE, ""),
        leads=lines(group.said.get(LEADS, "")),
        progress=group.said.get(PROGRESS, ""),
        status=_status(group, where),
        due=_due(group, where),
        depends_on=lines(group.said.get(WAITS, "")),
        actions=tuple(_action_of(action, where) for action in group.members),
    )


def _action_of(group: _Group, where: str) -> ActionDocument:
    return ActionDocument(
        group.words,
        leads=lines(group.said.get(LEADS, "")),
        status=_status(group, where),
        due=_due(group, where),
        progress=group.said.get(PROGRESS, ""),
        reference=one_line(group.said.get(REF, "")),
    )


def _status(group: _Group, where: str) -> str | None:
    words = group.said.get(STATUS, "")
    status = status_of(words)
    if words and status is None:
        raise NotAPlan(f"{where}: “{words[:60]}” is none of the four statuses.")
    return status


def _due(group: _Group, where: str) -> date | None:
    words = group.said.get(DUE, "")
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise NotAPlan(f"{where}: “{words[:60]}” is no day such as 2025-03-31.") from None
