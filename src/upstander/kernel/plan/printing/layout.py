"""A plan as a report in the layout that the Group has always had: themes, objectives, tables.

The names in ROLES mark the parts that our own reader looks for (see `own.py`); what they are called
here is what Word's list of styles shows.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from upstander.kernel.documents.report.model import (
    Attachment,
    Block,
    Cell,
    Closing,
    Column,
    Fact,
    Footnote,
    Heading,
    Legend,
    LegendEntry,
    Paragraph,
    Report,
    Row,
    Table,
)
from upstander.kernel.documents.report.words import harmless, language_of
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.legend import MEANINGS, TONES
from upstander.kernel.plan.status import Status

YEAR, AIM, INTRODUCTION, WAITS, WHOLE, NONE = (
    "year",
    "aim",
    "introduction",
    "depends on",
    "objective as a whole",
    "no actions",
)
OBJECTIVE_TABLE = "objective"
THE_WHOLE = "The objective as a whole"
NO_ACTIONS = "No actions are written down yet."
REF, ACTIONS, LEAD, PROGRESS, STATUS, DUE = HEADINGS = (
    "Ref",
    "Actions",
    "Lead",
    "Progress updates",
    "Status",
    "Due",
)
THEME_LABEL = ("Theme ", ":")
_SHARES = {REF: 0.5, ACTIONS: 4.6, LEAD: 1.7, PROGRESS: 3.0, STATUS: 1.25, DUE: 1.1}
LEGEND = "What the statuses mean"
WAITS_FOR = "Depends on: "


@dataclass(frozen=True)
class Edition:
    """What a printed plan says beside the plan itself: its introduction, and as of which day."""

    introduction: str = ""
    day: date | None = None
    attached: Attachment | None = None


def report_of(
    document: PlanDocument, edition: Edition | None = None, *, numbers: bool | None = None
) -> Report:
    """Lay a plan out as a report; `numbers` gives actions a column for theirs, or takes it away."""
    edition = edition or Edition()
    language = _language(document)
    facts = (Fact("Year", document.year, role=YEAR),) if document.year else ()
    introduction = (
        (Paragraph(edition.introduction, role=INTRODUCTION),) if edition.introduction else ()
    )
    return Report(
        title=document.title if harmless(document.title).strip() else "Work plan",
        language=language,
        kicker="Hate crime work plan",
        facts=facts,
        blocks=(*introduction, Legend(LEGEND, _words()), *_themes(document, numbers)),
        closing=Closing("Made from the plan in Upstander", edition.day),
        landscape=True,
        attachment=edition.attached,
    )


def day_in_words(day: date | None) -> str:
    """Write a due date as people read it, so that exactly that day is read back."""
    return f"{day.day} {day:%B} {day.year:04}" if day else ""


def _language(document: PlanDocument) -> str:
    """Find the language that most of the plan is written in."""
    texts = [document.title, *(objective.title for objective in document.objectives)]
    texts += [action.text for action in document.actions]
    counted = Counter(language_of(text, "en-GB") for text in texts)
    return counted.most_common(1)[0][0]


def _words() -> tuple[LegendEntry, ...]:
    return tuple(
        LegendEntry(TONES[status], str(status.label), MEANINGS[status]) for status in Status
    )


def _themes(document: PlanDocument, numbers: bool | None) -> list[Block]:
    columns = _columns(document, numbers)
    return [block for theme in document.themes for block in _theme(theme, columns)]


def _columns(document: PlanDocument, numbers: bool | None) -> tuple[Column, ...]:
    """Choose the columns; numbers of actions have one where there are any."""
    if numbers is None:
        numbers = any(action.reference for action in document.actions)
    names = HEADINGS if numbers else HEADINGS[1:]
    return tuple(
        Column(name, _SHARES[name], choices=_words() if name == STATUS else ()) for name in names
    )


def _theme(theme: ThemeDocument, columns: tuple[Column, ...]) -> list[Block]:
    before, after = THEME_LABEL
    blocks: list[Block] = [
        Heading(1, theme.title, label=f"{before}{theme.number}{after}", band=True)
    ]
    if theme.aim:
        blocks.append(Paragraph(theme.aim, role=AIM, leads=True))
    for objective in theme.objectives:
        blocks += _objective(objective, columns)
    return blocks


def _objective(objective: ObjectiveDocument, columns: tuple[Column, ...]) -> list[Block]:
    notes = tuple(Footnote(f"{WAITS_FOR}{words}", WAITS) for words in objective.depends_on)
    heading = Heading(2, objective.title, label=objective.number, band=True, notes=notes)
    rows = _rows(objective, columns)
    if not rows:
        return [heading, Paragraph(NO_ACTIONS, role=NONE)]
    caption = f"Objective {objective.number}: its actions, who leads them and how they stand"
    return [
        heading,
        Table(caption, columns, rows, shows_caption=False, role=OBJECTIVE_TABLE),
    ]


def _rows(objective: ObjectiveDocument, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    own = objective.leads or objective.progress or objective.status or objective.due
    rows = []
    if own:
        whole = Cell(THE_WHOLE, role=WHOLE)
        rows.append(_row(columns, whole, objective, ""))
    rows += [
        _row(columns, Cell(action.text), action, action.reference) for action in objective.actions
    ]
    return tuple(rows)


def _row(
    columns: tuple[Column, ...],
    first: Cell,
    said: ObjectiveDocument | ActionDocument,
    reference: str,
) -> Row:
    status = Status(said.status) if said.status else None
    cells = {
        REF: Cell(reference),
        ACTIONS: first,
        LEAD: Cell("\n".join(said.leads)),
        PROGRESS: Cell(said.progress),
        STATUS: Cell(str(status.label), tone=TONES[status]) if status else Cell(),
        DUE: Cell(day_in_words(said.due)),
    }
    of_objective = isinstance(said, ObjectiveDocument)
    return Row(tuple(cells[column.heading] for column in columns), sums_up=of_objective)
