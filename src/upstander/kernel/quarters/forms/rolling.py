"""What becomes of each action at the turn of the year."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from upstander.kernel.plan.forms.widths import WIDE
from upstander.kernel.plan.models import Action
from upstander.kernel.plan.standing import ActionRead
from upstander.kernel.quarters.changes import Fate
from upstander.kernel.quarters.models import Lineage

Kind = Lineage.Kind
CHOICES = (
    (Kind.CARRIED, "Carry on"),
    (Kind.DROPPED, "Drop"),
    (Kind.MERGED, "Merge into"),
)
GOES_ON = "It goes on."
LONGEST_REASON = 300


class YearForm(forms.Form):
    """The title of the new plan."""

    title = forms.CharField(
        label="Title of the new plan", max_length=300, widget=forms.TextInput(attrs=WIDE)
    )


class FateForm(forms.Form):
    """One action: what becomes of it, into which other, and why."""

    kind = forms.ChoiceField(choices=CHOICES, initial=Kind.CARRIED)
    into = forms.CharField(max_length=20, required=False)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)

    def __init__(self, action: ActionRead, known: Mapping[str, int], data: Any = None) -> None:
        """Speak of one action; `known` gives the key of each action by its reference."""
        super().__init__(data, prefix=f"a{action.pk}")
        self.action = action
        self.known = known

    def clean_into(self) -> int | None:
        """Find the action by its reference."""
        reference = str(self.cleaned_data["into"]).strip().rstrip(".")
        if not reference or self.data.get(self.add_prefix("kind")) != Kind.MERGED:
            return None
        found = self.known.get(reference)
        if found is None or found == self.action.pk:
            raise forms.ValidationError(
                f"{reference} is no other action of the plan; write a number such as 12.2"
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for a reason wherever something does not simply go on."""
        found = super().clean() or self.cleaned_data
        kind, reference = found.get("kind"), self.action.reference
        if kind in (Kind.DROPPED, Kind.MERGED) and not found.get("reason", "").strip():
            self.add_error("reason", f"Say why {reference} does not go on by itself")
        if kind == Kind.MERGED and not found.get("into") and "into" not in self.errors:
            self.add_error("into", f"Write the number of the action {reference} is merged into")
        return found

    @property
    def fate(self) -> Fate:
        """Give the decision."""
        said = self.cleaned_data
        return Fate(said["kind"], said["reason"].strip() or GOES_ON, said["into"])


class NewForm(forms.Form):
    """Why an action is new."""

    action = forms.ModelChoiceField(queryset=Action.objects.none())
    reason = forms.CharField(max_length=LONGEST_REASON)

    def __init__(self, new: QuerySet[Action], data: Any) -> None:
        """Know which actions have no predecessor."""
        super().__init__(data)
        choice: Any = self.fields["action"]
        choice.queryset = new
