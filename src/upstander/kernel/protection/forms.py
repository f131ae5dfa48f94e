"""What is filled in about agreements, urgent access and reviews."""

from typing import Any, ClassVar

from django import forms

from upstander.kernel.access.declared import all_guards, opening_purposes
from upstander.kernel.access.gateways import URGENT_GATEWAYS, Gateway
from upstander.kernel.access.models import Agreement, Alert, UrgentAccess
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.people.models import Organisation, Post

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
    """List the kinds of guarded record as choices."""
    opened = [guard for guard in all_guards() if not guard.along]
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
