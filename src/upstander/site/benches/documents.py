"""How quickly a plan goes out and comes in, in every kind of file, and how much of it is kept.

The plan is the demonstration's: the size of the plan that started it all. It is read from files set
out as a group's own, without any mark of ours, and from what the product itself wrote.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from upstander.kernel.plan import demo
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    PlanDocument,
    ThemeDocument,
    from_json,
)
from upstander.kernel.plan.interchange.text import sameness
from upstander.kernel.plan.opening import open_plan
from upstander.kernel.plan.printing.forms import FORMS, write
from upstander.kernel.testing.timing import figure, seconds
from upstander.site.benches import group_layout

READ_BAR, LONG_BAR, WRITE_BAR = 1.0, 3.0, 2.0
ROUNDS, LONG_ACTIONS = 3, 500
KEPT = 0.98

Figures = Iterator[Mapping[str, Any]]
_LAYOUTS: dict[str, Callable[[PlanDocument], bytes]] = {
    "txt": group_layout.as_txt,
    "docx": group_layout.as_docx,
    "xlsx": group_layout.as_xlsx,
    "pdf": group_layout.as_pdf,
}


def measure() -> Sequence[Mapping[str, Any]]:
    """Give every figure."""
    plan = merton()
    return [*_read(plan), *_long(plan), *_written(plan)]


def merton() -> PlanDocument:
    """Read the demonstration's plan."""
    data = json.loads(Path(str(demo.__path__[0]), "merton.json").read_text(encoding="utf-8"))
    return replace(from_json(data), warnings=())


def long_plan(plan: PlanDocument, actions: int) -> PlanDocument:
    """Make a plan of so many actions out of another one."""
    texts = [action.text for action in plan.actions]
    made = [
        ActionDocument(f"{texts[at % len(texts)]} Part {at // len(texts) + 1}.")
        for at in range(actions)
    ]
    objectives = plan.objectives
    share = -(-actions // len(objectives))
    longer = iter(
        replace(objective, actions=tuple(made[at * share : (at + 1) * share]))
        for at, objective in enumerate(objectives)
    )
    themes = (_with(theme, longer) for theme in plan.themes)
    return replace(plan, themes=tuple(themes))


def _opened(content: bytes, suffix: str) -> PlanDocument:
    return open_plan(BytesIO(content), f"plan.{suffix}")


def _with(theme: ThemeDocument, objectives: Iterator[Any]) -> ThemeDocument:
    return replace(theme, objectives=tuple(next(objectives) for _ in theme.objectives))


def _read(plan: PlanDocument) -> Figures:
    for form, lay_out in _LAYOUTS.items():
        content = lay_out(plan)
        read = _opened(content, form)
        taken = _quickest(partial(_opened, content, form))
        yield figure(
            "P6", f"{form} of a group read", taken, READ_BAR, unit="s", reference=_counts(read)
        )
        share = kept(plan, read)
        yield figure("P6", f"{form}: actions and leads kept", share, KEPT, unit="of 1", up=True)


def _long(plan: PlanDocument) -> Figures:
    content = group_layout.as_docx(long_plan(plan, LONG_ACTIONS))
    taken = _quickest(partial(_opened, content, "docx"))
    name = f"docx of {LONG_ACTIONS} actions read"
    yield figure("P6", name, taken, LONG_BAR, unit="s")


def _written(plan: PlanDocument) -> Figures:
    for code, form in FORMS.items():
        if code == "ics":  # made of the plan in the database, not of a document
            continue
        taken = _quickest(partial(write, plan, code))
        yield figure("P6", f"{code} written", taken, WRITE_BAR, unit="s")
        if form.comes_back:
            content = write(plan, code)
            same = _opened(content, form.suffix) == plan
            name = f"{code} written and read back is the same"
            yield figure("P6", name, float(same), 1.0, unit="of 1", up=True)


def kept(plan: PlanDocument, read: PlanDocument) -> float:
    """Tell how many of the actions and leads of a plan were read, word for word and in place."""
    wanted, found = _pieces(plan), _pieces(read)
    return len(wanted & found) / len(wanted)


def _pieces(plan: PlanDocument) -> set[tuple[str, str]]:
    return {
        (objective.number, sameness(words))
        for objective in plan.objectives
        for words in (*objective.leads, *(action.text for action in objective.actions))
    }


def _counts(plan: PlanDocument) -> str:
    return (
        f"{len(plan.themes)} themes, {len(plan.objectives)} objectives, {len(plan.actions)} actions"
    )


def _quickest(work: Callable[[], object]) -> float:
    # other work of the machine only ever slows a round down, so the quickest is the nearest
    return min(seconds(work) for _ in range(ROUNDS))
