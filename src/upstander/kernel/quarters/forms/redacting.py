"""Which words or which file have to go, and why."""

from django import forms

from upstander.kernel.pages.forms import Radios
from upstander.kernel.plan.forms.widths import WIDE
from upstander.kernel.plan.redaction import Why


class FileForm(forms.Form):
    """Why a file has to go."""

    why = forms.ChoiceField(
        label="Why?",
        choices=Why.choices,
        widget=Radios(),
        error_messages={"required": "Choose why it has to go"},
    )


class RedactForm(FileForm):
    """Words that should never have been written."""

    words = forms.CharField(
        label="Which words have to go?",
        max_length=200,
        widget=forms.TextInput(attrs={**WIDE, "autocomplete": "off", "spellcheck": "false"}),
        help_text="As they stand, such as a name. Whole words are looked for, in any case and "
        "spacing. They are kept nowhere, not in the trail.",
        error_messages={"required": "Write the words that have to go"},
    )

    field_order = ("words", "why")
