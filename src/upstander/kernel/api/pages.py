"""Tokens as pages: issued, shown once, listed, revoked."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from upstander.kernel.api import changes
from upstander.kernel.api.gathering import purposes
from upstander.kernel.api.models import IN_USE, Token
from upstander.kernel.clock import anniversary, today
from upstander.kernel.errors import Refused
from upstander.kernel.pages.forms import DayField, Radios
from upstander.kernel.people.models import Organisation
from upstander.kernel.records.columns import Column
from upstander.kernel.records.confirming import ConfirmPage
from upstander.kernel.records.editing import NewPage, complain
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import RecordViews

VERB = "api.tokens"


def in_a_year() -> Any:
    """Give the last day that a token issued today may have."""
    return anniversary(today())


class TokenForm(forms.ModelForm):
    """A token for a system of a partner."""

    small = True
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True), empty_label="Choose an organisation"
    )
    purpose = forms.ChoiceField(label="What for", widget=Radios())
    ends_on = DayField(label="Last day", help_text="At most a year from today.", initial=in_a_year)

    class Meta:
        model = Token
        fields: ClassVar = ["organisation", "purpose", "name", "ends_on"]
        labels: ClassVar = {"name": "Which system"}
        help_texts: ClassVar = {
            "name": "A word by which both sides know it: “housing system”. No person’s name."
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        """Offer what the parts of the product declare."""
        super().__init__(*args, **more)
        known = purposes().values()
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (each.code, each.title) for each in known
        ]
        self.fields["purpose"].widget.hints = {  # type: ignore[attr-defined]
            each.code: each.sentence for each in known
        }


def purpose_of(token: Token) -> str:
    """Give the purpose in words; one that nobody declares any more names itself."""
    known = purposes().get(token.purpose)
    return known.title if known else token.purpose


class TokenViews(RecordViews):
    """Which system of whom may ask for what, and until when."""

    slug, noun, model = "api", "tokens", Token
    title, singular, plural = "Partners’ systems", "token", "tokens"
    intro = (
        "Each token lets one system of one organisation do one thing. We keep no copy of it: who "
        "loses one gets a new one."
    )
    empty = "Issue a token once a partner’s developers are ready. Their guide is at /api/."
    parents = (("Protection", "protection:home"),)
    verbs: ClassVar = {"view": VERB, "change": VERB}
    has = frozenset({"list", "detail", "new", "history", "export"})
    joins = ("organisation",)
    columns = (
        Column("organisation", "Organisation", "Whose system it is", sort="organisation__name"),
        Column("name", "System", "Which of their systems", sort="name"),
        Column("purpose", "What for", "What it opens", value=purpose_of),
        Column("ending", "Ends in", "The last four signs of the token, to know it by"),
        Column("issued_at", "Issued", "When it was issued", sort="issued_at"),
        Column("ends_on", "Until", "Its last day", sort="ends_on"),
        Column("used_at", "Last used", "When it was last used, to the hour", sort="used_at"),
        Column("state", "State", "How it stands today"),
    )
    order = (Key("pk", descending=True),)
    form = TokenForm
    create = staticmethod(changes.issue_token)

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Offer to revoke what is in use."""
        return {"revocable": record is not None and record.state == IN_USE}


class IssuePage(NewPage):
    """Issues a token, and shows it this once."""

    site = TokenViews

    def post(self, request: HttpRequest) -> HttpResponse:
        """Issue it, or say what is wrong."""
        form = self.site.make_form(request.user, None, request.POST)
        if form.is_valid():
            try:
                token, text = changes.issue_token(by=request.user, **form.cleaned_data)
            except (Refused, ValidationError) as error:
                complain(form, error)
            else:
                return self.answer({"text": text}, token, page="issued")
        return self._form(form)


class RevokePage(ConfirmPage):
    """Shuts a token."""

    site = TokenViews

    def question(self, record: Token, **keys: Any) -> dict[str, Any]:
        """Say what follows."""
        return {
            "title": f"Revoke the token of {record}?",
            "text": "From the next request on it opens nothing, and it cannot be opened again. "
            "What was sent with it stays. Tell the organisation: their reports no longer arrive.",
            "button": "Revoke it",
        }

    def act(self, record: Token, **keys: Any) -> str:
        """Revoke it."""
        changes.revoke_token(record, by=self.request.user)
        return "The token is revoked, and opens nothing any more."
