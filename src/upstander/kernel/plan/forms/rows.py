"""Rows of a file that waits to be brought in, corrected in place: a theme, objective or action."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from upstander.kernel.pages.forms import DayField
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan.forms.seen import CorrectionForm, objective_choices
from upstander.kernel.plan.forms.widths import NARROW, WIDE
from upstander.kernel.plan.interchange.checking import (
    LONGEST_LEAD,
    LONGEST_NUMBER,
    LONGEST_TITLE,
)
from upstander.kernel.plan.interchange.corrections import FIELDS, Correction, add, edit
from upstander.kernel.plan.interchange.document import PlanDocument
from upstander.kernel.plan.interchange.drafting import Draft
from upstander.kernel.plan.interchange.text import clean, distinct, lines, sameness, short
from upstander.kernel.plan.interchange.tree import Placed, row_of
from upstander.kernel.plan.status import Status

STATUSES = [("", "Nothing is said"), *Status.choices]


class RowForm(CorrectionForm):
    """The fields of one row."""

    level = ""

    def __init__(
        self,
        data: Any,
        draft: Draft,
        placed: Placed | None = None,
        parent: Placed | PlanDocument | None = None,
    ) -> None:
        """Show what the row says; where it is to be added, under which other."""
        super().__init__(data, draft, placed)
        self.parent = parent
        if placed:
            for name in FIELDS[self.level]:
                self.initial[name] = _shown(getattr(placed.item, name))
        self.offer()

    def offer(self) -> None:
        """Fill the lists to choose from."""

    @property
    def correction(self) -> Correction | None:
        """Give what is to be put right; None where nothing is."""
        said = {name: _cleaned(self.cleaned_data[name]) for name in FIELDS[self.level]}
        if self.placed is None:
            parent = self.parent or self.draft.document
            return add(parent, {k: v for k, v in said.items() if v}, self.draft.next_row)
        changes = {
            name: value
            for name, value in said.items()
            if value != (getattr(self.placed.item, name) or _nothing(value))
        }
        under = self.cleaned_data.get("under")
        if under and under != self.placed.parent.key:
            changes["under"] = under
        return edit(self.placed, changes) if changes else None


class ThemeRow(RowForm):
    """A theme's words."""

    level = "theme"
    field_order = ("number", "title", "aim", "settles")

    number = forms.CharField(max_length=LONGEST_NUMBER, widget=forms.TextInput(attrs=NARROW))
    title = forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput(attrs=WIDE))
    aim = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}))

    def clean_number(self) -> str:
        """Refuse a number that another theme has."""
        return _free(self, self.draft.document.themes, "The plan")


class LedRow(RowForm):
    """What objectives and actions share: who leads, how it stands, when it is due."""

    leads = forms.CharField(
        label="Who leads",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="One a line",
    )
    known = forms.ChoiceField(label="Add one that is known", required=False)
    status = forms.ChoiceField(required=False, choices=STATUSES)
    due = DayField(required=False)
    progress = forms.CharField(required=False, widget=forms.Textarea({"rows": 2}))

    def offer(self) -> None:
        """Offer the organisations that are known."""
        names = Organisation.objects.filter(active=True).values_list("name", flat=True)
        fields: dict[str, Any] = self.fields
        fields["known"].choices = [("", "Nobody more"), *((name, name) for name in names)]

    def clean_leads(self) -> tuple[str, ...]:
        """Read one name a line."""
        return _names(self.cleaned_data["leads"], LONGEST_LEAD, "the name only")

    def clean_status(self) -> str | None:
        """Keep None where nothing is said."""
        return self.cleaned_data["status"] or None

    def clean(self) -> dict[str, Any]:
        """Put the organisation that was chosen behind those that were written."""
        found = super().clean()
        if found.get("known") and "leads" in found:
            found["leads"] = distinct([*found["leads"], found["known"]])
        return found


