"""Cells of a row that hold lists side by side: each action has its own lead, day or state there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from upstander.kernel.plan.recognition.columns import like_day
from upstander.kernel.plan.recognition.drafts import PlanDraft, RowDraft, Words
from upstander.kernel.plan.recognition.headings import depth_of
from upstander.kernel.plan.recognition.statuses import is_status

_MARKED = re.compile(
    r"\s*(\(?(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-z]|[ivx]{1,4}|[A-Z]\d{1,2})[.)]|\d{1,2}\.\d{1,2})\s+(.*)"
)
Side = list[str]  # what stands beside each action, in their order; '' where nothing does


def alongside(row: RowDraft, plan: PlanDraft) -> list[RowDraft]:
    """Part a row whose actions have their own sides in lists beside them; else give it back."""
    marks = [line.bullet if line.numbered else _mark_of(line.text)[0] for line in row.lines]
    texts = [line.text if line.numbered else _mark_of(line.text)[1] for line in row.lines]
    marked = len(marks) > 1 and all(marks) and len(set(marks)) == len(marks)
    if len(row.lines) < 2 or row.reference or any(line.level for line in row.lines):
        return [row]
    sides = {
        "leads": _side([words.text for words in row.leads], marks, marked, None),
        "due": _side([words.text for words in row.dues], marks, marked, like_day),
        "status": _side([said[0] for said in row.statuses], marks, marked, is_status),
        "progress": _side([said for _, said in row.progress], marks, marked, None),
    }
    if not sides["leads"] and (sides["due"] or sides["status"]):
        sides["leads"] = _by_line([words.text for words in row.leads], len(marks))
    if not any(sides.values()):
        return [row]
    plan.consumed += [words.text for words in (*row.leads, *row.dues)]
    plan.consumed += [said for _, said in row.progress]
    return _parted(row, marks if marked else [], texts if marked else [], sides)


def _mark_of(text: str) -> tuple[str, str]:
    found = _MARKED.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def _side(
    said: Sequence[str], marks: Sequence[str], marked: bool, fits: Callable[[str], bool] | None
) -> Side:
    """Read a cell as a list beside the actions: by their marks, or by lines that each fit."""
    if len(said) != 1:
        return []
    lines = [line for line in said[0].split("\n") if line.strip()]
    read = [_mark_of(line) for line in lines]
    if marked and len(read) > 1 and all(mark in marks for mark, _ in read):
        beside = dict(read)
        return [beside.get(mark, "") for mark in marks] if len(beside) == len(read) else []
    return _by_line(said, len(marks)) if fits and all(map(fits, lines)) else []


def _by_line(said: Sequence[str], count: int) -> Side:
    lines = [line for line in said[0].split("\n") if line.strip()] if len(said) == 1 else []
    return lines if len(lines) == count else []


def _parted(
    row: RowDraft, marks: Sequence[str], texts: Sequence[str], sides: dict[str, Side]
) -> list[RowDraft]:
    found = []
    for place, line in enumerate(row.lines):
        text = texts[place] if texts else line.text
        piece = RowDraft(row.place, row.page, row.table, [replace(line, text=text, bullet="•")])
        piece.reference = marks[place] if marks and depth_of(marks[place]) else ""
        for name, beside in sides.items():
            if beside and beside[place]:
                piece.put(name, beside[place], row.place)
        if not sides["leads"]:
            piece.leads = [Words(words.text, words.place) for words in row.leads]
        found.append(piece)
    first = found[0]
    for name, held in (("due", "dues"), ("status", "statuses"), ("progress", "progress")):
        if not sides[name]:
            getattr(first, held).extend(getattr(row, held))
    first.depends_on += row.depends_on
    return found
