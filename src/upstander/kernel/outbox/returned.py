"""What was taken and came back, because an address does not exist or a mailbox is full."""

from datetime import timedelta

from django.conf import settings

from upstander.kernel.clock import now
from upstander.kernel.outbox.models import Message, State
from upstander.kernel.outbox.sending import fail
from upstander.kernel.outbox.transports.notify import Service
from upstander.kernel.outbox.ways import NOTIFY

TRIED_FOR = timedelta(days=4)  # the service tries for three days


def look_for_returned() -> None:
    """Ask GOV.UK Notify what came back; what comes back to a mailbox, only its owner sees."""
    for channel, way in settings.WAYS.items():
        since = now() - TRIED_FOR
        sent = Message.objects.filter(
            channel=channel, state=State.SENT, transport=NOTIFY, ended_at__gte=since
        )
        if way.transport != NOTIFY or not sent.exists():
            continue
        service = Service(way)
        try:
            why = service.came_back()
        finally:
            service.close()
        for message in sent.filter(reference__in=list(why)):
            fail(message, why[str(message.reference)])
