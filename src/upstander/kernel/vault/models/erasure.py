"""Erasures: what was destroyed, why, by whom, and until when a backup of its key may live."""

import hmac
from datetime import date, datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from upstander.kernel.audit.key import trail_key
from upstander.kernel.audit.record import canonical
from upstander.kernel.vault.answering import answers_for_records


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Reads erasures."""

    def visible_to(self, user: Any) -> "ErasureQuerySet":
        """Give them to whoever answers for the trail."""
        return self if answers_for_records(user) else self.none()

    def unfinished(self) -> "ErasureQuerySet":
        """Keep those whose key is not destroyed yet, because something ended the work between."""
        return self.filter(finished_at=None)


class Erasure(models.Model):
    """The erasure of one record and of all that its key locked; finished, it is a certificate.

    It names the record by label and key, which says nothing of a person once that is gone.
    """

    class Ground(models.TextChoices):
        """Why it was right to erase."""

        TIME = "time", "The time for which it is kept is over"
        REQUEST = "request", "The person asked for it"
        NO_REASON = "no_reason", "There is no reason to keep it"
        THRESHOLD = "threshold", "A subject’s identity may not be kept without a decision"

    record = models.CharField(max_length=120, db_index=True)
    ground = models.CharField(max_length=20, choices=Ground)
    rule = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=120)
    actor_name = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    rows = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    key = models.CharField(max_length=24, blank=True)
    alone = models.BooleanField(default=False)  # what else stood under the key stays
    finished_at = models.DateTimeField(null=True)
    key_backups_until = models.DateField(null=True)
    seal = models.CharField(max_length=64, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("an erasure is proof of what was done, and stays")

    @property
    def facts(self) -> dict[str, Any]:
        """Give what the certificate says."""
        return {
            "number": self.pk,
            "record": self.record,
            "ground": self.ground,
            "rule": self.rule,
            "by": self.actor,
            "by_name": self.actor_name,
            "begun_at": _text(self.begun_at),
            "finished_at": _text(self.finished_at),
            "records_erased": self.rows,
            "key_backups_until": _text(self.key_backups_until),
        }

    def sealed(self) -> str:
        """Make the seal of the certificate, under the key of the trail."""
        said = f"certificate of erasure\n{canonical(self.facts)}"
        return hmac.digest(trail_key(settings.HOME), said.encode(), "sha256").hex()

    @property
    def genuine(self) -> bool:
        """Tell whether the certificate says what it said when it was sealed."""
        return bool(self.seal) and hmac.compare_digest(self.seal, self.sealed())


def _text(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
