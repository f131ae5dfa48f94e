"""Cuts the cell of an objective into its actions, by the marks that the file still has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from upstander.kernel.documents.model import Line
from upstander.kernel.plan.recognition.drafts import ObjectiveDraft, PlanDraft, RowDraft
from upstander.kernel.plan.recognition.headings import depth_of, read_heading
from upstander.kernel.plan.recognition.sentences import sentences

_PLURAL = re.compile(r"\b(actions|activities|tasks|steps|deliverables|milestones)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Manner:
    """How a document sets its actions.

    `pooled`: one cell holds all actions of an objective, with one lead beside them.
    `by_sentence`: the cell has lost its bullets, so only its sentences tell the actions apart.
    `joined`: lines were put together by where they end, so two names may have become one.
    """

    pooled: bool
    by_sentence: bool
    joined: bool = False


def manner_of(plan: PlanDraft, kind: str, has_rows: bool) -> Manner:
    """Tell how a document sets its actions, by the whole of it."""
    broken = kind in ("pdf", "txt")
    if not has_rows:
        return Manner(pooled=False, by_sentence=False, joined=broken)
    held = [objective for objective in plan.objectives if objective.rows]
    several = sum(_own_rows(objective) > 1 for objective in held)
    referred = sum(bool(row.reference) for objective in held for row in objective.rows)
    rows = sum(len(objective.rows) for objective in held)
    pooled = several < 0.25 * max(len(held), 1) and referred < 0.5 * max(rows, 1)
    plural = any(_PLURAL.search(heading) for heading in plan.headings)
    structured = [_is_structured(row) for objective in held for row in objective.rows]
    pooled = pooled and (plural or any(structured))
    bulleted = sum(_bullets(row) > 1 for objective in held for row in objective.rows)
    share = sum(structured) / len(structured) if structured else 0.0
    by_sentence = pooled and (bulleted < 0.2 * max(rows, 1) if broken else share < 0.3)
    return Manner(pooled, by_sentence, joined=broken)


def _own_rows(objective: ObjectiveDraft) -> int:
    return sum(not row.goes_on for row in objective.rows)


def _is_structured(row: RowDraft) -> bool:
    return len(row.lines) > 1


def _bullets(row: RowDraft) -> int:
    return sum(bool(line.bullet) for line in row.lines)


def actions_in(row: RowDraft, manner: Manner) -> list[str]:
    """Give the actions that a row holds; one that carries a number is one action."""
    if row.reference:
        return [_as_text(row.lines)] if row.lines else []
    if manner.pooled and manner.by_sentence and _bullets(row) < 2:
        return [piece for line in _together(row.lines) for piece in sentences(line)]
    if not manner.pooled and (row.reference or _bullets(row) < 2 or row.progress):
        return [_as_text(row.lines)] if row.lines else []
    return [_as_text(group) for group in _entries(row.lines)]


def _together(lines: Sequence[Line]) -> list[str]:
    """Join lines that only the page broke; a line that ends a sentence ends the piece."""
    found: list[str] = []
    for line in lines:
        if found and not found[-1].rstrip().endswith((".", "!", "?", ";")) and not line.bullet:
            found[-1] = f"{found[-1]} {line.text}"
        else:
            found.append(line.text)
    return found


def _entries(lines: Sequence[Line]) -> list[list[Line]]:
    """Put lines into entries: what lies deeper, or goes on, belongs to the entry above."""
    groups: list[list[Line]] = []
    bulleted = any(line.bullet for line in lines)
    for line in lines:
        if groups and _belongs(groups[-1], line, bulleted):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _belongs(group: Sequence[Line], line: Line, bulleted: bool) -> bool:
    first, last = group[0], group[-1]
    if (
        line.bullet
        and line.level > first.level
        and (first.bullet or first.text.rstrip().endswith(":"))
    ):
        return True
    if first.text.rstrip().endswith(":") and line.bullet and not first.bullet:
        return True
    if not line.bullet:
        lower = line.text[:1].islower()
        unfinished = not last.text.rstrip().endswith((".", "!", "?", ";", ":"))
        return lower and (unfinished or bulleted)
    return False


def _as_text(lines: Sequence[Line]) -> str:
    """Write an entry: words that go on are joined, deeper entries stay on lines of their own."""
    text = ""
    for line in lines:
        if not text:
            text = _unlisted(line)
        elif not line.bullet and line.text[:1].islower():
            text = f"{text} {line.text}"
        else:
            mark = f"{line.bullet} " if line.bullet else ""
            text = f"{text}\n{mark}{line.text}"
    return text


def _unlisted(line: Line) -> str:
    """Drop the mark of the list; a number in words stays in the reference only."""
    return line.text


def numbered_apart(row: RowDraft) -> list[RowDraft]:
    """Cut a cell whose lines carry numbers of their own ("1.1 ...", "1.2 ...") into rows."""
    headings = [read_heading(line.text) if not line.bullet else None for line in row.lines]
    marked = [
        line.bullet if line.numbered else heading.number if heading and heading.number else ""
        for line, heading in zip(row.lines, headings, strict=True)
    ]
    if not marked or not marked[0] or (len(marked) < 2 and depth_of(marked[0]) < 2):
        return [row]
    if sum(map(bool, marked)) < 2 and len(marked) > 1:
        return [row]
    found: list[RowDraft] = []
    for line, heading, mark in zip(row.lines, headings, marked, strict=True):
        if mark:
            words = line.text if line.numbered or heading is None else heading.title
            entry = replace(line, text=words, bullet="•")
            new = _without_sides(row, entry) if found else replace(row, lines=[entry])
            new.reference = row.reference or mark
            found.append(new)
        else:
            found[-1].lines.append(line)
    return found


def _without_sides(row: RowDraft, line: Line) -> RowDraft:
    """Begin another row at the same place; only who leads holds for all of them."""
    return RowDraft(row.place, row.page, row.table, [line], leads=list(row.leads))


_TITLE_END = re.compile(r"[.!?]\s*$")


def title_within(text: str) -> tuple[list[str], str]:
    """Find a title that has slipped behind actions: the last piece, where it has no full stop."""
    pieces = sentences(text)
    if len(pieces) < 2 or _TITLE_END.search(pieces[-1]):
        return pieces, ""
    return pieces[:-1], pieces[-1]
