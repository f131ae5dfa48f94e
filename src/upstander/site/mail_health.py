"""What is missing or weak in how messages leave, each in a sentence that says what to do."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from upstander.kernel.outbox.models import Message, MessageQuerySet, State
from upstander.kernel.outbox.ways import CONSOLE, EMAIL, FILES, SMS, SMTP, WAITS, Way

A_WHILE = timedelta(minutes=10)
VARIABLES = {EMAIL: "UPSTANDER_MAIL", SMS: "UPSTANDER_SMS"}
NOWHERE = {
    FILES: "are written into files in {home}, and reach nobody",
    CONSOLE: "are printed, words and all, and reach nobody",
}


def weak_ways() -> Iterator[str]:
    """Look at the settings alone."""
    if settings.DEMO:
        return
    way: Way = settings.WAYS[EMAIL]
    if way.transport == WAITS:
        yield "No mail server is named, so messages wait in the outbox. Set UPSTANDER_MAIL."
    for channel, each in settings.WAYS.items():
        if each.transport in NOWHERE:
            where = NOWHERE[each.transport].format(home=settings.HOME / "outbox")
            yield f"Messages {where}. Set {VARIABLES[channel]}."
    if way.transport == SMTP and way.sender == Way.sender:
        yield (
            "Nobody is named as the sender of emails, so many a mailbox will not take them. "
            "Add ?from=address to UPSTANDER_MAIL."
        )


def weak_outbox() -> Iterator[str]:
    """Look at what waits and what has failed."""
    for channel, way in settings.WAYS.items():
        waiting = Message.objects.due(timezone.now()).filter(channel=channel)
        if way.transport == WAITS and channel == SMS and waiting.exists():
            yield f"{_many(waiting, 'text message')} waiting for a way out. Set UPSTANDER_SMS."
    long_tried = timezone.now() - A_WHILE
    stuck = Message.objects.filter(state=State.QUEUED, tried_since__lt=long_tried)
    if stuck.exists():
        yield (
            f"{_many(stuck, 'message')} being tried for more than ten minutes "
            f"({stuck.latest('pk').result}). Try: upstander outbox_test --to ADDRESS"
        )
    failed = Message.objects.filter(state=State.FAILED)
    if failed.exists():
        yield (
            f"{_many(failed, 'message')} not sent. See why under Administration, Messages, then "
            "send again or set aside."
        )


def _many(messages: MessageQuerySet, noun: str) -> str:
    number = messages.count()
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"
