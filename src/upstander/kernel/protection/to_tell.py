"""What has to be told by hand, as a list that nothing leaves until it is done."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from upstander.kernel.access.reading import open_records
from upstander.kernel.access.standing import standing_of
from upstander.kernel.protection.agreements import HOME
from upstander.kernel.records.columns import Column
from upstander.kernel.records.paging import Key
from upstander.kernel.records.steps import Step
from upstander.kernel.records.views import RecordViews
from upstander.kernel.subjects.changes import mark_told
from upstander.kernel.subjects.dues import title_of
from upstander.kernel.subjects.gathering import named
from upstander.kernel.subjects.models import Disclosure, ToTell


def waits(to_tell: ToTell) -> bool:
    """Tell whether it is still to be done."""
    return to_tell.told_at is None


def state_of(to_tell: ToTell) -> str:
    """Say in words how it stands."""
    if to_tell.told_at:
        return f"Told by {to_tell.told_by}"
    return "Late" if to_tell.late else "Waits"


class ToTellViews(RecordViews):
    """Bodies and people who have to be told something."""

    slug, noun, model = "protection", "to_tell", ToTell
    title, singular, plural = "To be told", "thing to be told", "things to be told"
    intro = (
        "Who was sent something and has to hear what became of it, and who cannot be written to "
        "safely. What a message has told is not here."
    )
    empty = "Nobody waits to be told anything."
    parents = HOME
    verbs: ClassVar = {"view": "subjects.to_tell", "change": "subjects.to_tell"}
    has = frozenset({"list", "detail", "export"})
    columns = (
        Column("title", "What", "Whom to tell, by reference", value=title_of),
        Column("why", "Why", "What they have to be told"),
        Column("recipient", "Whom", "The body", value=lambda t: named(t.recipient), listed=False),
        Column("at", "Since", "When it came to that", listed=False),
        Column("due_on", "By", "The day", sort="due_on"),
        Column("state", "State", "Whether it was done", value=state_of),
    )
    order = (Key("due_on"), Key("pk"))
    steps = (
        Step(
            name="told",
            title="They were told",
            change=mark_told,
            said="Noted. It is off the list.",
            verb="subjects.to_tell",
            when=waits,
            intro="Note it once they were told and have understood.",
        ),
    )

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give what waits or was told by hand, with what it is about."""
        rows: Any = super().rows(user).select_related("disclosure", "telling", "subject")
        told: QuerySet[Any] = rows.exclude(told_at=None)
        return rows.waiting() | told

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show those who keep the record what was shared, and how the body is reached."""
        if page != "detail" or record.disclosure is None:
            return {}
        mine = Disclosure.objects.visible_to(request.user)
        shared = mine.filter(pk=record.disclosure.pk).first()
        if shared is None or "outcome" not in standing_of(request.user, shared).view:
            return {}
        open_records(request.user, [shared], page="to tell")
        return {"shared": shared}
