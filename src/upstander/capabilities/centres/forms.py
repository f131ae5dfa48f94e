"""What people fill in about a centre."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError

from upstander.capabilities.centres.engine.standard import ASKED
from upstander.capabilities.centres.models import (
    Centre,
    Lead,
    LivenessCheck,
    Publicity,
    Sector,
    Stage,
)
from upstander.capabilities.centres.policies import MOVES
from upstander.kernel.access.reading import open_by_role
from upstander.kernel.clock import today
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.places.forms import PLACE_FIELDS, PlaceForm
from upstander.kernel.places.hours import week_of
from upstander.kernel.records.fields import HoursField, SettledField
from upstander.kernel.records.steps import OfRecord
from upstander.kernel.reference.hours import write_week
from upstander.kernel.reference.models import Strand

GROUPS = (
    ("What it is", ("name", "sector", "stage", "since", "reason", "owner", "organisation")),
    ("Where it is", ("address", "postcode", "ward", "latitude", "longitude")),
    ("When it is open", ("hours", "bank_holidays")),
    (
        "Who can use it",
        (
            *("step_free", "toilet", "hearing_loop", "quiet_room", "youth_friendly"),
            *("minimum_age", "languages", "strands"),
        ),
    ),
    ("What the public may know", ("shown", "phone", "website", "on_arrival")),
    ("Agreement and notes", ("agreed_on", "agreement_ends_on", "agreement_kept", "notes")),
)


class CentreForm(PlaceForm):
    """A centre that is here already; its stage is moved on a page of its own."""

    owner = forms.ModelChoiceField(
        Post.objects.select_related("organisation"),
        label="Who looks after it",
        help_text="The post that hears when something falls due.",
        empty_label="Choose a post",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        required=False,
        label="Partner organisation",
        help_text="If it is one of the partnership, its people can see this centre.",
        empty_label="None",
    )
    strands = forms.ModelMultipleChoiceField(
        Strand.objects.current().main(),
        required=False,
        label="Whom it reaches above all",
        widget=Checkboxes(inline=True),
    )
    agreed_on = DayField(required=False, label="Agreement signed on")
    agreement_ends_on = DayField(required=False, label="Agreement ends on")

    class Meta(PlaceForm.Meta):
        model = Centre
        fields: ClassVar = [
            *("name", "sector", "owner", "organisation", *PLACE_FIELDS, "strands"),
            *("agreed_on", "agreement_ends_on", "agreement_kept", "notes"),
        ]
        widgets: ClassVar = {"notes": forms.Textarea(attrs={"rows": 4})}
        labels: ClassVar = PlaceForm.Meta.labels | {
            "sector": "Kind of place",
            "agreement_kept": "Where the signed copy is kept",
        }
        help_texts: ClassVar = PlaceForm.Meta.help_texts | {
            "notes": "For those who look after centres; never public.",
        }

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """Give the fields under their headings."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names if name in self.fields]


class NewCentreForm(CentreForm):
    """A new centre: an idea, or one that stands somewhere already."""

    stage = SettledField(
        choices=Stage.choices,
        initial=Stage.IDEA,
        label="Where it stands",
        help_text="What is taken over as it is shows at once what it lacks.",
    )
    since = DayField(required=False, label="Since when")
    reason = forms.CharField(max_length=300, required=False, label="Why")


class MoveForm(OfRecord, forms.Form):
    """The next step of a centre."""

    to = forms.ChoiceField(label="Next stage", widget=Radios())
    reason = forms.CharField(max_length=300, label="Why, in a sentence")
    owner = forms.ModelChoiceField(
        Post.objects.select_related("organisation"),
        label="Who looks after it",
        empty_label="Choose a post",
    )
    on = DayField(required=False, label="On which day", help_text="Today, unless you say.")

    def fit(self, record: Centre) -> None:
        self.initial["owner"] = record.owner
        choices = [(stage.value, stage.label) for stage in MOVES[Stage(record.stage)]]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class AddLeadForm(forms.ModelForm):
    """Somebody who takes reports."""

    trained_on = DayField(
        required=False, label="Trained on", help_text="Leave empty if that is still to come."
    )

    class Meta:
        model = Lead
        fields: ClassVar = ["name", "email", "phone"]
        labels: ClassVar = {"email": "Email address", "phone": "Telephone"}


