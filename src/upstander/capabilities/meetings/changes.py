"""Every change to meetings and to what is said there."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from upstander.capabilities.meetings import reading
from upstander.capabilities.meetings.models import Item, Meeting, Outcome, State
from upstander.capabilities.meetings.policies import MOVES, OPEN, TO_COME, UNDER_WAY
from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.groups import agenda
from upstander.kernel.groups.attending import unsettled
from upstander.kernel.groups.letters import invite, write_to
from upstander.kernel.groups.minutes import digest_of, draft_mark, with_salt
from upstander.kernel.groups.models import Group
from upstander.kernel.plan.decisions import put_into_plan, write_down
from upstander.kernel.records.states import keep_still, move
from upstander.kernel.records.typed import OVERTAKEN
from upstander.kernel.records.writing import adds, edits

_add_meeting, _edit_meeting = adds(Meeting, "meetings.planned"), edits(Meeting, "meetings.changed")
ADDED, TRACKED = "meetings.outcome_added", "meetings.outcome_tracked"
_edit_outcome = edits(Outcome, "meetings.outcome_changed")


@transaction.atomic
def plan_meeting(group: Group, *, by: Any, **fields: Any) -> Meeting:
    """Plan a meeting of a group; its agenda writes itself at once."""
    usual = {"length": group.length, "place": group.place}
    return build_agenda(_add_meeting(by=by, group=group, **usual | fields), by=by)


@transaction.atomic
def update_meeting(meeting: Meeting, *, by: Any, **fields: Any) -> Meeting:
    """Change when or where it is; whoever is invited gets the invitation anew if that differs."""
    keep_still(meeting, *TO_COME)
    differs = any(getattr(meeting, name) != value for name, value in fields.items())
    _edit_meeting(meeting, by=by, **fields)
    return call(meeting, by=by, anew=True) if differs and meeting.state == State.CALLED else meeting


@transaction.atomic
def call(meeting: Meeting, *, by: Any, anew: bool = False) -> Meeting:
    """Invite everybody who sits in the group; anew where it differs, else who had it not today."""
    anew = anew or meeting.state == State.PLANNED
    _move(meeting, State.CALLED, by, sequence=meeting.sequence + anew)
    invite(meeting, "meetings.called", by=by)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: Any) -> Meeting:
    """Call a meeting off, and tell whoever was invited."""
    _move(meeting, State.CANCELLED, by, sequence=meeting.sequence + 1)
    if meeting.sequence > 1:
        invite(meeting, "meetings.cancelled", by=by, cancelled=True)
    return meeting


def hold(meeting: Meeting, *, by: Any) -> Meeting:
    """Open the meeting, on its day: from now on what is said and decided is written down."""
    if meeting.on > today():
        raise Refused(f"It is on {meeting.when}. If the group meets today, change its day first.")
    return _move(meeting, State.HELD, by)


@transaction.atomic
def circulate(meeting: Meeting, *, by: Any) -> Meeting:
    """Send the draft minutes out; nobody gets the same draft twice."""
    _move(meeting, State.MINUTED, by)
    page = f"{settings.ADDRESS}{reverse('meetings:minutes', args=[meeting.pk])}"
    told = {"day": meeting.when, "page": page}
    key = f"{meeting.pk}:{draft_mark(reading.minutes_of(meeting))}"
    write_to(meeting.group, "meetings.minuted", told, by=by, about=meeting, key=key)
    return meeting


@transaction.atomic
def approve(meeting: Meeting, *, by: Any, at: Meeting, published: bool) -> Meeting:
    """Keep the minutes as a later meeting approved them, for good; the trail gets their mark."""
    keep_still(meeting, State.MINUTED)
    if unsettled(meeting):
        raise Refused("Say first what became of each correction, then approve the minutes.")
    minutes = with_salt(reading.minutes_of(meeting))
    told = {"digest": digest_of(minutes)}
    fields = {"approved": minutes, "approved_at": at, "published": published}
    return _move(meeting, State.APPROVED, by, told, **fields)


@transaction.atomic
def build_agenda(meeting: Meeting, *, by: Any) -> Meeting:
    """Bring an agenda up to date with what the rules find; what people did to it stays."""
    keep_still(meeting, *TO_COME)
    agenda.build(meeting, reading.matters_for(meeting), by=by)
    return meeting


def refresh_agendas() -> None:
    """Bring the agendas of the coming month up to date."""
    month = (today(), today() + timedelta(days=31))
    for meeting in Meeting.objects.filter(state__in=TO_COME, on__range=month):
        build_agenda(meeting, by="system:agendas")


@transaction.atomic
def add_item(meeting: Meeting, *, by: Any, **fields: Any) -> Meeting:
    """Put something on the agenda, as its members may."""
    keep_still(meeting, *OPEN)
    agenda.add_item(meeting, by=by, **fields)
    return meeting


@transaction.atomic
def update_item(item: Item, *, by: Any, **fields: Any) -> Item:
    """Put an item into words of one's own, give it time or a presenter."""
    keep_still(item.meeting, *OPEN)
    return agenda.update_item(item, by=by, **fields)


@transaction.atomic
def remove_item(item: Item, *, by: Any) -> Meeting:
    """Take an item off the agenda for good, unless something is written down about it."""
    if item.outcomes.exists() or Item.objects.exclude(notes="").filter(pk=item.pk).exists():
        raise Refused("Something is written down about this item, so it stays in the minutes.")
    return update_item(item, by=by, removed=True).meeting


@transaction.atomic
def move_item(item: Item, *, by: Any, places: int) -> Meeting:
    """Move an item up or down by so many places."""
    keep_still(item.meeting, *OPEN)
    return agenda.move_item(item, by=by, places=places)


@transaction.atomic
def write_notes(item: Item, words: str, *, by: Any) -> None:
    """Save what is typed about an item, unless somebody else has written there since."""
    keep_still(item.meeting, *UNDER_WAY)
    if not Item.objects.filter(pk=item.pk, notes=item.notes).update(notes=words):
        raise Refused(OVERTAKEN)
    record("meetings.noted", item, by=by)


@transaction.atomic
def add_outcome(item: Item, *, by: Any, text: str, **fields: Any) -> Outcome:
    """Write down what came of an item; the same sent twice is one outcome."""
    keep_still(item.meeting, *UNDER_WAY)
    return write_down(item.outcomes, text, ADDED, TRACKED, by=by, **fields)


@transaction.atomic
def update_outcome(outcome: Outcome, *, by: Any, **fields: Any) -> Outcome:
    """Mend what came of an item; what is in the plan is changed there."""
    keep_still(outcome.item.meeting, *UNDER_WAY)
    if outcome.action_id:
        raise Refused("This action is in the plan already. Change it there.")
    changed = _edit_outcome(outcome, by=by, **fields)
    return put_into_plan(changed, TRACKED, by=by)


def _move(meeting: Meeting, after: State, by: Any, told: Any = None, **fields: Any) -> Meeting:
    kind = f"meetings.{after}"
    return move(meeting, after, kind, by=by, moves=MOVES, told=told, **fields)