class ObjectiveRow(LedRow):
    """An objective's words, leads and day, and the theme in which it stands."""

    level = "objective"
    field_order = (
        "number",
        "title",
        "under",
        "leads",
        "known",
        "status",
        "due",
        "progress",
        "depends_on",
        "settles",
    )

    number = forms.CharField(max_length=LONGEST_NUMBER, widget=forms.TextInput(attrs=NARROW))
    title = forms.CharField(label="Objective", widget=forms.Textarea({"rows": 2}))
    under = forms.TypedChoiceField(label="Stands in", coerce=int)
    depends_on = forms.CharField(
        label="Depends on",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="What it waits for, one a line",
    )

    def offer(self) -> None:
        """Offer the themes, and for a new objective the next number."""
        super().offer()
        document = self.draft.document
        _offer(
            self,
            [
                (theme.key, f"Theme {theme.number}: {short(theme.title)}")
                for theme in document.themes
            ],
        )
        if self.placed is None:
            numbers = [int(o.number) for o in document.objectives if o.number.isdecimal()]
            self.initial["number"] = str(max(numbers, default=0) + 1)

    def clean_depends_on(self) -> tuple[str, ...]:
        """Read one thing a line."""
        return _names(self.cleaned_data["depends_on"], LONGEST_TITLE, "what is waited for only")

    def clean(self) -> dict[str, Any]:
        """Refuse a number that another objective of the theme has."""
        found = super().clean()
        themes = {theme.key: theme for theme in self.draft.document.themes}
        theme = themes.get(found.get("under") or getattr(_item(self.parent), "key", None))
        if theme and found.get("number"):
            try:
                _free(self, theme.objectives, f"Theme {theme.number}")
            except ValidationError as error:
                self.add_error("number", error)
        return found


class ActionRow(LedRow):
    """An action's words, and the objective in which it stands."""

    level = "action"
    field_order = ("text", "under", "leads", "known", "status", "due", "progress", "settles")

    text = forms.CharField(
        label="Action",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write what is to be done"},
    )
    under = forms.TypedChoiceField(label="Stands in", coerce=int)

    def offer(self) -> None:
        """Offer the objectives under their themes, and say who leads where nobody is named."""
        super().offer()
        _offer(self, objective_choices(self.draft.document))
        held = self.placed.parent if self.placed else _item(self.parent)
        leads = "; ".join(held.leads) or "nobody yet"
        self.fields["leads"].help_text = f"One a line. Empty: as its objective ({short(leads)})"


ROWS: dict[str, type[RowForm]] = {"theme": ThemeRow, "objective": ObjectiveRow, "action": ActionRow}


def row_form(data: Any, draft: Draft, row: int) -> RowForm:
    """Make the form of a row that stands in a draft; raises RowGone."""
    placed = row_of(draft.document, row)
    return ROWS[placed.level](data, draft, placed)


def new_row_form(data: Any, draft: Draft, parent: int) -> RowForm:
    """Make the form of a row to be added under another, or under the plan; raises RowGone."""
    if not parent:
        return ThemeRow(data, draft)
    placed = row_of(draft.document, parent)
    kind = ObjectiveRow if placed.level == "theme" else ActionRow
    return kind(data, draft, parent=placed)


def _offer(form: RowForm, choices: Sequence[Any]) -> None:
    fields: dict[str, Any] = form.fields
    if form.placed is None:
        del fields["under"]
        return
    fields["under"].choices = choices
    form.initial["under"] = form.placed.parent.key


def _free(form: RowForm, siblings: Iterable[Any], where: str) -> str:
    number = str(form.cleaned_data["number"]).strip()
    own = form.placed.item.key if form.placed else None
    if any(sameness(held.number) == sameness(number) for held in siblings if held.key != own):
        raise ValidationError(f"{where} has a number {number} already. Choose another")
    return number


def _names(words: str, longest: int, only: str) -> tuple[str, ...]:
    names = lines(words)
    for name in names:
        if len(name) > longest:
            raise ValidationError(
                f"“{short(name)}” is longer than {longest} characters. Write {only}"
            )
    return names


def _cleaned(value: Any) -> Any:
    """Write text with the line ends of a document, not of a browser."""
    return clean(value) if isinstance(value, str) else value


def _shown(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, tuple) else value


def _nothing(value: Any) -> Any:
    """Give what an empty field of the same kind holds."""
    return () if isinstance(value, tuple) else "" if isinstance(value, str) else None


def _item(parent: Placed | PlanDocument | None) -> Any:
    return parent.item if isinstance(parent, Placed) else parent
