"""Other corrections of a file that waits: its plan's title, an action cut in two, words placed."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.pages.forms import Radios
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.forms.seen import CorrectionForm, objective_choices
from upstander.kernel.plan.forms.widths import WIDE
from upstander.kernel.plan.interchange.checking import LONGEST_LEAD, LONGEST_TITLE
from upstander.kernel.plan.interchange.corrections import (
    FIELDS,
    Correction,
    add,
    edit,
    name_lead,
    split,
)
from upstander.kernel.plan.interchange.days import financial_year, span_of
from upstander.kernel.plan.interchange.doubts import Doubt
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.interchange.text import lines, sameness, upper_first
from upstander.kernel.plan.interchange.tree import Placed, row_of
from upstander.kernel.plan.recognition.sentences import sentences
from upstander.kernel.reference.quarters import year_of

_JOINT = re.compile(r"[;,]\s+(?:and\s+)?|\s+and\s+")
PLACES = (
    ("action", "A new action of it"),
    ("progress", "What was last said of it (progress)"),
    ("depends_on", "What it depends on"),
    ("aim", "Part of its theme’s aim"),
)


class PlanWords(CorrectionForm):
    """The plan's title and year."""

    field_order = ("title", "year", "settles", "seen")

    title = forms.CharField(
        label="Title of the plan", max_length=LONGEST_TITLE, widget=forms.TextInput(attrs=WIDE)
    )
    year = forms.CharField(
        label="Year",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        help_text="2024-25, or 2024 for a calendar year. A plan of that year is changed; where "
        "there is none, it begins.",
    )

    def __init__(self, data: Any, draft: Draft) -> None:
        """Show what the file says, or this year where it says none."""
        self.document = draft.document
        super().__init__(data, draft)
        self.initial["title"] = self.document.title
        self.initial["year"] = self.document.year or year_of(today())

    def standing(self) -> str:
        """Sum up the title and year as they stand."""
        return sha256(f"{self.document.title}\n{self.document.year}".encode()).hexdigest()[:16]

    def doubts(self) -> list[Doubt]:
        """List the doubts about the plan itself."""
        return [doubt for doubt in self.draft.open if doubt.of_the_plan]

    def clean_year(self) -> str:
        """Write the year as partnerships do; refuse what names none."""
        written = str(self.cleaned_data["year"])
        year = financial_year(written) or written.strip()
        try:
            span_of(year)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        return year

    @property
    def correction(self) -> Correction | None:
        """Give what is to be put right; None where nothing is."""
        said = {name: self.cleaned_data[name] for name in FIELDS["plan"]}
        changes = {n: v for n, v in said.items() if v != getattr(self.document, n)}
        return edit(self.document, changes) if changes else None


class SplitForm(CorrectionForm):
    """One action as two."""

    first = forms.CharField(
        label="First action",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Leave some words in the first action"},
    )
    second = forms.CharField(
        label="Second action",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Put the words of the second action here"},
    )
    field_order = ("first", "second", "settles", "seen")

    def __init__(self, data: Any, draft: Draft, placed: Placed) -> None:
        """Cut the words where a sentence or a line ends first."""
        super().__init__(data, draft, placed)
        self.initial["first"], self.initial["second"] = halves(placed.words)

    @property
    def correction(self) -> Correction:
        """Give the split."""
        assert self.placed is not None  # noqa: S101 - the form is made of a row
        said = self.cleaned_data
        return split(self.placed, said["first"], said["second"], self.draft.next_row)


