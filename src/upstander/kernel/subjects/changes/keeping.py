"""How long a person is kept: for as long as anything that rests on them, by the longest rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Model

from upstander.kernel.audit.record import key_of, record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.changes import stop_one
from upstander.kernel.outbox.models import Message
from upstander.kernel.subjects.changes.recipients import note_told_by_messages
from upstander.kernel.subjects.models import Keeping, Override, Subject
from upstander.kernel.subjects.models.subject import KEPT_BY, NOTHING_KEEPS
from upstander.kernel.vault.models import RetentionRule


@dataclass(frozen=True)
class Resting:
    """A record in use that rests on a person from their first moment: which one, by which rule.

    Raises LookupError for a rule under which nobody is kept.
    """

    about: Model | str
    rule: str

    def __post_init__(self) -> None:
        _known(self.rule)


@transaction.atomic
def keep(
    subject: Subject, *, about: Model | str, rule: str, since: date | None = None, by: Any
) -> None:
    """Say that a record rests on a person: under which rule, and from which day that counts.

    Without a day the record is in use and the person stays. Saying it again of the same record
    replaces what was said. Raises LookupError for a rule under which nobody is kept.
    """
    _known(rule)
    Keeping.objects.bulk_create(
        [Keeping(subject=subject, about=key_of(about), rule=rule, since=since)],
        update_conflicts=True,
        unique_fields=["subject", "about"],
        update_fields=["rule", "since"],
    )
    record("subjects.kept", subject, by=by, rule=rule, since=since)
    _settle(subject)


@transaction.atomic
def release(subject: Subject, *, about: Model | str, by: Any) -> None:
    """Say that a record no longer rests on a person, as when it was erased."""
    gone, _ = Keeping.objects.filter(subject=subject, about=key_of(about)).delete()
    if gone:
        record("subjects.released", subject, by=by)
        _settle(subject)


def settle_keepings() -> None:
    """Work out anew whom two rules keep, since rules change; begin the time of what is left."""
    held_twice = Subject.objects.filter(vault_erased_at=None).annotate(n=Count("keepings"))
    for subject in held_twice.filter(n__gt=1):
        _settle(subject)
    _stop_what_waits_for_the_erased()
    note_told_by_messages()
    ended = Override.objects.filter(ended_on=None, vault_erased_at=None)
    ended.exclude(subject__vault_erased_at=None).update(ended_on=today())


def _stop_what_waits_for_the_erased() -> None:
    """Destroy at once what would not leave any more: time ended the record, not erase_subject()."""
    gone = Subject.objects.exclude(vault_erased_at=None)
    waiting = Message.objects.exclude(letter="").filter(to__startswith="subjects.subject:")
    keys = {key_of(subject) for subject in gone.filter(pk__in=_numbers(waiting))}
    for message in waiting:
        if message.to in keys:
            stop_one(message, by="system:retention")


def _numbers(messages: Iterable[Message]) -> set[str]:
    return {message.to.partition(":")[2] for message in messages}


def _known(rule: str) -> None:
    if rule not in KEPT_BY:
        raise LookupError(f"nobody is kept by the rule {rule}")


def _settle(subject: Subject) -> None:
    """Write on the person which rule lets them go last, and from when it counts."""
    rows = list(subject.keepings.all())
    in_use = [row for row in rows if row.since is None]
    last = in_use[0] if in_use else max(rows, key=_ends, default=None)
    rule, since = (last.rule, last.since) if last else (NOTHING_KEEPS, subject.created_on)
    Subject.objects.filter(pk=subject.pk).update(kept_by=rule, kept_since=since)
    subject.kept_by, subject.kept_since = rule, since


def _ends(row: Keeping) -> date:
    rule = RetentionRule.objects.in_force(today()).filter(code=row.rule).first()
    if rule is None or row.since is None:
        raise Refused(f"There is no rule {row.rule} in force. Bring the rules in: upstander init")
    return date.max if rule.forever else rule.ends(row.since)
