"""The form of a speaker's word."""

from django import forms


class SignOffForm(forms.Form):
    """Who read the sentences; `read` says which they were."""

    speaker = forms.CharField(label="Name of the speaker who read it", max_length=120)
    standing = forms.CharField(
        label="Who they are",
        max_length=200,
        help_text="For example “teaches Polish in Wimbledon” or “translator of the council”.",
    )
    read = forms.CharField(max_length=64, widget=forms.HiddenInput)
    whole = forms.BooleanField(
        label="They have read every sentence of the sheet, and found it right and kind"
    )
