"""What is asked about meetings."""

from typing import Any

from django import forms

from upstander.capabilities.meetings.models import Item, Meeting, Outcome, State
from upstander.kernel.clock import today
from upstander.kernel.groups.models import Group
from upstander.kernel.pages.forms import Radios
from upstander.kernel.plan.decisions import DecisionForm
from upstander.kernel.records.fields import form_of
from upstander.kernel.records.steps import OfRecord


class ByRule(OfRecord, forms.ModelForm):
    """A meeting of a group, proposed for the next day that its rule names."""

    def fit(self, record: Group) -> None:
        if rule := record.meets:
            taken = record.meetings.exclude(state=State.CANCELLED).values_list("on", flat=True)
            free = [day for day in rule.following(today(), 8) if day not in taken]
            self.initial.update(on=free[0], at=rule.at)
        self.initial.update(length=record.length, place=record.place)


class ApproveForm(OfRecord, forms.Form):
    """Which meeting approved the minutes, and who may read them."""

    at = forms.ModelChoiceField(Meeting.objects.all(), label="Approved at the meeting of")
    published = forms.BooleanField(
        label="Everybody in the partnership may read them",
        required=False,
        initial=True,
        help_text="Once they are approved, nobody can change the minutes.",
    )

    def fit(self, record: Meeting) -> None:
        asked: Any = self.fields["at"]
        asked.queryset = record.group.meetings.held().filter(on__gt=record.on)
        if not asked.queryset.exists():
            asked.help_text = "No later meeting has been opened yet. Open the next one first."


class MoveForm(forms.Form):
    """By how many places an item moves; up is less than nought."""

    places = forms.IntegerField(min_value=-99, max_value=99)


MEETING = ("on", "at", "length", "place", "link")
MeetingForm, PlanForm = form_of(Meeting, *MEETING), form_of(Meeting, *MEETING, form=ByRule)
ItemForm, SendForm = (
    form_of(Item, "title", "text", "presenter", "minutes"),
    form_of(Item, "title", "text"),
)
DECISION = ("kind", "text", "lead", "due", "objective", "action")
OutcomeForm = form_of(Outcome, *DECISION, form=DecisionForm, widgets={"kind": Radios(inline=True)})
