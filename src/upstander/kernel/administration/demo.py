"""The messages that the demonstration begins with."""

from django.conf import settings

from upstander.kernel.outbox.changes import queue
from upstander.kernel.people.models import Membership

SHOW_IT = ("administrator", "strategic_lead")


def load() -> None:
    """Write a test message to each who may look at the messages of the demonstration, once."""
    held = Membership.objects.current().filter(role__in=SHOW_IT).select_related("user")
    for person in dict.fromkeys(membership.user for membership in held.order_by("pk")):
        queue(
            "outbox.test",
            to=person,
            context={"sent_from": f"{settings.ADDRESS}/"},
            by="system:demonstration",
            key=f"demonstration:{person.pk}",
        )
