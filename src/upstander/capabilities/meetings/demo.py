"""The demonstration's meetings: three that were held, one that is called, one of another group."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from upstander.capabilities.meetings import changes
from upstander.capabilities.meetings.models import Item, Meeting
from upstander.capabilities.meetings.policies import MOVES
from upstander.kernel.groups import attending
from upstander.kernel.groups.models import Group
from upstander.kernel.plan.demo import paper
from upstander.kernel.records.filing import add_file
from upstander.kernel.records.states import move
from upstander.kernel.records.stories import tell


def load() -> None:
    """Tell their story; a second time it changes nothing."""
    if Group.objects.exists() and not Meeting.objects.exists():
        tell(Path(__file__), CHANGES)


def _quietly(meeting: Meeting, *, by: Any, state: str) -> Meeting:
    """Move a meeting on without letters, which would be out of date by now."""
    return move(meeting, state, f"meetings.{state}", by=by, moves=MOVES)


def _paper(item: Item, *, by: Any, title: str) -> Any:
    file = ContentFile(paper.one_page(title, item.text), name="paper.pdf")
    return add_file(item, by=by, title=title, file=file)


CHANGES: dict[str, Any] = {
    "plan": changes.plan_meeting,
    "call": changes.call,
    "quietly": _quietly,
    "attendance": attending.take_attendance,
    "take_part": attending.take_part,
    "correct": attending.correct,
    "item": changes.add_item,
    "notes": changes.write_notes,
    "outcome": changes.add_outcome,
    "approve": changes.approve,
    "agenda": changes.build_agenda,
    "paper": _paper,
}