class OfLeadForm(OfRecord, forms.Form):
    """One of the people at a centre, and a day."""

    lead = forms.TypedChoiceField(label="Who", widget=Radios())
    on = DayField(required=False, label="On which day", help_text="Today, unless you say.")

    def fit(self, record: Centre) -> None:
        """Name those who take reports there, to whoever may know them."""
        people = list(record.leads.active())
        open_by_role(self.user, "centres.contact", record, people, page="edit")
        by_key = {str(lead.pk): lead for lead in people}
        who = cast(forms.TypedChoiceField, self.fields["lead"])
        who.choices = [(key, lead.name) for key, lead in by_key.items()]
        who.coerce = by_key.__getitem__


class HoursForm(OfRecord, forms.Form):
    """A new week, and from when."""

    hours = HoursField(required=False)
    first = DayField(required=False, label="From which day", help_text="Today, unless you say.")

    def fit(self, record: Centre) -> None:
        self.initial["hours"] = write_week(week_of(record))


class ShutForm(forms.Form):
    """Some days on which it is shut."""

    first = DayField(label="First day")
    last = DayField(label="Last day")
    why = forms.CharField(max_length=200, required=False, label="Why", help_text="Never public.")


class CheckForm(forms.ModelForm):
    """What a check found."""

    kind = forms.ChoiceField(choices=LivenessCheck.Kind.choices, label="How", widget=Radios)
    result = forms.ChoiceField(
        choices=LivenessCheck.Result.choices, label="What was found", widget=Radios
    )
    on = DayField(required=False, label="On which day", help_text="Today, unless you say.")
    # beside the model's fields: the table's own rule on it is said by the change, in a sentence
    follow_up_on = DayField(required=False, label="Look again by")
    field_order = ("kind", "on", "result", "note", "follow_up", "follow_up_on")

    class Meta:
        model = LivenessCheck
        fields: ClassVar = ["kind", "on", "result", "note", "follow_up"]
        labels: ClassVar = {
            "note": "Anything to add",
            "follow_up": "If it did not pass: what follows",
        }
        help_texts: ClassVar = {"note": "What you saw, without names."}


class StandardForm(forms.Form):
    """The items of the minimum standard that somebody has to ask about."""

    small, mark_optional = True, False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [("yes", "Yes"), ("no", "No"), ("", "Not asked")]
        for item in ASKED:
            self.fields[item.code] = forms.ChoiceField(
                choices=answers, required=False, label=item.title, widget=Radios(inline=True)
            )

    def clean(self) -> dict[str, Any]:
        told = {"yes": True, "no": False}
        return {name: told.get(answer) for name, answer in self.cleaned_data.items()}


class PublicityForm(forms.ModelForm):
    """What was given to make a centre known."""

    given_on = DayField(required=False, label="Given on", help_text="Today, unless you say.")
    review_on = DayField(label="Look whether it is still right by")

    class Meta:
        model = Publicity
        fields: ClassVar = ["kind", "language", "given_on", "review_on"]
        labels: ClassVar = {"kind": "What"}


class TargetForm(forms.Form):
    """How many new centres of a sector by when."""

    sector = forms.ChoiceField(choices=Sector.choices, label="Kind of place")
    wanted = forms.IntegerField(min_value=0, max_value=500, label="New live centres")
    before = DayField(label="By which day")

    def clean_before(self) -> Any:
        if self.cleaned_data["before"] < today():
            raise ValidationError("The day has gone by.")
        return self.cleaned_data["before"]
