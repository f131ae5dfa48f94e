"""How questions are asked: shapes of fields, and the base of a page."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.capabilities.reports.engine.journey import Answers, is_child, of_somebody_else
from upstander.kernel.pages.forms import Checkboxes, Radios

LONGEST_STORY = 10_000
NOT_KEPT = {"autocomplete": "off"}


def one(label: Any, choices: Any, *, hints: Any = None, required: bool = False, **more: Any) -> Any:
    """One answer of several."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=Radios(hints=hints), required=required, **more
    )


def some(label: Any, choices: Any, **more: Any) -> Any:
    """Any number of answers."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=Checkboxes(), required=False, **more
    )


def pick(label: Any, choices: Any, **more: Any) -> Any:
    """One of a long list."""
    return forms.ChoiceField(label=label, choices=choices, required=False, **more)


def text(label: Any, *, longest: int = 2000, rows: int = 5, **more: Any) -> Any:
    """Words of one's own; nothing is kept by the browser."""
    widget = forms.Textarea(attrs={"rows": rows, **NOT_KEPT})
    return forms.CharField(label=label, max_length=longest, widget=widget, required=False, **more)


class OneLine(forms.CharField):
    """Words on one line: a break that somebody pasted becomes a space, and nothing is lost."""

    def to_python(self, value: Any) -> str:
        """Join the lines, whatever sign parts them."""
        return " ".join((super().to_python(value) or "").splitlines()).strip()


def line(label: Any, *, longest: int = 200, kind: Any = OneLine, **more: Any) -> Any:
    """One line."""
    widget = more.pop("widget", forms.TextInput)(attrs={**NOT_KEPT, **more.pop("attrs", {})})
    return kind(label=label, max_length=longest, widget=widget, required=False, **more)


class Question(forms.Form):
    """One page of the journey. A class names its heading and, for reporters of others, another."""

    mark_optional = False
    title: ClassVar[Any] = ""
    of_others: ClassVar[Any] = ""  # the heading where somebody else was targeted
    lede: ClassVar[Any] = ""
    labels_of_others: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, answers: Answers, data: Any = None) -> None:
        """Show what was answered before."""
        super().__init__(data, initial=dict(answers))
        self.answers = answers
        if of_somebody_else(answers):
            for name, label in self.labels_of_others.items():
                self.fields[name].label = label
        if len(self.fields) == 1:
            self.heading_field = next(iter(self.fields))

    @property
    def heading(self) -> Any:
        """Give the heading of a page with more than one field."""
        return (of_somebody_else(self.answers) and self.of_others) or self.title

    @property
    def child(self) -> bool:
        """Tell whether the words for young people stand on the page."""
        return is_child(self.answers)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Name the fields."""
        return tuple(cls.base_fields)

    def answered(self) -> dict[str, Any]:
        """Give the answers as the draft keeps them."""
        return dict(self.cleaned_data)


SKIP = _("You can leave this empty.")
