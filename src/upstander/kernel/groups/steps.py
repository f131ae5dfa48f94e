"""The steps of attendance, ready for any kind of record that a group comes together for.

The record has a `group` and the day `on`. Its views declare a step with the permission that it
asks for and with when it is offered.
"""

from collections.abc import Callable
from typing import Any

from django import forms

from upstander.kernel.groups.attending import correct, settle, take_attendance, take_part, unsettled
from upstander.kernel.groups.models import Attendance, Seat
from upstander.kernel.groups.standing import standing_of
from upstander.kernel.pages.forms import Checkboxes, Radios
from upstander.kernel.records.steps import OfRecord, Step
from upstander.kernel.records.typed import seen_of

When = Callable[[Any], bool]
Change = Callable[..., Any]
Answer = Attendance.Answer
SAID = [(answer.value, answer.label) for answer in (Answer.COMING, Answer.APOLOGIES)]


class AnswerForm(forms.Form):
    """Whether one comes."""

    answer = forms.ChoiceField(label="Do you come?", choices=SAID, widget=Radios)
    information = forms.CharField(
        label="What should be known there, if you cannot come?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Members read it. Leave out names of victims and suspects.",
    )


class CorrectForm(forms.Form):
    """A correction of what was written."""

    correction = forms.CharField(
        label="What is not as it was?", max_length=2000, widget=forms.Textarea({"rows": 4})
    )


class AttendanceForm(OfRecord, forms.Form):
    """Who is there."""

    small = True

    present = forms.ModelMultipleChoiceField(
        Seat.objects.with_people(), label="Who is here?", required=False, widget=Checkboxes
    )

    def fit(self, record: Any) -> None:
        """Offer who sat in the group that day; whoever was expected is ticked at first."""
        seats = standing_of(record.group, record.on).filled
        asked: Any = self.fields["present"]
        asked.queryset = asked.queryset.filter(pk__in=[seat.pk for seat in seats])
        rows = Attendance.objects.at(record)
        was_there = rows.filter(answer=Answer.PRESENT)
        expected = was_there if was_there.exists() else rows.filter(answer=Answer.COMING)
        self.initial["present"] = list(expected.values_list("seat", flat=True))


class SettleForm(OfRecord, forms.Form):
    """What became of each correction."""

    def fit(self, record: Any) -> None:
        """Ask about each of which nobody has said it."""
        asked = unsettled(record)
        # the name holds the words: a correction sent meanwhile is read before it is answered
        self.asked = {f"of_{one.pk}_{seen_of(one.correction)}": one for one in asked}
        for name, one in self.asked.items():
            self.fields[name] = forms.CharField(
                label=f"{one}: {' '.join(one.correction.split())}",
                max_length=300,
                help_text="Such as: put right; or why it stays.",
                widget=forms.TextInput({"class": "govuk-input--width-30"}),
            )

    def clean(self) -> dict[str, Any]:
        """Give the answers by the attendance that they belong to."""
        return {"settled": {self.asked[n]: words for n, words in self.cleaned_data.items()}}


def calling(verb: str, change: Change, now: When, again: When) -> tuple[Step, Step]:
    """Invite everybody, and once more whoever has not had it that day."""
    said = "Invitations are on their way."
    first = "Everybody who sits in the group is written to, with an invitation for their calendar."
    more = "The invitation goes out as it stands, to every member who has not had it today."
    return (
        Step("call", "Call the meeting", change, said, verb, when=now, intro=first),
        Step("again", "Invite again", change, said, verb, when=again, intro=more),
    )


def calling_off(verb: str, change: Change, when: When) -> Step:
    """Take it back."""
    said = "{record} is called off."
    intro = "Whoever was invited is written to, and it leaves their calendar. This is not undone."
    return Step("cancel", "Call it off", change, said, verb, when=when, intro=intro)


def answering(verb: str, when: When) -> Step:
    """Let members say whether they come, and what they would have said."""
    title = "Say whether you come"
    return Step("answer", title, take_part, "Your answer is noted.", verb, AnswerForm, when)


def attendance(verb: str, when: When) -> Step:
    """Write down who is there."""
    said = "The attendance is written down."
    intro = "Whoever is not ticked had sent apologies, or is absent."
    return Step(
        "attendance",
        "Who is here",
        take_attendance,
        said,
        verb,
        AttendanceForm,
        when,
        intro,
        button="Write it down",
    )


def correcting(verb: str, when: When) -> Step:
    """Let members send a correction."""
    said = "Your correction is sent. You will see here what became of it."
    return Step("correct", "Send a correction", correct, said, verb, CorrectForm, when)


def settling(verb: str, when: When) -> Step:
    """Say what became of corrections, while some are not answered."""

    def is_asked(record: Any) -> bool:
        return when(record) and bool(unsettled(record))

    said = "What became of the corrections is noted."
    return Step("settle", "Answer the corrections", settle, said, verb, SettleForm, is_asked)
