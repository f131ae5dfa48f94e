"""The pages of meetings, of their items, and of what came of them."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest

from upstander.capabilities.meetings import changes, forms, reading
from upstander.capabilities.meetings.models import Item, Meeting, Outcome, State
from upstander.capabilities.meetings.policies import OPEN, TO_COME, UNDER_WAY
from upstander.kernel.access.check import may
from upstander.kernel.groups import attending
from upstander.kernel.groups import steps as ready
from upstander.kernel.groups.agenda import lines_of
from upstander.kernel.groups.minutes import as_approved
from upstander.kernel.groups.models import Group
from upstander.kernel.groups.standing import standing_of
from upstander.kernel.records.columns import Column, columns_of
from upstander.kernel.records.filing import filing
from upstander.kernel.records.filtering import filters_of
from upstander.kernel.records.paging import Key
from upstander.kernel.records.steps import Step
from upstander.kernel.records.typed import seen_of
from upstander.kernel.records.views import RecordViews

VIEW, TAKE_PART, RUN = "meetings.view", "meetings.take_part", "meetings.run"
PAGE, LOOKED_BACK = "meetings:detail", 4  # meetings at which somebody may have been missing
DONE, OPEN_NOW, SENT_OUT = "It is written down.", "The meeting is open.", "The draft leaves."
SENT, WRITTEN = "It is on the agenda.", "It is planned, and its agenda has written itself."
PLAN, MOVED = "Plan a meeting", "“{record}” is in another place now."
OPENS = "On its day: what is said is then written down, and it can no longer be called off."
DRAFTS = "Every member is written to, and may send corrections until the minutes are approved."


def at(*states: State) -> Callable[[Any], bool]:
    """Offer a step while a meeting, or the meeting of an item, is in one of the states."""
    return lambda record: getattr(record, "meeting", record).state in states


def step(name: str, title: str, change: Any, said: str, *states: State, **more: Any) -> Step:
    """Make a step of whoever keeps the group, for a meeting in one of the states."""
    return Step(name, title, change, said, RUN, when=at(*states), **more)


class MeetingViews(RecordViews):
    """The meetings of all groups."""

    slug, model = "meetings", Meeting
    title, singular, plural = "Meetings", "meeting", "meetings"
    empty = "Plan the first meeting of a group."
    columns = (
        Column("title", "Meeting", "Its group and day", value=str),
        *columns_of(Meeting, "on", "at", "place", "state"),
    )
    order, joins = (Key("on", descending=True),), ("group", "approved_at")
    filters = filters_of(Meeting, "group", "state", day="on")
    form, update = forms.MeetingForm, staticmethod(changes.update_meeting)
    verbs: ClassVar = {"change": RUN, "pack": TAKE_PART}
    reports: ClassVar = {"pack": reading.pack, "minutes": reading.minutes_report}
    steps = (
        step("hold", "Open the meeting", changes.hold, OPEN_NOW, State.CALLED, intro=OPENS),
        *ready.calling(RUN, changes.call, at(State.PLANNED), at(State.CALLED)),
        ready.attendance(RUN, at(*UNDER_WAY)),
        step("circulate", "Send the draft", changes.circulate, SENT_OUT, *UNDER_WAY, intro=DRAFTS),
        ready.settling(RUN, at(State.MINUTED)),
        step("approve", "Approve", changes.approve, DONE, State.MINUTED, form=forms.ApproveForm),
        step("agenda", "Bring it up to date", changes.build_agenda, "It is so now.", *TO_COME),
        ready.calling_off(RUN, changes.cancel, at(*TO_COME)),
        ready.answering(TAKE_PART, at(*TO_COME)),
        ready.correcting(TAKE_PART, at(State.MINUTED)),
        Step("item", "Send an item", changes.add_item, SENT, TAKE_PART, forms.SendForm, at(*OPEN)),
    )

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        if page == "list":
            coming = cls.rows(request.user).filter(state__in=TO_COME).order_by("-on")
            next_of = {meeting.group_id: meeting for meeting in coming}
            groups = Group.objects.visible_to(request.user)
            return {"groups": [(g, next_of.get(g.pk), may(request.user, RUN, g)) for g in groups]}
        if page == "report":
            return {"holds": as_approved(record)}
        if page != "detail" or not may(request.user, TAKE_PART, record):
            return {}
        there, strands = attending.who_comes(record), attending.strands_at(record)
        found = {"lines": lines_of(record), "there": there, "strands": strands}
        found["here"] = sum(row.answer == "present" for row in there)
        return found | {"to_come": record.state in TO_COME, "is_open": record.state in OPEN}


class ItemViews(RecordViews):
    """One item in front, with the agenda beside it: the chair's view."""

    slug, noun, model = "meetings", "items", Item
    title, singular, plural = "Items", "item", "items"
    parents = (("Meetings", "meetings:list"),)
    columns = columns_of(Item, "title", "text", "presenter", "minutes")
    form, update = forms.ItemForm, staticmethod(changes.update_item)
    has, joins = frozenset({"detail", "edit", "history", "files"}), ("meeting__group",)
    verbs: ClassVar = {"view": TAKE_PART, "change": RUN}
    typed: ClassVar = {"notes": changes.write_notes}
    steps = (
        step(
            "outcome", "An outcome", changes.add_outcome, DONE, *UNDER_WAY, form=forms.OutcomeForm
        ),
        step("move", "Move", changes.move_item, MOVED, *OPEN, form=forms.MoveForm, leads_to=PAGE),
        step("remove", "Take it off", changes.remove_item, DONE, *OPEN, leads_to=PAGE),
        filing(RUN, "Add a paper"),
    )

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        if page != "detail":
            return {}
        writes = record.meeting.state in UNDER_WAY and may(request.user, RUN, record)
        return {
            "lines": lines_of(record.meeting),
            "is_open": record.meeting.state in OPEN,
            "outcomes": record.outcomes.select_related("lead", "action__objective"),
            "outcome_form": forms.OutcomeForm() if writes else None,
            "seen": seen_of(record.notes),
        }


class OutcomeViews(RecordViews):
    """What came of meetings."""

    slug, noun, model = "meetings", "outcomes", Outcome
    title, singular, plural = "What came of meetings", "outcome", "outcomes"
    empty = "Outcomes are written down at a meeting, below their item."
    parents = (("Meetings", "meetings:list"),)
    columns = (
        *columns_of(Outcome, "text", "kind"),
        Column("meeting", "Meeting", "Its group and day", value=lambda o: o.item.meeting),
        *columns_of(Outcome, "lead", "due", "objective", "action"),
    )
    order = (Key("pk", descending=True),)
    joins = ("item__meeting__group", "lead", "objective", "action__objective")
    filters = filters_of(Outcome, "item__meeting__group", "kind", day="due")
    form, update = forms.OutcomeForm, staticmethod(changes.update_outcome)
    verbs: ClassVar = {"change": RUN}


class GroupViews(RecordViews):
    """The meetings of one group."""

    slug, noun, model = "meetings", "groups", Group
    title, singular, plural = "Groups", "group", "groups"
    parents, columns, has = (("Meetings", "meetings:list"),), (), frozenset({"detail"})
    steps = (Step("plan", PLAN, changes.plan_meeting, WRITTEN, RUN, forms.PlanForm, leads_to=PAGE),)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        if page != "detail":
            return {}
        seen = Meeting.objects.visible_to(request.user).filter(group=record)
        held = record.meetings.held()[:LOOKED_BACK]
        missing = attending.never_came(record, held if may(request.user, TAKE_PART, record) else [])
        return {"meetings": seen, "standing": standing_of(record), "missing": missing, "held": held}
