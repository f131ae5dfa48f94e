"""What is filled in about agreements, urgent access and reviews."""

from typing import Any, ClassVar

from django import forms

from upstander.kernel.access.declared import all_guards, opening_purposes
from upstander.kernel.access.gateways import URGENT_GATEWAYS, Gateway
from upstander.kernel.access.guarding import guard_of
from upstander.kernel.access.models import (
    Agreement,
    Alert,
    Barring,
    Involvement,
    UrgentAccess,
    Withholding,
)
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.people.models import Organisation, Post, User
from upstander.kernel.records.steps import OfRecord

REASON = (
    "Who is in danger of what, and why it cannot wait. It is kept encrypted and read by whoever "
    "reviews it."
)


def purposes() -> list[tuple[str, str]]:
    """List purposes as choices."""
    return [(each.code, each.title) for each in opening_purposes().values()]


def purpose_hints() -> dict[str, str]:
    """Explain each purpose."""
    return {each.code: each.sentence for each in opening_purposes().values()}


def kinds() -> list[tuple[str, str]]:
    """List the kinds of guarded record that have a page of their own as choices."""
    opened = [guard for guard in all_guards() if guard.page]
    found = [(guard.label, in_words(f"{guard.label}:").strip()) for guard in opened]
    return [(label, words[:1].upper() + words[1:]) for label, words in found]


class AgreementForm(forms.ModelForm):
    """An agreement between bodies."""

    parties = forms.ModelMultipleChoiceField(
        Organisation.objects.filter(active=True),
        widget=Checkboxes,
        label="Between",
        help_text="Each opens its records to the others, where they take part in a case.",
    )
    purpose = forms.ChoiceField(label="What for")
    categories = forms.MultipleChoiceField(
        choices=list(CATEGORIES.items()),
        widget=Checkboxes,
        label="What it opens",
        help_text="Only what the purpose needs.",
    )
    renewed_by = forms.ModelChoiceField(
        Post.objects.select_related("organisation"),
        label="Who can renew it",
        empty_label="Choose a post",
        help_text="Whoever is shut out is told to turn to this post.",
    )

    class Meta:
        model = Agreement
        fields: ClassVar = [
            "title",
            "parties",
            "purpose",
            "gateway",
            "categories",
            "starts_on",
            "ends_on",
            "renewed_by",
        ]
        labels: ClassVar = {"starts_on": "First day", "ends_on": "Last day"}
        field_classes: ClassVar = {"starts_on": DayField, "ends_on": DayField}
        help_texts: ClassVar = {"ends_on": "From the day after, it opens nothing."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].widget = Radios(hints=purpose_hints())
        self.fields["purpose"].choices = purposes()  # type: ignore[attr-defined]

    def clean_parties(self) -> Any:
        """Refuse an agreement of one body with itself."""
        parties = self.cleaned_data["parties"]
        if len(parties) < 2:
            raise forms.ValidationError("Choose at least two organisations.")
        return parties


class RenewForm(forms.Form):
    """Until when an agreement lasts."""

    until = DayField(label="Last day", help_text="From the day after, it opens nothing.")


class UrgentForm(forms.Form):
    """Which record, who is in danger, on what ground, and why it cannot wait."""

    kind = forms.ChoiceField(label="Kind of record")
    number = forms.IntegerField(label="Number of the record", min_value=1)
    danger = forms.ChoiceField(
        label="Who may come to harm?", choices=UrgentAccess.Danger.choices, widget=Radios
    )
    gateway = forms.ChoiceField(
        label="On what legal gateway?",
        choices=[(code.value, code.label) for code in map(Gateway, URGENT_GATEWAYS)],
        widget=Radios,
    )
    reason = forms.CharField(
        label="Why it cannot wait", help_text=REASON, widget=forms.Textarea, max_length=2_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """What the review of urgent access came to."""

    finding = forms.ChoiceField(
        choices=UrgentAccess.Finding.choices, widget=Radios, label="Finding"
    )
    stop = forms.BooleanField(label="Shut the record now", required=False)


class SettleForm(forms.Form):
    """What was found when somebody asked about unusual reading."""

    finding = forms.ChoiceField(choices=Alert.Finding.choices, widget=Radios, label="Finding")


def until_field() -> DayField:
    """Make the field for the last day of what is set on a record."""
    return DayField(
        label="Last day",
        required=False,
        help_text="It is lifted by itself the day after. Leave it empty where you cannot tell yet.",
    )


class InvolveForm(OfRecord, forms.Form):
    """Which organisation takes part in a case, what for, until when."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        label="Organisation",
        empty_label="Choose an organisation",
    )
    reason = forms.ChoiceField(
        label="What it takes part for", choices=Involvement.Reason.choices, widget=Radios
    )
    until = until_field()


class WorkplaceForm(OfRecord, forms.Form):
    """For which organisation of the partnership somebody works, and until when."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        label="Organisation",
        empty_label="Choose an organisation",
    )
    until = until_field()


class WithholdForm(OfRecord, forms.Form):
    """What of a record is kept from whom, why, until when."""

    category = forms.ChoiceField(label="What is kept back", widget=Radios)
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        label="From whom",
        empty_label="Every partner",
        required=False,
    )
    reason = forms.ChoiceField(label="Why", choices=Withholding.Reason.choices, widget=Radios)
    until = until_field()

    def fit(self, record: Any) -> None:
        """Offer what such a record has."""
        codes = [each.code for each in guard_of(record).categories]
        self.fields["category"].choices = [(code, CATEGORIES[code]) for code in codes]  # type: ignore[attr-defined]


class BarForm(OfRecord, forms.Form):
    """Who is kept out of a record, why, who takes their place, until when."""

    person = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label="A person",
        empty_label="Nobody by name",
        required=False,
        help_text="Choose a person here, or an organisation below: one of the two.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        label="Or a whole organisation",
        empty_label="No organisation",
        required=False,
    )
    ground = forms.ChoiceField(label="Why", choices=Barring.Ground.choices, widget=Radios)
    instead = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        label="Who takes hand-overs in place of the organisation",
        empty_label="Nobody",
        required=False,
    )
    until = until_field()

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("person")) == bool(said.get("organisation")):
            raise forms.ValidationError("Choose a person or an organisation, one of the two.")
        return said


class LiftForm(forms.Form):
    """Why something is lifted."""

    why = forms.ChoiceField(label="Why", choices=Barring.Lifted.choices, widget=Radios)
