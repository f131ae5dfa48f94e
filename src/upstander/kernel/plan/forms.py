"""What people write into the plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.clock import today
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.plan.changes import NewEvidence
from upstander.kernel.plan.evidence import NotEvidence, kind_of, title_of, under_random_name
from upstander.kernel.plan.models import (
    Action,
    Dependency,
    Objective,
    Occurrence,
    Plan,
    Theme,
    Update,
)
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.plan.status import DENSE_WORDS, Status
from upstander.kernel.plan.suggestion import Suggestion, suggest
from upstander.kernel.registry import Measure

STATUS_HINTS = {
    Status.ON_HOLD: "Stopped for now, waiting for something",
    Status.IN_PROGRESS: "Moving, and nothing that was due is missing",
    Status.COMPLETED: "Nothing more to do this year",
    Status.BEHIND: "Something that was due has not happened",
}
LONGEST_UPDATE = 600
WIDE = {"class": "govuk-input--width-30"}


class UpdateForm(forms.Form):
    """How an action stands: three things to say, and something to show for it."""

    label_size = "m"

    status = forms.ChoiceField(label="What is the status?", widget=Radios(hints=STATUS_HINTS))
    text = forms.CharField(
        label="What happened, in a sentence or two?",
        max_length=LONGEST_UPDATE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="This stands in the plan, so leave out names of victims, pupils and suspects.",
    )
    reason = forms.CharField(
        label="Why does it stand, if the evidence suggests another status?",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )
    leave_open = forms.BooleanField(
        label="Leave the difference without a reason; it joins the Strategy Group’s agenda",
        required=False,
    )
    file = forms.FileField(
        label="Anything to show for it?",
        required=False,
        help_text="A poster, a letter, minutes. PDF, Word, Excel, JPG or PNG, up to 10 MB.",
        error_messages={"empty": "The file is empty. Choose another"},
    )
    link = forms.URLField(
        label="Or a link to it",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={**WIDE, "inputmode": "url"}),
        error_messages={"invalid": "Write the whole link, such as https://www.example.org/page"},
    )
    link_title = forms.CharField(
        label="What the link shows",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
    )

    def __init__(self, action: ActionRead, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.fields["status"].choices = Status.choices
        reference = action.reference
        self.fields["status"].error_messages["required"] = f"Choose the status of {reference}"
        self.fields["text"].error_messages["required"] = f"Write a sentence about {reference}"
        self.fields["status"].help_text = (
            f"The evidence suggests {DENSE_WORDS[action.suggestion.status]}: "
            f"{action.suggestion.reason}"
        )
        self.fields[
            "reason"
        ].help_text = (
            "One sentence, read out at the meeting. Without it a difference joins the agenda."
        )
        if not self._asked_again:
            del self.fields["leave_open"]

    @property
    def _asked_again(self) -> bool:
        """Tell whether the difference has been pointed out, or would be by this answer."""
        status = self.data.get("status", "") if self.is_bound else ""
        return status in Status.values and self._suggested(status).status != status

    def _suggested(self, status: str) -> Suggestion:
        """Ask the rules what they would say if this status were declared today."""
        shown = bool(self.files.get("file") or self.data.get("link"))
        facts = self.action.facts
        return suggest(
            replace(
                facts,
                declared=status,
                declared_on=facts.on,
                has_evidence=facts.has_evidence or shown,
            )
        )

    def clean_file(self) -> Any:
        """Look at what the file is, not at what it is called."""
        file = self.cleaned_data["file"]
        if file:
            try:
                kind_of(file)
            except NotEvidence as error:
                raise ValidationError(error.message, code="kind") from error
        return file

    def clean_link(self) -> str:
        """Take only what a browser opens as a page."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError("A link begins with https:// or http://", code="scheme")
        return link

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the status differs from what the evidence suggests."""
        found = super().clean() or self.cleaned_data
        status = found.get("status", "")
        if not status or found.get("reason", "").strip() or found.get("leave_open"):
            return found
        suggestion = self._suggested(status)
        if suggestion.status != status:
            self.add_error(
                "reason",
                f"Say why it stands as {DENSE_WORDS[Status(status)]}, or tick that you leave it "
                f"open: the evidence suggests {DENSE_WORDS[suggestion.status]}. "
                f"{suggestion.reason}",
            )
        return found

    @property
    def evidence(self) -> list[NewEvidence]:
        """Give what was sent to show for it."""
        found = []
        if file := self.cleaned_data.get("file"):
            found.append(NewEvidence("file", title_of(file), file=under_random_name(file)))
        if link := self.cleaned_data.get("link"):
            title = self.cleaned_data.get("link_title") or link
            found.append(NewEvidence("link", title[:200], url=link))
        return found

    @classmethod
    def said(cls, update: Update) -> dict[str, str]:
        """Give what an update said, to be put right."""
        return {"status": update.status, "text": update.text, "reason": update.reason}


class StartForm(forms.Form):
    """The beginning of an empty plan."""

    title = forms.CharField(label="Title", max_length=300, widget=forms.TextInput(attrs=WIDE))
    borough = forms.CharField(
        label="Borough", max_length=100, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    starts_on = DayField(label="First day", help_text="For example 1 April 2024")
    ends_on = DayField(label="Last day", help_text="For example 31 March 2025")

    def clean(self) -> dict[str, Any]:
        """See that the plan ends after it begins."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", "The last day must come after the first day")
        return found

    @property
    def year(self) -> str:
        """Write the plan's year as partnerships do: 2024-25, or 2024 for a calendar year."""
        first: date = self.cleaned_data["starts_on"]
        last: date = self.cleaned_data["ends_on"]
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year % 100:02}"


