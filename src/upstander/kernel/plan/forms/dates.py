"""When things fall due, took place, or are waited for."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.clock import today
from upstander.kernel.pages.forms import Checkboxes, DayField
from upstander.kernel.plan.forms.widths import WIDE
from upstander.kernel.plan.models import Dependency, Objective, Occurrence, Plan


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
        """Offer the plan's objectives."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["objectives"].queryset = Objective.objects.filter(theme__plan=plan)


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
