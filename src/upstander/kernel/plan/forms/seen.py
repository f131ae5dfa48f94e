"""What every form of the preview shares: what it was opened on, and which doubts it settles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.pages.forms import Checkboxes
from upstander.kernel.plan.interchange.document import PlanDocument
from upstander.kernel.plan.interchange.doubts import Doubt
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.interchange.text import short
from upstander.kernel.plan.interchange.tree import Placed, fingerprint

MOVED = (
    "It was corrected in another window since you opened it here. Nothing was overwritten: look at "
    "what it says now, and save again if yours is right"
)


class CorrectionForm(forms.Form):
    """Puts a row right as the person saw it, or a row that is to be added."""

    mark_optional = False
    small = True

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    settles = forms.TypedMultipleChoiceField(
        label="This settles",
        coerce=int,
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, data: Any, draft: Draft, placed: Placed | None = None) -> None:
        """Speak of a row as it stands in a draft; without one, of a row that is to be added."""
        super().__init__(data)
        self.draft, self.placed, self.moved = draft, placed, False
        self.stands = self.standing()
        self.initial["seen"] = self.stands
        doubts = self.doubts()
        fields: dict[str, Any] = self.fields
        if doubts:
            fields["settles"].choices = [(d.key, short(d.suggestion)) for d in doubts]
            self.initial["settles"] = [doubt.key for doubt in doubts]
        else:
            del fields["settles"]

    def standing(self) -> str:
        """Sum up what stands there now; '' where nothing does yet."""
        return fingerprint(self.placed.item) if self.placed else ""

    def doubts(self) -> list[Doubt]:
        """List the open doubts that may be settled with it."""
        return self.draft.doubts_about([self.placed.item.key]) if self.placed else []

    def clean(self) -> dict[str, Any]:
        """See that nobody has corrected the row since the form was opened."""
        found = super().clean() or self.cleaned_data
        if self.stands and found.get("seen", "") != self.stands:
            self.moved = True
            sent: Any = self.data
            self.data = again = sent.copy()
            again["seen"] = self.stands
            raise ValidationError(MOVED)
        return found


def objective_choices(document: PlanDocument) -> list[tuple[str, list[tuple[int | None, str]]]]:
    """List the objectives for a select, under their themes."""
    return [
        (
            f"Theme {theme.number}: {short(theme.title)}",
            [(o.key, f"{o.number}. {short(o.title)}") for o in theme.objectives],
        )
        for theme in document.themes
        if theme.objectives
    ]
