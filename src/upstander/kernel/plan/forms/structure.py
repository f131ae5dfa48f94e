"""What the plan is made of: themes, objectives, actions."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.pages.forms import Checkboxes, DayField
from upstander.kernel.plan.forms.widths import NARROW, WIDE
from upstander.kernel.plan.models import Action, Objective, Theme
from upstander.kernel.registry import Measure


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
        """Remember the numbers that are taken."""
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
            "number": forms.TextInput(attrs=NARROW),
        }


class ObjectiveForm(forms.ModelForm):
    """An objective's words and day."""

    class Meta:
        model = Objective
        fields: ClassVar = ["title", "due"]
        field_classes: ClassVar = {"due": DayField}
        labels: ClassVar = {"title": "Objective", "due": "Due"}
        widgets: ClassVar[dict[str, forms.Widget]] = {"title": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {"due": "The last day meant, where it has one"}


class NewObjectiveForm(NumberedForm):
    """A new objective."""

    class Meta(ObjectiveForm.Meta):
        fields: ClassVar = ["number", "title", "due"]
        widgets: ClassVar = {
            **ObjectiveForm.Meta.widgets,
            "number": forms.TextInput(attrs=NARROW),
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
        """Offer the measures that speak of the objective."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if measures:
            fields["measures"].choices = [(m.code, m.title) for m in measures]
            self.initial.setdefault("measures", self.instance.measures)
        else:
            del fields["measures"]


class DropForm(forms.Form):
    """Why an action leaves the plan."""

    why = forms.CharField(
        label="Why is it taken out?",
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text="One sentence. It stands beside the action, whose history stays.",
        error_messages={"required": "Say why the action is taken out"},
    )
