"""A quarter as a document: what needs the Group first, then the plan in its own layout.

The same report serves before the meeting, from what stands now, and after it, from what was
adopted: only its closing line tells which.
"""

from collections.abc import Sequence
from datetime import date

from upstander.kernel.documents.report.charts import figure_of
from upstander.kernel.documents.report.model import (
    Block,
    Cell,
    Closing,
    Column,
    Fact,
    Heading,
    Paragraph,
    Report,
    Row,
    Table,
)
from upstander.kernel.pages.charts import bars
from upstander.kernel.pages.statuses import STATUSES
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.legend import TONES
from upstander.kernel.plan.printing.layout import report_of
from upstander.kernel.plan.status import DENSE_WORDS, Status
from upstander.kernel.plan.suggestion import number
from upstander.kernel.quarters.adopted import (
    AdoptedAction,
    AdoptedObjective,
    AdoptedPlan,
    AdoptedTheme,
    day_of,
)
from upstander.kernel.quarters.between import BetweenAdopted

NOTHING = "Nothing: every status agrees with what is recorded, or its reason is given."


def quarter_report(
    read: AdoptedPlan, earlier: AdoptedPlan | None = None, *, adopted_on: date | None = None
) -> Report:
    """Lay a quarter out as a report; `earlier` is the quarter that it is compared with."""
    plan = report_of(document_of_quarter(read), numbers=True)
    return Report(
        title=f"{read.plan.get('title', 'Work plan')}: quarter {read.review.number}",
        kicker="Quarter’s report to the Strategy Group",
        language=plan.language,
        facts=_facts(read, adopted_on),
        blocks=(*front(read, earlier), *plan.blocks),
        closing=_closing(read, adopted_on),
        landscape=True,
    )


def front(read: AdoptedPlan, earlier: AdoptedPlan | None) -> list[Block]:
    """Give what the Group talks about: what needs it, what moved, where the plan stands."""
    finding = Paragraph(f"{_finding(read)}.")
    return [finding, *exceptions(read), *_moved(read, earlier), *_standing(read)]


def exceptions(read: AdoptedPlan) -> list[Block]:
    """Give the differences that nobody has explained, what is behind, and who said nothing."""
    open_ = [a for a in read.actions if a.differs and not a.reason]
    behind = [a for a in read.actions if a.status == Status.BEHIND and a not in open_]
    silent = [a for a in read.actions if a.left == "update" and a not in [*open_, *behind]]
    rows = [*_reasons(open_, "Needs a reason"), *_reasons(behind, "Behind")]
    rows += _reasons(silent, "No update")
    heading = Heading(1, "What needs the Group")
    if not rows:
        return [heading, Paragraph(NOTHING)]
    columns = (
        Column("Ref", 0.5),
        Column("Action", 3.2),
        Column("Lead", 1.6),
        Column("Declared", 1.2),
        Column("Suggested", 1.2),
        Column("Why it is here", 3.4),
    )
    return [heading, Table("Actions that need the Group", columns, tuple(rows))]


def document_of_quarter(read: AdoptedPlan) -> PlanDocument:
    """Give a quarter as a plan document, so that it prints in the plan's own layout."""
    waited = {told["code"]: told["title"] for told in read.dependencies}
    return PlanDocument(
        title=str(read.plan.get("title", "")),
        year=str(read.plan.get("year", "")),
        themes=tuple(_theme(theme, waited) for theme in read.themes),
    )


def _facts(read: AdoptedPlan, adopted_on: date | None) -> tuple[Fact, ...]:
    review = read.review
    months = Fact("Quarter", f"{review.starts_on:%B} to {review.ends_on:%B %Y}")
    days = [("Meeting", review.meeting_on), ("Adopted", adopted_on)]
    return (months, *(Fact(label, _day(day)) for label, day in days if day))


def _closing(read: AdoptedPlan, adopted_on: date | None) -> Closing:
    if adopted_on:
        return Closing("As the Strategy Group adopted it, frozen and signed", adopted_on)
    return Closing("As it stands before the Strategy Group adopts it; it may still change")


def _standing(read: AdoptedPlan) -> list[Block]:
    counts = [(STATUSES[code].word, float(read.counts[code])) for code in STATUSES]
    if silent := read.counts[""]:
        counts.append(("No status", float(silent)))
    chart = bars(_finding(read), counts, columns=("Status", "Actions"), last_stands_out=False)
    return [Heading(1, "Where the plan stands"), figure_of(chart)]


def _finding(read: AdoptedPlan) -> str:
    total = len(read.actions)
    done, behind = read.counts[Status.COMPLETED], read.counts[Status.BEHIND]
    all_of_them = f"{number(total)} action{'' if total == 1 else 's'}"
    return f"Of {all_of_them} {_many(done)} completed and {_many(behind)} behind"


def _many(count: int) -> str:
    return f"{number(count)} {'is' if count == 1 else 'are'}"


def _reasons(actions: Sequence[AdoptedAction], why: str) -> list[Row]:
    return [
        Row(
            (
                Cell(action.reference, heads=True),
                Cell(action.title),
                Cell("\n".join(action.leads)),
                _status(action.status),
                _status(action.suggested),
                Cell(f"{why}. {action.reason or action.why_suggested}"),
            )
        )
        for action in actions
    ]


def _moved(read: AdoptedPlan, earlier: AdoptedPlan | None) -> list[Block]:
    if earlier is None:
        return []
    moves = BetweenAdopted(earlier, read, {}).moved
    heading = Heading(1, f"What moved since {str(earlier.review).lower()}")
    if not moves:
        return [heading, Paragraph("No status has moved.")]
    columns = (
        Column("Ref", 0.5),
        Column("Action", 3.6),
        Column("Before", 1.2),
        Column("Now", 1.2),
        Column("What was said", 4.0),
    )
    rows = tuple(
        Row(
            (
                Cell(move.action.reference, heads=True),
                Cell(move.action.title),
                _status(move.before),
                _status(move.after),
                Cell(str(move.action.said or "")),
            )
        )
        for move in moves
    )
    return [heading, Table("Actions whose status moved", columns, rows)]


def _status(code: str) -> Cell:
    if code not in Status.values:
        return Cell("No status")
    return Cell(DENSE_WORDS[Status(code)], tone=TONES[Status(code)])


def _theme(theme: AdoptedTheme, waited: dict[str, str]) -> ThemeDocument:
    told = theme.values
    return ThemeDocument(
        number=told["number"],
        title=told["title"],
        aim=told["aim"],
        objectives=tuple(_objective(each, waited) for each in theme.objectives),
    )


def _objective(objective: AdoptedObjective, waited: dict[str, str]) -> ObjectiveDocument:
    told = objective.values
    return ObjectiveDocument(
        number=told["number"],
        title=told["title"],
        leads=tuple(told["leads"]),
        due=day_of(told["due"]),
        depends_on=tuple(waited[code] for code in told["waits_for"] if code in waited),
        actions=tuple(_action(each) for each in objective.actions),
    )


def _action(action: AdoptedAction) -> ActionDocument:
    words = [str(action.said or "")]
    if action.differs and action.reason:
        words.append(f"Why it stands: {action.reason}")
    if action.obstacle:
        words.append(f"In the way: {action.obstacle}")
    return ActionDocument(
        text=str(action.text),
        leads=tuple(action.leads),
        status=action.status or None,
        due=day_of(action.due),
        progress="\n".join(filter(None, words)),
        reference=str(action.reference),
    )


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
