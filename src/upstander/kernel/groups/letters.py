"""What members of a group are written."""

from collections.abc import Callable, Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings

from upstander.kernel.audit.record import key_of
from upstander.kernel.clock import now, today
from upstander.kernel.documents.report.calendar import Gathering, to_invitation
from upstander.kernel.groups.meeting import GroupMeeting
from upstander.kernel.groups.models import Group
from upstander.kernel.groups.standing import standing_of
from upstander.kernel.outbox.changes import Draft, queue_all
from upstander.kernel.outbox.letters import Attachment
from upstander.kernel.registry import MessageKind

EXAMPLE = {
    "name": "Ada Quay",
    "group": "Hate Crime Strategy Group",
    "day": "Tuesday 19 November 2024",
    "page": "https://council.example/groups/bulletins/7/",
}


def letter(code: str, title: str, subject: str, **more: str) -> MessageKind:
    """Declare a kind of letter to everybody who sits in a group.

    It lies in the templates of its capability, `<slug>/letters/<kind>.txt`, and may name the
    person, the group, a day and a page; `more` are further names, each with an example.
    """
    slug, _, name = code.partition(".")
    return MessageKind(
        code=code,
        title=title,
        goes_to="Everybody who sits in the group",
        subject=subject,
        text=f"{slug}/letters/{name}.txt",
        why="You have a seat in this group.",
        stop="If the seat is no longer yours, tell us who has it now.",
        context=EXAMPLE | more,
        in_subject=("group", "day"),
    )


def write_to(
    group: Group,
    kind: str,
    context: Mapping[str, str],
    *,
    by: Any,
    about: Any,
    key: str,
    files: Callable[[Any], tuple[Attachment, ...]] = lambda person: (),
) -> int:
    """Write to everybody who sits in a group today, once under a key. Returns how many that are."""
    people = {seat.holder for seat in standing_of(group).filled if seat.holder.is_active}
    drafts = [
        Draft(
            to=person,
            context={"name": str(person), "group": str(group), **context},
            about=about,
            key=f"{key}:{person.pk}",
            attachments=files(person),
        )
        for person in sorted(people, key=str)
    ]
    return len(queue_all(kind, drafts, by=by))


def invite(meeting: GroupMeeting, kind: str, *, by: Any, cancelled: bool = False) -> int:
    """Write to everybody about a meeting, with the calendar file that invites or takes back.

    The kind of letter may name place and link, which stand in no public page; one that takes back
    names neither. Nobody gets the same invitation twice on one day.
    """
    page = f"{settings.ADDRESS}{meeting.get_absolute_url()}"  # type: ignore[attr-defined]
    gathering = Gathering(
        key=key_of(meeting),
        title=str(meeting.group),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        organiser=getattr(by, "email", "") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        place=meeting.place or meeting.link,
        detail=page,
        sequence=meeting.sequence,
        cancelled=cancelled,
    )
    method = "CANCEL" if cancelled else "REQUEST"

    def file_for(person: Any) -> tuple[Attachment, ...]:
        content = to_invitation(gathering, to=person.email, stamp=now())
        return (Attachment("meeting.ics", content, f"text/calendar; method={method}"),)

    more = {} if cancelled else {"place": meeting.place, "online": meeting.link}
    context = {"day": meeting.when, "page": page, **more}
    key = f"{meeting.pk}:{meeting.sequence}:{today().isoformat()}"
    return write_to(meeting.group, kind, context, by=by, about=meeting, key=key, files=file_for)


MESSAGES = (
    letter("groups.bulletin", "Sends a bulletin", "{group}: news until {day}", text="News"),
)
