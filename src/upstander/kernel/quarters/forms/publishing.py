"""Which fields of the plan are public."""

from typing import Any

from django import forms

from upstander.kernel.pages.forms import Checkboxes
from upstander.kernel.quarters.models import PublicField

HINTS: dict[str, str] = {
    PublicField.AIM: "What each theme is to reach",
    PublicField.LEADS: "Names of bodies, never of people",
    PublicField.ACTION: "The short title of each action",
    PublicField.STATUS: "As the Group adopted it, with the quarters before",
    PublicField.REASON: "Why a status stands although the rules suggest another",
    PublicField.WORDS: "Read them first: they were written for partners",
    PublicField.DATES: "How many were done of how many",
    PublicField.FIGURES: "Small numbers of people are held back",
    PublicField.DEPENDENCIES: "Such as a budget",
}


class PublicFieldsForm(forms.Form):
    """The fields that are public for the whole plan."""

    mark_optional = False  # none of the boxes has to be ticked, which goes without saying

    fields_shown = forms.MultipleChoiceField(
        label="What is public",
        required=False,
        choices=PublicField.choices,
        widget=Checkboxes(hints=HINTS),
    )

    @property
    def flags(self) -> dict[str, bool]:
        """Give each field with whether it is public."""
        chosen = set(self.cleaned_data["fields_shown"])
        return {name: name in chosen for name in PublicField.values}


class HiddenForm(forms.Form):
    """One action or objective that is kept out of the public page, or back in it."""

    record = forms.RegexField(r"plan\.(objective|action):[1-9]\d{0,17}")
    hide = forms.BooleanField(required=False)

    def __init__(self, known: set[str], *args: Any, **kwargs: Any) -> None:
        """Know the items of the plan."""
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_record(self) -> str:
        """Take only an item of this plan."""
        record = str(self.cleaned_data["record"])
        if record not in self.known:
            raise forms.ValidationError("The plan has no such item")
        return record
