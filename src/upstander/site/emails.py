"""The messages of sign-in: written in the background, into the outbox."""

import logging
from datetime import timedelta
from threading import Thread
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django_tasks import task

from upstander.kernel.jobs.tick import last_tick
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.sending import send_waiting
from upstander.kernel.people.invitations import invitation_link
from upstander.kernel.people.models import User
from upstander.kernel.registry import MessageKind

SIGN_IN = "system:sign-in"
OFF = timedelta(minutes=3)  # background work that has not ticked for so long is off

PASSWORD_LINK = MessageKind(
    code="site.password_link",
    title="Link to set a new password",
    goes_to="Whoever asks for it at the door and has an account",
    subject="Set a new password for Upstander",
    text="site/messages/password_link.txt",
    why="You get this because somebody asked for it with your email address.",
    stop="If messages like this keep coming, tell your administrator.",
    context={"link": "https://plan.council.example/account/new-password/7-abc123/"},
    days=3,
    urgent=True,
)

log = logging.getLogger(__name__)


def ask_for_password_link(user_key: int) -> None:
    """Have a link sent to an account, or to nobody (0), without making the visitor wait.

    Whether there is an account must not show in the time that the page takes, so all of it is left
    to the background. Whoever cannot sign in cannot see to it that the background work runs: where
    that is off, this process does it once the page is answered.
    """
    asked = uuid4().hex
    send_password_link.enqueue(user_key, asked)
    if settings.WEB_HELPS_OUT and work_is_off():
        Thread(target=write_and_send, args=(user_key, asked), daemon=True).start()


@task()
def send_password_link(user_key: int, asked: str) -> None:
    """Write the message with the link that sets a new password, once for each time it is asked.

    The waiting task holds a key and nothing else: neither the address nor the link lies in a queue.
    """
    user = User.objects.filter(pk=user_key, is_active=True).first()
    if user is not None:
        context = {"link": invitation_link(user)}
        queue(PASSWORD_LINK.code, to=user, context=context, by=SIGN_IN, key=asked)


def work_is_off() -> bool:
    """Tell whether nobody does the background work at the moment."""
    return last_tick(within=OFF) is None


def write_and_send(user_key: int, asked: str) -> None:
    """Do at once what the background work does not: its own turn then finds it done."""
    try:
        send_password_link.func(user_key, asked)
        send_waiting()
    except Exception as fault:  # noqa: BLE001 - the end of a thread: nobody else would hear of it
        log.error("A link could not be sent at once: %s", type(fault).__name__)
    finally:
        connections.close_all()
