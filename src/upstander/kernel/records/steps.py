"""Steps, declared: what one can do to a record, each with a page, an address and a button.

The page of the record offers those that the person may take and that are right at the moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms


def always(record: Any) -> bool:
    """Offer a step at any time."""
    return True


@dataclass(frozen=True)
class Step:
    """One step. Without a form it is a question; with one it asks what the change needs.

    `change` is called with the record, `by` and what the form gave; `said` is the sentence after
    it, which may name the `{record}` and what was `{made}`. `button` is for where the title is too
    long for one. `leads_to` names the page of what the change gives back, where that is another
    record; else one is led back to the record's own page.
    """

    name: str  # in addresses, after the record's key
    title: str
    change: Callable[..., Any]
    said: str
    verb: str
    form: type[forms.BaseForm] = forms.Form
    when: Callable[[Any], bool] = always
    intro: str = ""
    button: str = ""
    leads_to: str = ""


class OfRecord:
    """What makes a form know the record that it is about: `class ApproveForm(OfRecord, Form)`."""

    def __init__(self, *args: Any, record: Any, user: Any = None, **kwargs: Any) -> None:
        """Make the fields, then fit them to the record, for whoever asks."""
        super().__init__(*args, **kwargs)
        self.record, self.user = record, user
        self.fit(record)

    def fit(self, record: Any) -> None:
        """Offer what this record has to choose from."""
