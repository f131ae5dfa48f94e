"""The messages that leave the house: that they left, when, to whom; never what they say."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.access.check import may
from upstander.kernel.administration.filters import MessageFilter
from upstander.kernel.administration.trail import titles_of
from upstander.kernel.outbox import changes
from upstander.kernel.outbox.answers import in_words
from upstander.kernel.outbox.models import MOVES, Message, State
from upstander.kernel.outbox.ways import WAITS
from upstander.kernel.records.columns import Column, shown
from upstander.kernel.records.confirming import ConfirmPage
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.paging import Key
from upstander.kernel.records.views import RecordViews


class MessageViews(RecordViews):
    """Every message of the last three months."""

    slug = "administration"
    noun = "messages"
    model = Message
    title, singular, plural = "Messages", "message", "messages"
    intro = (
        "What was sent, when, and to whom; never what it said. The words are destroyed when a "
        "message is sent, and after 90 days only a count is left."
    )
    empty = "Links to action leads, reminders and invitations appear here once they are written."
    parents = (("Administration", "administration:home"),)
    verbs: ClassVar = {"view": "outbox.view", "change": "outbox.manage"}
    has = frozenset({"list", "detail", "history", "export"})
    columns = (
        Column("title", "What", "The kind of message"),
        Column(
            "to",
            "To",
            "The record of whoever it is for",
            value=lambda message: getattr(message, "to_title", message.to),
            cell="administration/cells/recipient.html",
        ),
        Column(
            "about",
            "About",
            "The record that it is about",
            value=lambda message: getattr(message, "about_title", message.about),
        ),
        Column("queued_at", "Written", "When it was written", sort="queued_at"),
        Column("state", "State", "How far it has come", cell="administration/cells/state.html"),
        Column(
            "result",
            "Last answer",
            "What became of the last try",
            value=lambda message: in_words(message.result),
        ),
        Column("attempts", "Tries", "How often it was tried", numeric=True),
        Column("ended_at", "Ended", "When it was sent, given up or stopped", listed=False),
    )
    order = (Key("pk", descending=True),)
    filters = MessageFilter

    @classmethod
    def prepare(cls, user: Any, records: list[Any]) -> None:
        """Find the names of recipients and records, as far as the person may see them."""
        titles = titles_of({key for each in records for key in (each.to, each.about) if key}, user)
        for message in records:
            message.to_title = titles.get(message.to, "")
            message.about_title = titles.get(message.about, "")

    @classmethod
    def context(cls, request: HttpRequest, page: str, record: Any = None) -> dict[str, Any]:
        """Say what stands in the way of messages, and what may be done with this one."""
        manages = may(request.user, "outbox.manage", record)
        if record is None:
            failed = cls.rows(request.user).filter(state=State.FAILED)
            waits = settings.WAYS["email"].transport == WAITS
            return {"failed": failed.count(), "waits": waits, "manages": manages}
        cls.prepare(request.user, [record])
        return {
            "told": _told(record),
            "stoppable": manages and State.STOPPED in MOVES[State(record.state)],
            "again": manages and record.state == State.FAILED and bool(record.letter),
        }


def _told(message: Message) -> list[tuple[str, str]]:
    """Tell what is known of a message, in words."""
    found = (
        ("To", getattr(message, "to_title", "")),
        ("Address", message.masked_address),
        ("About", getattr(message, "about_title", "")),
        ("Written", message.queued_at),
        ("Not before", message.not_before),
        ("Not after", message.expires_at if message.letter else None),
        ("State", message.get_state_display()),
        ("Last answer", _answer(message.result)),
        ("Tries", message.attempts),
        ("Ended", message.ended_at),
    )
    return [(title, shown(value)) for title, value in found]


def _answer(result: str) -> str:
    words = in_words(result)
    return words if words.lower() == result.lower() else f"{words} ({result})"


class MessagePage(ConfirmPage):
    """A question about one message."""

    site = MessageViews


class AgainPage(MessagePage):
    """Sends a message again that could not be sent."""

    def question(self, record: Message, **keys: Any) -> dict[str, Any]:
        """Say what that means."""
        return {
            "title": "Send this message again?",
            "text": "It leaves with the same words. If the address was wrong, correct it on the "
            "person's page first: what waits follows them to the new one.",
            "button": "Send it again",
        }

    def act(self, record: Message, **keys: Any) -> str:
        """Send it."""
        changes.again(record, by=self.request.user)
        return "The message waits to be sent again."


class StopPage(MessagePage):
    """Stops a message."""

    def question(self, record: Message, **keys: Any) -> dict[str, Any]:
        """Say what that means."""
        return {
            "title": "Stop this message?",
            "text": "It will not be sent, and its words are destroyed at once. Nobody can take "
            "that back.",
            "button": "Stop it",
        }

    def act(self, record: Message, **keys: Any) -> str:
        """Stop it."""
        changes.stop_one(record, by=self.request.user)
        return "The message is stopped, and its words are destroyed."


class AllAgainPage(RecordPage):
    """Sends again everything that could not be sent."""

    site = MessageViews
    page: ClassVar[str] = "edit"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it, and go back to the list."""
        number = changes.again_all(by=request.user)
        told = "1 message waits" if number == 1 else f"{number} messages wait"
        messages.success(request, f"{told} to be sent again.")
        return redirect(MessageViews.url("list"))


class TestPage(RecordPage):
    """Writes a test message to whoever asks for it."""

    site = MessageViews
    page: ClassVar[str] = "edit"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write it, and show what becomes of it."""
        message = changes.queue(
            "outbox.test",
            to=request.user,
            context={"sent_from": f"{settings.ADDRESS}/"},
            by=request.user,
        )
        messages.success(request, "A test message to you is written. See here how it goes.")
        return redirect(MessageViews.url("detail", message.pk))
