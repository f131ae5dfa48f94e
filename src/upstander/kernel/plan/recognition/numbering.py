"""Numbers for what the file leaves without one, and for the second of two alike."""

from collections.abc import Sequence

from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.recognition.drafts import ObjectiveDraft, PlanDraft, ThemeDraft


def give_numbers(plan: PlanDraft) -> None:
    """See that every theme and objective has a number of its own."""
    _give(plan, "theme", plan.themes)
    numbers = [sameness(objective.number) for objective in plan.objectives if objective.number]
    if len(set(numbers)) == len(numbers):
        _give(plan, "objective", plan.objectives)
    for theme in plan.themes:
        _give(plan, "objective", theme.objectives)
        _part(plan, "objectives", theme.objectives)
    _part(plan, "themes", plan.themes)


def _give(plan: PlanDraft, level: str, drafts: Sequence[ThemeDraft | ObjectiveDraft]) -> None:
    """Give what has no number the next free one."""
    free = max((int(draft.number) for draft in drafts if draft.number.isdecimal()), default=0)
    for draft in drafts:
        if not draft.number:
            free += 1
            draft.number = str(free)
            if draft.title:
                plan.warn(draft.place, draft.title, f"The {level} has no number: {free} is used.")


def _part(plan: PlanDraft, level: str, drafts: Sequence[ThemeDraft | ObjectiveDraft]) -> None:
    """Give the second of two with one number a letter behind it."""
    seen: set[str] = set()
    for draft in drafts:
        number, count = draft.number, 0
        while sameness(draft.number) in seen:
            count += 1
            draft.number = f"{number}{chr(ord('a') + count)}" if count < 25 else f"{number}-{count}"
        seen.add(sameness(draft.number))
        if count:
            plan.warn(
                draft.place,
                f"{number} {draft.title}",
                f"Two {level} have the number {number}: {draft.number} is used for this one.",
            )
