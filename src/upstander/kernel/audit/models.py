"""The rows of the trail."""

import json
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.db import models

from upstander.kernel.registry import audit_kind
from upstander.kernel.rows import insert

TOLD = "told"  # in the demonstration: the moment of its story at which a thing was done
READERS = frozenset({"information_governance", "administrator"})


def reads_trail(user: Any, record: Any = None) -> bool:
    """Holds a role that answers for the trail: information governance, or administrator."""
    return not READERS.isdisjoint(user.roles)


class AppendOnly(TypeError):
    """Something tried to change or remove a row of the trail."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads the trail; every way of changing rows in bulk is shut."""

    def visible_to(self, user: Any) -> "AuditEventQuerySet":
        """Give the whole trail to whoever may read it, and nothing to anybody else."""
        return self if reads_trail(user) else self.none()

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("rows of the trail are written by record() alone, one by one")

    update = delete = bulk_create = bulk_update = _refuse  # type: ignore[assignment]
    get_or_create = update_or_create = _update = _raw_delete = _refuse  # type: ignore[assignment]


class AuditEvent(models.Model):
    """One thing that somebody did. It is written once and never changes.

    It names its record and its actor as text, label and key, so that it outlives both. `mac` seals
    the row together with the one before it (chain.py). `at` is text because a seal needs the very
    same characters back, whichever database keeps them.

    The actor's name is kept as it then was: whoever reads the trail years later has to know who
    acted, and the account may by then be renamed or gone. It is the name of a person at work, never
    that of somebody spoken of; the title of the record, which could be, is not kept.
    """

    # SQLite keeps rows in the order of an IntegerField key, which halves the reading of the chain
    sequence = models.IntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=120)
    actor_name = models.CharField(max_length=200)
    record = models.CharField(max_length=120)
    detail = models.TextField()
    mac = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sequence"]
        base_manager_name = "objects"
        indexes: ClassVar = [models.Index(fields=["record"], name="audit_by_record")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row; a row that stands is never saved again."""
        if not self._state.adding:
            raise AppendOnly("a row of the trail cannot be changed")
        insert(self)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly("a row of the trail cannot be removed")

    @property
    def moment(self) -> datetime:
        """Give the true time of the row, in UTC."""
        return datetime.fromisoformat(self.at)

    @property
    def told(self) -> datetime:
        """Give the moment to show beside a record: the true one, but in the demonstration."""
        told = json.loads(self.detail).get(TOLD)
        return datetime.fromisoformat(told) if told else self.moment

    @property
    def facts(self) -> dict[str, Any]:
        """Give the redacted detail as it was written."""
        facts: dict[str, Any] = json.loads(self.detail)
        facts.pop(TOLD, None)
        return facts

    @property
    def title(self) -> str:
        """Say what happened in the wording of its kind, or its code where that kind is gone."""
        try:
            return audit_kind(self.kind).title
        except LookupError:
            return self.kind


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Finds who read what; like the trail, it is written by its own function alone."""

    def visible_to(self, user: Any) -> "ReadingQuerySet":
        """Give all of it to whoever may read the trail, and nothing to anybody else."""
        return self if reads_trail(user) else self.none()


class Reading(models.Model):
    """Where the trail says that one record was read: a way to find the row, and no proof itself.

    The row of the trail names every record of a page; here stands one line for each of them, and
    for each person spoken of, so that "who looked at this person" needs no walk along the trail.
    `unindexed()` compares the two.
    """

    about = models.CharField(max_length=120)
    sequence = models.IntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    through = models.CharField(max_length=20)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sequence", "about"]
        indexes: ClassVar = [
            models.Index(fields=["actor", "at"], name="reading_by_actor"),
            models.Index(fields=["at"], name="reading_by_time"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "sequence"], name="reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.about} in row {self.sequence}"
