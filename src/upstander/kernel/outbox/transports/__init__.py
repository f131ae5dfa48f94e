"""The ways out of the house, each one small function that opens it and gives a hand-over."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.conf import settings

from upstander.kernel.errors import Refused
from upstander.kernel.outbox.transports.files import console, files
from upstander.kernel.outbox.transports.handing import HandOver
from upstander.kernel.outbox.transports.notify import notify
from upstander.kernel.outbox.transports.smtp import smtp
from upstander.kernel.outbox.ways import CONSOLE, FILES, NOTIFY, REAL, SMTP, Way

OPEN: dict[str, Callable[[Way], AbstractContextManager[HandOver]]] = {
    FILES: files,
    CONSOLE: console,
    SMTP: smtp,
    NOTIFY: notify,
}


def opened_way(way: Way) -> AbstractContextManager[HandOver]:
    """Open a way out. In the demonstration none leads to anybody, whatever the settings say."""
    if settings.DEMO and way.transport in REAL:
        raise Refused("A demonstration sends nothing. Unset UPSTANDER_MAIL and UPSTANDER_SMS.")
    return OPEN[way.transport](way)
