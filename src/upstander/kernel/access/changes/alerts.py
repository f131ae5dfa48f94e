"""Alerts of unusual reading are raised by rules and settled by a person."""

from typing import Any

from django.db import transaction

from upstander.kernel.access.check import require
from upstander.kernel.access.models import Alert
from upstander.kernel.access.watching.rules import Finding
from upstander.kernel.audit.record import key_of, record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused


class SettledBefore(Refused):
    """It was settled already."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This was settled before. A finding is not changed.")


class OwnReading(Refused):
    """Somebody would settle what is about themselves."""

    def __init__(self) -> None:
        """Ask for somebody else."""
        super().__init__("This is about your own reading: somebody else has to settle it.")


@transaction.atomic
def raise_alert(found: Finding, *, by: str) -> Alert | None:
    """Write an alert down, unless it stands already."""
    alert, new = Alert.objects.get_or_create(
        rule=found.rule,
        actor=found.actor,
        since=found.since,
        about=found.about,
        defaults={
            "actor_name": found.actor_name,
            "until": found.until,
            "count": found.count,
            "raised_on": today(),
        },
    )
    if not new:
        if alert.settled_on is None and found.count > alert.count:
            alert.count, alert.until = found.count, found.until
            alert.save(update_fields=["count", "until"])
        return None
    record("access.alert_raised", alert, by=by, rule=found.rule, reader=found.actor)
    return alert


@transaction.atomic
def settle(alert: Alert, *, finding: str, by: Any) -> Alert:
    """Write down what was found when somebody asked."""
    require(by, "access.review")
    stands = Alert.objects.select_for_update().get(pk=alert.pk)
    if stands.actor == key_of(by):
        raise OwnReading
    if stands.settled_on:
        raise SettledBefore
    stands.settled_on, stands.settled_by, stands.finding = today(), str(by), finding
    stands.full_clean()
    stands.save(update_fields=["settled_on", "settled_by", "finding"])
    record("access.alert_settled", stands, by=by, finding=finding)
    return stands
