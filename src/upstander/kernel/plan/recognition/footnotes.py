"""Footnotes: what objectives wait for, told apart from what is only a remark."""

import re

from upstander.kernel.plan.interchange.text import upper_first
from upstander.kernel.plan.recognition.drafts import ObjectiveDraft, PlanDraft, RowDraft

_DEPENDS = re.compile(
    r"\b(?:(?:is|are|being|be)\s+)?(?:depend(?:s|ent|ant|ing|ency|encies)?\s+(?:up)?on|subject\s+to|"
    r"contingent\s+(?:up)?on|conditional\s+(?:up)?on|reliant\s+(?:up)?on|rel(?:y|ies)\s+(?:up)?on|requires?)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"\b(?:actions?|objectives?|items?|points?|nos?\.?|numbers?)\s+(\d+(?:\.\d+)*[a-z]?(?:\s*(?:,|&|and|to|[-–])\s*\d+(?:\.\d+)*[a-z]?)*)",
    re.IGNORECASE,
)


def place_footnotes(plan: PlanDraft) -> None:
    """Give each footnote to what it speaks of: what it names, and what calls it by its mark."""
    for mark, text, place in plan.footnotes:
        marked = [objective for objective in plan.objectives if _calls(objective, mark)]
        named = _numbers_in(text)
        plan.consumed.append(text)
        depends = _DEPENDS.search(text)
        if depends is None:
            plan.warn(place, f"{mark} {text}", _note_advice(marked))
            continue
        targets, advice = _targets(plan, marked, named)
        title = upper_first(text[depends.end() :].strip(" ."))
        for objective in targets:
            objective.depends_on.append(title)
            plan.said.add("objective.depends_on")
        if advice or not targets:
            plan.warn(
                place,
                text,
                advice or "The note names nothing in the plan. Add it where it belongs.",
            )


def _calls(objective: ObjectiveDraft, mark: str) -> bool:
    """Tell whether an objective or one of its actions carries the mark of a note."""
    if mark in objective.marks:
        return True
    for row in objective.rows:
        called = [held for line in row.lines for held in line.marks]
        if mark in called or (not mark.isalnum() and _ends_with(row, mark)):
            return True
    return False


def _ends_with(row: RowDraft, mark: str) -> bool:
    return any(text.rstrip(" .)").endswith(mark) for text in (row.reference, row.text))


def _note_advice(marked: list[ObjectiveDraft]) -> str:
    if not marked:
        return "The note has no place in a plan. Keep it where it belongs."
    numbers = _listed([objective.number for objective in marked])
    return (
        f"The note is called by {numbers} and has no place in a plan. Add it there if it matters."
    )


def _targets(
    plan: PlanDraft, marked: list[ObjectiveDraft], named: list[str]
) -> tuple[list[ObjectiveDraft], str]:
    """Find what a footnote means; where mark and numbers disagree, the mark says how they moved."""
    known = {objective.number: objective for objective in plan.objectives}
    if not named:
        return marked, ""
    meant = [known[number] for number in named if number in known]
    if not marked or any(objective in meant for objective in marked):
        return meant, ""
    moved = _moved(known, marked[0], named)
    if not moved:
        stands = _listed([objective.number for objective in marked])
        return marked, (
            f"The note speaks of {_listed(named)}, but its mark stands at {stands}: that is where "
            "it was put."
        )
    return moved, (
        f"The note speaks of {_listed(named)}, but its mark stands at {marked[0].number}: it is "
        f"read as speaking of {_listed([objective.number for objective in moved])}."
    )


def _moved(
    known: dict[str, ObjectiveDraft], marked: ObjectiveDraft, named: list[str]
) -> list[ObjectiveDraft]:
    if not marked.number.isdecimal() or not all(number.isdecimal() for number in named):
        return []
    shift = int(named[0]) - int(marked.number)
    found = [known.get(str(int(number) - shift)) for number in named]
    return [objective for objective in found if objective is not None]


def _numbers_in(text: str) -> list[str]:
    found = _MENTIONED.search(text)
    if not found:
        return []
    numbers = re.findall(r"\d+(?:\.\d+)*[a-z]?|to|[-–]", found[1])
    listed: list[str] = []
    for place, number in enumerate(numbers):
        if number in ("to", "-", "–"):
            continue
        ranged = (
            place >= 2
            and numbers[place - 1] in ("to", "-", "–")
            and listed
            and listed[-1].isdecimal()
        )
        if ranged and number.isdecimal() and int(number) - int(listed[-1]) < 30:
            listed += [str(n) for n in range(int(listed[-1]) + 1, int(number))]
        listed.append(number)
    return listed


def _listed(numbers: list[str]) -> str:
    return " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
