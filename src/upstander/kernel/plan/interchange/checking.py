"""What a plan can hold: everything wrong with a document is said at once, before any writing."""

from collections.abc import Iterator

from upstander.kernel.plan.interchange.document import NotAPlan, ObjectiveDocument, PlanDocument
from upstander.kernel.plan.interchange.text import sameness

MOST_ITEMS = 2_000
LONGEST_TITLE = 300
LONGEST_NUMBER = 20
LONGEST_LEAD = 200


def check(document: PlanDocument) -> None:
    """Raise NotAPlan, naming everything that a plan cannot hold."""
    wrong = list(_faults(document))
    if wrong:
        count = "one thing is" if len(wrong) == 1 else f"{len(wrong)} things are"
        raise NotAPlan(f"The file cannot become a plan: {count} wrong in it.", wrong[:20])


def _faults(document: PlanDocument) -> Iterator[str]:
    yield from _unfit("The plan's title", document.title, LONGEST_TITLE)
    if document.year:
        yield from _unfit("The year", document.year, LONGEST_NUMBER)
    if len(document.actions) > MOST_ITEMS or len(document.objectives) > MOST_ITEMS:
        yield f"There are more than {MOST_ITEMS:,} actions or objectives. Split the plan."
    yield from _twice("theme", [theme.number for theme in document.themes])
    for theme in document.themes:
        where = f"Theme {theme.number}"
        yield from _unfit(f"{where}: the number", theme.number, LONGEST_NUMBER)
        yield from _unfit(f"{where}: the title", theme.title, LONGEST_TITLE)
        yield from _twice(
            f"objective in theme {theme.number}", [o.number for o in theme.objectives]
        )
    for objective in document.objectives:
        yield from _objective_faults(objective)


def _objective_faults(objective: ObjectiveDocument) -> Iterator[str]:
    where = f"Objective {objective.number}"
    yield from _unfit(f"{where}: the number", objective.number, LONGEST_NUMBER)
    yield from _unfit(f"{where}: the title", objective.title)
    for title in objective.depends_on:
        yield from _unfit(f"{where}: what it depends on", title, LONGEST_TITLE)
    for place, action in enumerate(objective.actions, start=1):
        yield from _unfit(f"{where}, action {place}: the text", action.text)
        for lead in action.leads:
            yield from _unfit(f"{where}, action {place}: a lead", lead, LONGEST_LEAD)
    for lead in objective.leads:
        yield from _unfit(f"{where}: a lead", lead, LONGEST_LEAD)


def _unfit(what: str, words: str, longest: int = 100_000) -> Iterator[str]:
    if not words:
        yield f"{what} is missing."
    elif len(words) > longest:
        yield f"{what} has {len(words):,} characters; it may have {longest:,}."


def _twice(what: str, numbers: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for number in numbers:
        if sameness(number) in seen:
            yield f"Two have the number {number}: each {what} needs its own."
        seen.add(sameness(number))