class ThemeForm(forms.ModelForm):
    """A theme's words."""

    class Meta:
        model = Theme
        fields: ClassVar = ["title", "aim"]
        widgets: ClassVar = {
            "title": forms.TextInput(attrs=WIDE),
            "aim": forms.Textarea({"rows": 3}),
        }


class NumberedForm(forms.ModelForm):
    """A new item under a number of the plan's own, which must be free."""

    def __init__(self, *args: Any, taken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = frozenset(taken)

    def clean_number(self) -> str:
        """Refuse a number that the plan has already."""
        number = str(self.cleaned_data["number"]).strip()
        if number in self.taken:
            raise ValidationError(f"The plan has a number {number} already. Choose another")
        return number


class NewThemeForm(NumberedForm):
    """A new theme."""

    class Meta(ThemeForm.Meta):
        fields: ClassVar = ["number", "title", "aim"]
        widgets: ClassVar = {
            **ThemeForm.Meta.widgets,
            "number": forms.TextInput({"class": "govuk-input--width-4"}),
        }


class ObjectiveForm(forms.ModelForm):
    """An objective's words and day."""

    class Meta:
        model = Objective
        fields: ClassVar = ["title", "due"]
        field_classes: ClassVar = {"due": DayField}
        labels: ClassVar = {"title": "Objective", "due": "Due"}
        widgets: ClassVar = {"title": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {"due": "The last day meant, where it has one"}


class NewObjectiveForm(NumberedForm):
    """A new objective."""

    class Meta(ObjectiveForm.Meta):
        fields: ClassVar = ["number", "title", "due"]
        widgets: ClassVar = {
            **ObjectiveForm.Meta.widgets,
            "number": forms.TextInput({"class": "govuk-input--width-4"}),
        }


class ActionForm(forms.ModelForm):
    """An action's words, how often it comes round, its day, and what counts for it."""

    measures = forms.MultipleChoiceField(
        label="Measures that count for it",
        required=False,
        widget=Checkboxes,
        help_text="Where one of them falls short, the rules suggest Behind.",
    )
    small = True

    class Meta:
        model = Action
        fields: ClassVar = ["text", "short_title", "cadence", "due"]
        field_classes: ClassVar = {"due": DayField}
        labels: ClassVar = {"text": "Action", "short_title": "Short title", "cadence": "How often"}
        widgets: ClassVar = {
            "text": forms.Textarea({"rows": 3}),
            "short_title": forms.TextInput(attrs=WIDE),
        }
        help_texts: ClassVar = {
            "short_title": "For dense lists, up to 60 characters where you can",
            "due": "The last day meant, where it has one of its own",
        }

    def __init__(self, *args: Any, measures: Sequence[Measure] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measures:
            self.fields["measures"].choices = [(m.code, m.title) for m in measures]
            self.initial.setdefault("measures", self.instance.measures)
        else:
            del self.fields["measures"]


class DropForm(forms.Form):
    """Why an action leaves the plan."""

    why = forms.CharField(
        label="Why is it taken out?",
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text="One sentence. It stands beside the action, whose history stays.",
        error_messages={"required": "Say why the action is taken out"},
    )


class OccurrenceForm(forms.ModelForm):
    """One more time that an action falls due."""

    class Meta:
        model = Occurrence
        fields: ClassVar = ["label", "starts_on", "due_on", "note"]
        field_classes: ClassVar = {"starts_on": DayField, "due_on": DayField}
        labels: ClassVar = {"label": "What it is called", "starts_on": "Begins", "due_on": "Due"}
        widgets: ClassVar = {
            "label": forms.TextInput(attrs=WIDE),
            "note": forms.TextInput(attrs=WIDE),
        }
        help_texts: ClassVar = {
            "label": "For example: IDAHOBIT 2025, or Advice surgery, June",
            "starts_on": "Only where it lasts longer than a day",
        }


class DoneForm(forms.Form):
    """When something took place."""

    done_on = DayField(label="When did it take place?")
    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
        help_text="Where, how many came. No names.",
    )

    def clean_done_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["done_on"]
        if day > today():
            raise ValidationError("The day it took place must be today or earlier")
        return day


class DependencyForm(forms.ModelForm):
    """What some objectives wait for."""

    small = True

    class Meta:
        model = Dependency
        fields: ClassVar = ["title", "opened_on", "expected_on", "objectives"]
        field_classes: ClassVar = {"opened_on": DayField, "expected_on": DayField}
        labels: ClassVar = {
            "title": "What is waited for",
            "opened_on": "Waiting since",
            "expected_on": "Expected by",
            "objectives": "Objectives that wait for it",
        }
        widgets: ClassVar = {"title": forms.TextInput(attrs=WIDE), "objectives": Checkboxes}
        help_texts: ClassVar = {"objectives": "While nothing is done, the rules suggest On Hold."}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objectives"].queryset = Objective.objects.filter(theme__plan=plan)


class MeetForm(forms.Form):
    """How what was waited for has come."""

    met_on = DayField(label="When did it come?")
    met_how = forms.CharField(
        label="How was it met?",
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text="For example: grant awarded by the Mayor’s fund.",
        error_messages={"required": "Say how it was met"},
    )

    def clean_met_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["met_on"]
        if day > today():
            raise ValidationError("The day it was met must be today or earlier")
        return day
