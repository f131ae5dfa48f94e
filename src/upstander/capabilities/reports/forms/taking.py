"""The form of two minutes for whoever reports for a person who sits beside them."""

from typing import Any

from django import forms

from upstander.capabilities.reports.forms import what, who, words
from upstander.capabilities.reports.forms.asking import Question, line

ASKED: tuple[type[Question], ...] = (
    what.Consent,
    what.Story,
    what.Forms,
    what.Strands,
    what.Why,
    what.When,
    what.Where,
    what.Now,
    what.Age,
    who.Reach,
)
PLAIN = {  # to somebody who asks another, the same questions sound otherwise
    "story": "What happened, in their words?",
    "why": "Why do they think it was done?",
    "age": "How old are they?",
    "landlord": "Their landlord or housing association",
    "reach": "May we contact them?",
}

STORY = "In any language. If they want to stay anonymous, leave out their name and address."


class TakeForm(forms.Form):
    """The shortest report that can be acted on: asked in one page, by keyboard alone."""

    small = True
    mark_optional = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for question in ASKED:
            for name, field in question({"role": "professional"}).fields.items():
                self.fields[name] = field
        self.fields["given_names"] = line("What should we call them?")
        self.fields["phone"] = line("Phone number", longest=40)
        self.fields["ways"] = forms.MultipleChoiceField(
            label="How is it safe to reach them?",
            choices=words.WAYS,
            widget=forms.CheckboxSelectMultiple(),
            required=False,
        )
        for name, label in PLAIN.items():
            self.fields[name].label = label
        self.fields["story"].required = True
        self.fields["story"].help_text = STORY

    def clean_phone(self) -> str:
        """Refuse what cannot be a number."""
        given: str = self.cleaned_data["phone"]
        if given and sum(sign.isdigit() for sign in given) < 5:
            raise forms.ValidationError("Enter a phone number with all of its digits")
        return given
