"""What is asked about a place."""

from typing import Any, ClassVar

from django import forms

from upstander.kernel.pages.forms import Checkboxes, Radios
from upstander.kernel.places.hours import week_of
from upstander.kernel.places.models import Known, Place
from upstander.kernel.records.fields import HoursField, SettledField
from upstander.kernel.reference.hours import write_week
from upstander.kernel.reference.languages import LANGUAGE_CHOICES
from upstander.kernel.reference.models import Ward

PLACE_FIELDS = (
    *("address", "postcode", "ward", "latitude", "longitude", "bank_holidays", "step_free"),
    *("toilet", "hearing_loop", "quiet_room", "youth_friendly", "minimum_age", "shown", "phone"),
    *("website", "on_arrival"),
)
SHOWN_HINTS = {
    "full": "Name, address, hours and languages stand in the finder and the open feed.",
    "area": "Only the ward and whether it is step-free. People call, and are told where.",
    "referral": "Nowhere in public. Caseworkers and police lead people there.",
}


def asked(label: str) -> SettledField:
    """Make the question for a fact that somebody has to have asked for."""
    return SettledField(
        choices=Known.choices, initial=Known.UNKNOWN, label=label, widget=Radios(inline=True)
    )


class PlaceForm(forms.ModelForm):
    """The questions about any place; a part of the product adds its own, and its model."""

    small = True
    ward = forms.ModelChoiceField(
        Ward.objects.current(),
        required=False,
        label="Ward",
        help_text="Worked out from the place where that is known.",
        empty_label="Not known yet",
    )
    hours = HoursField(required=False)
    bank_holidays = SettledField(
        choices=Place.BankHolidays.choices,
        initial=Place.BankHolidays.CLOSED,
        label="On bank holidays",
        widget=Radios(inline=True),
    )
    step_free = asked("Step-free from the street")
    toilet = asked("Accessible toilet")
    hearing_loop = asked("Hearing loop")
    quiet_room = asked("Quiet room")
    youth_friendly = asked("Friendly to young people")
    shown = SettledField(
        choices=Place.Shown.choices,
        initial=Place.Shown.AREA,
        label="How it wants to be shown",
        widget=Radios(hints=SHOWN_HINTS),
    )
    languages = forms.MultipleChoiceField(
        choices=LANGUAGE_CHOICES,
        required=False,
        label="Languages spoken there",
        widget=Checkboxes(inline=True),
    )
    website = forms.URLField(required=False, assume_scheme="https", label="Website")

    class Meta:
        labels: ClassVar = {
            "minimum_age": "From what age",
            "phone": "Telephone for everybody",
            "on_arrival": "What to say on arrival",
        }
        help_texts: ClassVar = {
            "on_arrival": "Everybody reads this. Say what to ask for, never the name of a person.",
            "latitude": "Such as 51.4213. Filled in from the postcode where that is known.",
            "longitude": "Such as -0.2064.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["hours"] = write_week(week_of(self.instance))
            self.initial["languages"] = [row.code for row in self.instance.languages.all()]
