"""Holds the rules of unusual reading against who read what since yesterday."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

from upstander.kernel.access.changes.alerts import raise_alert
from upstander.kernel.access.declared import all_guards
from upstander.kernel.access.models import Workplace
from upstander.kernel.access.watching.rules import Finding, Known, Line, midnight, rules_in_force
from upstander.kernel.audit.reading import readings
from upstander.kernel.people.models import Membership, User

BY = "system:watching over reading"


def watch(until: datetime | None = None) -> int:
    """Raise an alert for all that stands out since yesterday; gives how many are new.

    Once it stands, the same stretch of reading is never told twice.
    """
    end = until or datetime.now(UTC)
    since = midnight(end) - timedelta(days=1)
    found = list(findings(since, end))
    names = _names({each.actor for each in found})
    raised = [raise_alert(_named(each, names), by=BY) for each in found]
    return sum(alert is not None for alert in raised)


def findings(since: datetime, until: datetime) -> Iterator[Finding]:
    """Give what the rules find between two moments."""
    # one day more is read, so that a stretch that began before is known for what it is
    rows = readings().filter(at__gte=since - timedelta(days=1), at__lte=until)
    rows = rows.exclude(actor__startswith="system:").order_by("actor", "at", "sequence")
    lines = [Line(*row) for row in rows.values_list("actor", "at", "about", "sequence", "through")]
    known = _known(lines)
    for _, some in groupby(lines, key=lambda line: line.actor):
        read = list(some)
        for rule in rules_in_force():
            yield from (each for each in rule.find(rule, read, known) if each.since >= since)


def _known(lines: list[Line]) -> Known:
    bodies: dict[str, set[int]] = {}
    readers = {int(line.actor.partition(":")[2]) for line in lines}
    held = Membership.objects.current().filter(user__in=readers)
    for user, body in held.values_list("user", "organisation"):
        bodies.setdefault(f"people.user:{user}", set()).add(body)
    workplaces: dict[str, set[int]] = {}
    for label, key, body in Workplace.objects.standing().values_list(
        "label", "key", "organisation"
    ):
        workplaces.setdefault(f"{label}:{key}", set()).add(body)
    people = {label.lower() for guard in all_guards() for label in guard.about.values()}
    return Known(bodies, workplaces, people)


def _names(actors: set[str]) -> dict[str, str]:
    keys = {actor.partition(":")[2] for actor in actors}
    people = User.objects.filter(pk__in=keys)
    return {f"people.user:{person.pk}": str(person) for person in people}


def _named(found: Finding, names: dict[str, str]) -> Finding:
    return Finding(
        found.rule,
        found.actor,
        found.since,
        found.until,
        found.count,
        found.about,
        names.get(found.actor, found.actor),
    )