class PlaceForm(forms.Form):
    """Words that found no place, and where they belong."""

    mark_optional = False
    small = True

    words = forms.CharField(
        label="The words",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Leave the words that are to be kept"},
        help_text="Shorten them as you like: what the file said stays beside the doubt",
    )
    objective = forms.TypedChoiceField(
        label="Where they belong",
        coerce=int,
        error_messages={"required": "Choose the objective where they belong"},
    )
    kind = forms.ChoiceField(
        label="As what?",
        choices=PLACES,
        widget=Radios,
        error_messages={"required": "Choose what they are"},
    )

    def __init__(self, data: Any, draft: Draft, doubt: Doubt) -> None:
        """Offer the objectives of a draft."""
        super().__init__(data)
        self.draft, self.doubt = draft, doubt
        self.initial["words"] = doubt.what
        fields: dict[str, Any] = self.fields
        choices = objective_choices(draft.document)
        fields["objective"].choices = [("", "Choose an objective"), *choices]

    def clean(self) -> dict[str, Any]:
        """See that what an objective waits for has the length of a title."""
        found = super().clean() or self.cleaned_data
        if found.get("kind") == "depends_on" and len(found.get("words", "")) > LONGEST_TITLE:
            sentence = f"What is waited for must be {LONGEST_TITLE} characters or fewer"
            self.add_error("words", sentence)
        return found

    @property
    def correction(self) -> Correction:
        """Give the correction that puts the words there and settles the doubt."""
        said, document = self.cleaned_data, self.draft.document
        objective = row_of(document, said["objective"])
        words, kind = said["words"], said["kind"]
        if kind == "action":
            made = add(objective, {"text": words}, self.draft.next_row)
        elif kind == "aim":
            theme = row_of(document, objective.theme.key or 0)
            made = edit(theme, {"aim": _behind(objective.theme.aim, words)})
        elif kind == "depends_on":
            waits = (*getattr(objective.item, "depends_on", ()), words)
            made = edit(objective, {"depends_on": waits})
        else:
            made = edit(objective, {"progress": _behind(getattr(objective.item, kind), words)})
        return made.settling([self.doubt.key])


class NameForm(forms.Form):
    """Who a new name is: an organisation that is known, or one that is written otherwise."""

    mark_optional = False

    organisation = forms.ChoiceField(label="It is one that is known here", required=False)
    names = forms.CharField(
        label="Or it is new, and is to be written so",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="One a line: two lines make two organisations of it",
    )

    def __init__(self, data: Any, name: str, near: Sequence[Organisation]) -> None:
        """Offer those that are spelt alike first."""
        super().__init__(data)
        self.name = name
        self.initial["names"] = name
        others = Organisation.objects.values_list("name", flat=True)
        groups = [("Did you mean", [(o.name, o.name) for o in near])] if near else []
        groups += [("All that are known", [(known, known) for known in others])]
        fields: dict[str, Any] = self.fields
        fields["organisation"].choices = [("", "None of them"), *groups]

    def clean_names(self) -> tuple[str, ...]:
        """Read one name a line."""
        names = lines(self.cleaned_data["names"])
        if any(len(name) > LONGEST_LEAD for name in names):
            raise ValidationError(f"A name must be {LONGEST_LEAD} characters or fewer")
        return names

    def clean(self) -> dict[str, Any]:
        """See that it is somebody."""
        found = super().clean() or self.cleaned_data
        if not found.get("organisation") and not found.get("names") and not self.errors:
            self.add_error("names", "Choose an organisation, or write the name of a new one")
        return found

    @property
    def correction(self) -> Correction | None:
        """Give what is to be put right; None where the name stays as it is."""
        known = self.cleaned_data["organisation"]
        names = [known] if known else list(self.cleaned_data["names"])
        if [sameness(name) for name in names] == [sameness(self.name)]:
            return None
        return name_lead(self.name, names)


def halves(text: str) -> tuple[str, str]:
    """Cut text where it most likely was two: where a line or sentence ends, else at its middle."""
    parts = text.split("\n") if "\n" in text else sentences(text)
    if len(parts) > 1:
        return parts[0], ("\n" if "\n" in text else " ").join(parts[1:])
    cuts = sorted(_JOINT.finditer(text), key=lambda cut: abs(cut.start() - len(text) // 2))
    if not cuts:
        return text, ""
    return text[: cuts[0].start()], upper_first(text[cuts[0].end() :])


def _behind(before: str, words: str) -> str:
    return f"{before}\n{words}" if before else words
