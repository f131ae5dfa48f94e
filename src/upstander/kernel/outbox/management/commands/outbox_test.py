"""`upstander outbox_test`: send one message, now, and say how that went."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from upstander.kernel.errors import Refused
from upstander.kernel.outbox.answers import in_words
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.letters import Recipient, address_of
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.outbox.ways import EMAIL, SMS, WAITS

BY = "system:outbox_test"
VARIABLES = {EMAIL: "UPSTANDER_MAIL", SMS: "UPSTANDER_SMS"}


class Command(BaseCommand):
    """Sends a test message while one waits for it."""

    help = "Send a test message and say how it went. Exit 0 taken, 1 not taken, 2 not possible."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask to whom."""
        parser.add_argument(
            "--to", required=True, metavar="ADDRESS", help="an email address, or a number"
        )
        parser.add_argument("--sms", action="store_true", help="send a text message to a number")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send it, and end with 1 where it was not taken."""
        channel = SMS if options["sms"] else EMAIL
        _check(channel, options["to"])
        message = queue(
            "outbox.test_text" if channel == SMS else "outbox.test",
            to=Recipient(options["to"]),
            context={"sent_from": f"{settings.ADDRESS}/"},
            by=BY,
        )
        send_waiting(only=message.pk)
        message.refresh_from_db()
        self.stdout.write(_told(message))
        if message.state != State.SENT:
            raise SystemExit(1)


def _check(channel: str, address: str) -> None:
    if settings.WAYS[channel].transport == WAITS:
        raise Refused(
            f"Nothing says how such messages leave, so they wait. Set {VARIABLES[channel]}."
        )
    if not address_of(channel, address):
        raise Refused("This is no address that a message could be sent to. Look at --to.")


def _told(message: Message) -> str:
    if message.state == State.SENT:
        return f"The test message was {message.result}."
    more = " It is tried again in the background." if message.state == State.QUEUED else ""
    return (
        f"The test message was not taken. {in_words(message.result)} ({message.result}). "
        f"Look at {VARIABLES[message.channel]}.{more}"
    )
