"""The actions that one person answers for, as a part of a document."""

from typing import Any

from upstander.kernel.clock import today
from upstander.kernel.documents.report.model import Block, Cell, Heading, Paragraph, table_of
from upstander.kernel.plan.dues import mine, read_for
from upstander.kernel.plan.interchange.legend import TONES
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.status import Status, in_short

COLUMNS = {"Ref": 0.6, "Action": 4.0, "Declared": 1.3, "What the record says": 4.4}


def own_actions(user: Any, title: str = "What you answer for") -> list[Block]:
    """Lay out how a person's own actions stand today."""
    read = read_for(user, today())
    actions = mine(user, read) if read else []
    if not actions:
        return [Heading(1, title), Paragraph("No action of the plan is yours to answer for.")]
    rows = [
        (action.reference, action.title, _declared(action), action.suggestion.reason)
        for action in actions
    ]
    return [Heading(1, title), table_of(title, COLUMNS, rows)]


def _declared(action: ActionRead) -> Cell:
    tone = TONES[Status(action.declared)] if action.declared else ""
    return Cell(in_short(action.declared), tone=tone)
