"""A body's own form, edition by edition."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import now
from upstander.kernel.people.models import Organisation
from upstander.kernel.referrals.declared import Kind, all_kinds
from upstander.kernel.referrals.tables import Table, fields_of

KEEPS_FORMS = has_role("administrator", "strategic_lead")


class OwnFormQuerySet(models.QuerySet["OwnForm"]):
    """Finds forms."""

    def visible_to(self, user: Any) -> "OwnFormQuerySet":
        """Give all to those who keep them, and none to others."""
        return self if KEEPS_FORMS(user, None) else self.none()

    def of(self, organisation: Organisation, kind: str) -> "OwnFormQuerySet":
        """Keep the editions of one body's form for one kind."""
        return self.filter(organisation=organisation, kind=kind)

    def used_at(self, moment: datetime) -> "OwnFormQuerySet":
        """Keep what was in use at a moment."""
        return self.filter(used_from__lte=moment).exclude(used_until__lte=moment)


class OwnForm(models.Model):
    """One edition of a body's own form: its table, and the Word file that is filled, if any.

    An edition never changes: another follows it. What was handed over on a day stays on the edition
    of that day.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=140)
    edition = models.PositiveSmallIntegerField()
    table = models.TextField(editable=False)
    document = models.BinaryField(blank=True, default=b"")
    added_at = models.DateTimeField(default=now)
    used_from = models.DateTimeField(null=True, blank=True)
    used_until = models.DateTimeField(null=True, blank=True)

    objects = OwnFormQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "edition"], name="own_form_one_edition"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(used_from__isnull=False, used_until__isnull=True),
                name="own_form_one_in_use",
            ),
            models.CheckConstraint(
                condition=Q(used_until__isnull=True) | Q(used_from__isnull=False),
                name="own_form_used_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short}, edition {self.edition}"

    @property
    def in_use(self) -> bool:
        """Tell whether sheets are written on it now."""
        return self.used_from is not None and self.used_until is None

    @property
    def state(self) -> str:
        """Say in words how it stands."""
        if self.used_from is None:
            return "Tried out, not used yet"
        return "In use" if self.in_use else "Replaced or ended"

    @property
    def of_kind(self) -> Kind | None:
        """Give the kind of body; None where no part of the product declares it any more."""
        return all_kinds().get(self.kind)

    def is_of(self, handed: Any, kind: str) -> bool:
        """Tell whether a hand-over of a kind is written on it."""
        if (self.organisation_id, self.kind) != (handed.organisation_id, kind):
            return False
        begun = self.used_from is not None and self.used_from <= handed.at
        return begun and (self.used_until is None or handed.at < self.used_until)

    @property
    def used(self) -> str:
        """Say when sheets were written on it."""
        if self.used_from is None:
            return "Not yet"
        since = f"From {day_of(self.used_from)}"
        return f"{since} to {day_of(self.used_until)}" if self.used_until else since

    def as_table(self) -> Table:
        """Give its lines."""
        return Table(f"{self}", tuple(fields_of(self.table)))


def title_of(own: OwnForm) -> str:
    """Say for which kind of body it is; one that nobody declares any more names itself."""
    return own.of_kind.title if own.of_kind else own.kind


def day_of(moment: datetime) -> str:
    """Write the day of a moment."""
    return date_format(timezone.localtime(moment), "j M Y")
