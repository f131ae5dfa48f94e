"""Urgent access as pages: asked for with a reason, listed, reviewed the day after."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from upstander.kernel.access.changes.urgent import (
    NoSuchRecord,
    break_glass,
    keep_open,
    note_attempt,
    reason_for_review,
    review,
)
from upstander.kernel.access.guarding import find_guard
from upstander.kernel.access.models import UrgentAccess
from upstander.kernel.access.opening import without_shut
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.errors import Refused
from upstander.kernel.protection.agreements import HOME
from upstander.kernel.protection.forms import ReviewForm, UrgentForm
from upstander.kernel.records.columns import Column
from upstander.kernel.records.editing import complain
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.stepping import StepPage
from upstander.kernel.records.views import RecordViews


def of_record(urgent: UrgentAccess) -> str:
    """Name the record by kind and number."""
    words = in_words(urgent.about)
    return words[:1].upper() + words[1:]


def time_of(name: str) -> Callable[[UrgentAccess], Any]:
    """Make the reading of a moment that may still be to come."""
    return lambda urgent: getattr(urgent, name) or "Not yet"


class UrgentViews(RecordViews):
    """Records that were kept open, or opened, because somebody might come to harm."""

    slug, noun, model = "protection", "urgent", UrgentAccess
    title, singular, plural = "Urgent access", "urgent access", "urgent accesses"
    intro = "Records opened because somebody may come to harm. Each is reviewed the day after."
    empty = "Nobody has opened a record urgently."
    parents = HOME
    verbs: ClassVar = {
        "view": "access.urgent",
        "edit": "access.review",
        "keep_open": "access.keep_open",
        "break_glass": "access.break_glass",
    }
    has = frozenset({"list", "detail", "export"})
    columns = (
        Column("about", "Record", "Its kind and number", value=of_record),
        Column("kind", "How", "In which way it is open"),
        Column("user", "Who", "Who opened it"),
        Column("organisation", "For", "Their organisation"),
        Column("danger", "Danger", "Who may come to harm"),
        Column("gateway", "Legal gateway", "On what ground", listed=False),
        Column("began_at", "From", "When it was opened", sort="began_at"),
        Column("ends_at", "Until", "When it shuts by itself"),
        Column("review_on", "Review due", "The day after", listed=False),
        Column("state", "State", "How far it is", cell="protection/cells/state.html"),
        Column("finding", "Finding", "What the review came to"),
        Column("reviewed_by", "Reviewed by", "Who reviewed it", listed=False),
    )
    order = (Key("pk", descending=True),)

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Give all of it to whoever reviews, and others their own."""
        return without_shut(super().rows(user), user).select_related("user", "organisation")

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Show the reason on its own page; that it was read is on record."""
        if record is None or page != "detail":
            return {}
        return {
            "reason": reason_for_review(record, by=request.user),
            "waits": record.reviewed_at is None and record.user_id != request.user.pk,
            "is_open": record.is_open,
        }


class ReviewPage(StepPage):
    """Asks what the review came to."""

    site = UrgentViews
    form_class = ReviewForm
    words: ClassVar = {
        "title": "Review",
        "button": "Save the finding",
        "intro": "Was somebody in danger, and did it need this record? Ask whoever opened it where "
        "the reason does not say.",
    }

    def act(self, record: Any, **fields: Any) -> str:
        """Save the finding."""
        review(record, by=self.request.user, **fields)
        return "The finding is saved."


class AskPage(RecordPage):
    """A form that opens a record at once."""

    site = UrgentViews
    page: ClassVar[str] = "ask"
    words: ClassVar[Mapping[str, str]]
    change: ClassVar[Callable[..., UrgentAccess]]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask, with the record filled in that a refusal has named."""
        kind, _, number = request.GET.get("record", "").partition(":")
        return self._form(UrgentForm(initial={"kind": kind, "number": number}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it, or say what is wrong; what is shut to somebody does not exist for them."""
        form = UrgentForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            label, key = said.pop("kind"), said.pop("number")
            try:
                urgent = type(self).change(label, key, by=request.user, **said)
            except NoSuchRecord as error:
                note_attempt(label, key, by=request.user)
                raise Http404 from error
            except Refused as error:
                complain(form, error)
            else:
                return redirect(address_of(label, key) or self.site.url("detail", urgent.pk))
        return self._form(form)

    def _form(self, form: UrgentForm) -> HttpResponse:
        context = {"form": form, "back": self.site.url("list"), "words": self.words}
        return self.answer(context, page="step")


class KeepOpenPage(AskPage):
    """Keeps a case open to an organisation that takes part in it."""

    page: ClassVar[str] = "keep_open"
    change = staticmethod(keep_open)
    words: ClassVar = {
        "title": "Keep a case open for 72 hours",
        "button": "Keep it open",
        "intro": "For an organisation that takes part in the case and whose agreement is over. It "
        "keeps what the agreement opened. Information governance reviews it tomorrow.",
    }


class BreakGlassPage(AskPage):
    """Opens a record to one person."""

    page: ClassVar[str] = "break_glass"
    change = staticmethod(break_glass)
    words: ClassVar = {
        "title": "Break the glass",
        "button": "Open the record for four hours",
        "intro": "Opens one record to you, to read and not to change. All that you read is on "
        "record, and information governance reviews it tomorrow. In an emergency ring 999 first.",
    }


def address_of(label: str, key: int) -> str:
    """Give the address of a record's own page, where its part of the product names one."""
    guard = find_guard(label)
    return reverse(guard.page, args=[key]) if guard and guard.page else ""
