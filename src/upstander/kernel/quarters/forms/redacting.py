"""Which words have to go, and why."""

from django import forms

from upstander.kernel.plan.forms.widths import WIDE


class RedactForm(forms.Form):
    """Words that should never have been written."""

    words = forms.CharField(
        label="Which words have to go?",
        max_length=200,
        widget=forms.TextInput(attrs={**WIDE, "autocomplete": "off"}),
        help_text="Exactly as they stand, such as a name. They are kept nowhere, not in the trail.",
        error_messages={"required": "Write the words that have to go"},
    )
    why = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text="Kept in the trail, so without the words: “A victim was named by mistake.”",
        error_messages={"required": "Say why they have to go"},
    )
