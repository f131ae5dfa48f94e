"""What a whole plan sets at the ends of its actions: a number before each, a name in brackets."""

import re
from collections.abc import Sequence
from dataclasses import replace

from upstander.kernel.plan.recognition.drafts import PlanDraft, RowDraft, Words

_NUMBERED = re.compile(r"(\d{1,3}[.)]|\d{1,2}\.\d{1,2}\.?)\s+(?=[^\W\d_])(.+)", re.DOTALL)
_NAMED = re.compile(r"(.{8,}?)\s*\(([^()]{2,90})\)\s*\.?", re.DOTALL)
_SMALL = re.compile(r"\b(?:of|the|for|and|to|in)\b", re.IGNORECASE)
MOST = 0.75  # of the actions; what only some of them end with belongs to their words


def take_ends(plan: PlanDraft) -> None:
    """Take numbers and names off actions where a plan sets them on nearly all of them."""
    rows = [row for objective in plan.objectives for row in objective.rows if row.lines]
    single = [row for row in rows if len(row.lines) == 1]
    if len(single) < 2 or len(single) < MOST * len(rows):
        return
    _take_numbers(plan, rows, single)
    _take_names(plan, rows, single)


def _take_numbers(plan: PlanDraft, rows: Sequence[RowDraft], single: Sequence[RowDraft]) -> None:
    found = [(row, _NUMBERED.fullmatch(row.lines[0].text)) for row in single]
    numbered = [(row, match) for row, match in found if match and not row.lines[0].numbered]
    numbers = [match[1] for _, match in numbered]
    if any(row.reference for row in rows) or len(numbered) < MOST * len(rows):
        return
    if len(set(numbers)) < 2:
        return
    for row, match in numbered:
        plan.consumed.append(row.lines[0].text)
        row.reference = match[1].rstrip(".)")
        row.lines = [replace(row.lines[0], text=match[2])]


def _take_names(plan: PlanDraft, rows: Sequence[RowDraft], single: Sequence[RowDraft]) -> None:
    owns = [objective.own for objective in plan.objectives]
    if any(row.leads for row in (*rows, *owns)):
        return
    found = [(row, _NAMED.fullmatch(row.lines[0].text)) for row in single]
    named = [(row, match) for row, match in found if match and _names(match[1], match[2])]
    if len(named) < MOST * len(rows):
        return
    for row, match in named:
        plan.consumed.append(row.lines[0].text)
        row.lines = [replace(row.lines[0], text=match[1])]
        row.leads.append(Words(match[2], row.place))
    plan.said.add("action.leads")


def _names(before: str, words: str) -> bool:
    """Tell the name of somebody who leads from initials of what stands before them."""
    if not words[0].isupper() or any(sign.isdigit() for sign in words):
        return False
    initials = "".join(word[0] for word in _SMALL.sub(" ", before).split()).upper()
    return not (words.isupper() and initials.endswith(words))
