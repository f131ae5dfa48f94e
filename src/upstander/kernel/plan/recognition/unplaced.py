"""A last look through the file: words that came into neither the plan nor a warning are shown."""

import re
from collections.abc import Iterable, Iterator

from upstander.kernel.documents.model import Cell, Document, Paragraph, Table
from upstander.kernel.documents.tidy import word_set
from upstander.kernel.plan.interchange.document import DocumentWarning, PlanDocument
from upstander.kernel.plan.recognition.drafts import PlanDraft
from upstander.kernel.plan.recognition.mending import mend_letters

ADVICE = "These words found no place in the plan. Add them where they belong, or leave them out."
_WORD = re.compile(r"[^\W_]+")
_LABELS = word_set(
    "theme themes objective objectives priority strand pillar workstream aim goal outcome "
    "commitment area lead leads owner due by when status rag rating progress update action actions "
    "page no number continued cont key legend timescale deadline responsible owner target date "
    "completion due timeframe depends on what who strategic "
    "one two three four five six seven eight nine ten"
)


def unplaced(document: Document, plan: PlanDraft, made: PlanDocument) -> Iterator[DocumentWarning]:
    """Give a warning for each line whose words are not to be found again."""
    held = _Held([*_words_of(made), *plan.consumed, *(told.what for told in plan.warnings)])
    for place, text in _lines(document):
        if not held.holds(text):
            yield DocumentWarning(place, text, ADVICE)


class _Held:
    """Everything that was placed or told, in a form in which lines are found quickly."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [line for text in texts for line in (text, *text.split("\n"))]
        self.lines = {" ".join(_tokens(line)) for line in lines}
        self.text = "\n".join(self.lines)
        self.words = set(self.text.split())

    def holds(self, text: str) -> bool:
        words = _tokens(mend_letters(text))
        telling = [word for word in words if _tells(word)]
        whole = " ".join(words)
        if not telling or whole in self.lines or whole in self.text:
            return True
        if any(word not in self.words for word in telling):
            return False
        threes = [words[at : at + 3] for at in range(len(words) - 2)]
        runs = [" ".join(three) for three in threes if not _LABELS.intersection(three)]
        return sum(run in self.text for run in runs) >= 0.4 * len(runs)


def _tells(word: str) -> bool:
    return len(word) > 1 and not word.isdecimal() and word not in _LABELS


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _words_of(made: PlanDocument) -> Iterator[str]:
    yield made.title
    yield from (told.what for told in made.warnings)
    for theme in made.themes:
        yield f"{theme.number} {theme.title} {theme.aim}"
        for objective in theme.objectives:
            yield f"{objective.number} {objective.title}"
            yield from (objective.progress, *objective.leads, *objective.depends_on)
            for action in objective.actions:
                yield f"{action.reference} {action.text}"
                yield from (action.progress, *action.leads)


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.place, block.text
        else:
            yield from _lines_in(block)


def _lines_in(table: Table) -> Iterator[tuple[str, str]]:
    for row in table.rows:
        for cell in row.cells:
            yield from _cell_lines(cell, row.place)


def _cell_lines(cell: Cell, place: str) -> Iterator[tuple[str, str]]:
    for line in cell.lines:
        yield place, line.words
    for table in cell.tables:
        yield from _lines_in(table)
