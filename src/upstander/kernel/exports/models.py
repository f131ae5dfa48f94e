"""The ledger: everything that was ever published, as it was published. Nothing hidden is in it."""

from typing import Any, ClassVar, Never

from django.db import models

from upstander.kernel.access.check import may
from upstander.kernel.clock import now
from upstander.kernel.exports.publishing.published import Published
from upstander.kernel.figures import State


class LedgerIsKept(TypeError):
    """Something tried to change or remove what readers have seen."""


class WrittenOnceQuerySet(models.QuerySet[Any]):
    """Reads; rows are written one by one by `changes` and never change."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Never:
        raise LedgerIsKept("what was published stays in the ledger")

    update = delete = bulk_create = bulk_update = _refuse
    get_or_create = update_or_create = _refuse

    def visible_to(self, user: Any) -> "WrittenOnceQuerySet":
        """Give the ledger to whoever may read it."""
        return self if may(user, "exports.ledger") else self.none()


class PublicationQuerySet(WrittenOnceQuerySet):
    """Reads the ledger of published tables."""

    def of_subject(self, subject: str) -> "PublicationQuerySet":
        """Give every table about one set of records, the oldest first, withdrawn or not."""
        return self.filter(subject=subject).order_by("pk")

    def standing(self, code: str) -> "Publication | None":
        """Give the latest edition of a table that was not withdrawn: what pages show."""
        return self.filter(code=code, withdrawal=None).order_by("-pk").first()


class WrittenOnce(models.Model):
    """A row of the ledger. It names who wrote it as text, so that it outlives the account."""

    at = models.DateTimeField(default=now, editable=False)
    actor = models.CharField(max_length=120)
    actor_name = models.CharField(max_length=200)

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; raises LedgerIsKept for one that exists."""
        if not self._state.adding:
            raise LedgerIsKept("what was published stays as it was published")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse."""
        raise LedgerIsKept("what was published stays in the ledger")


class Publication(WrittenOnce):
    """One edition of one table, with each cell as everybody may see it.

    `place` is the page or document that it was made for. `kept` is the whole of a `Published`;
    `digest` its fingerprint, by which a copy is known again.
    """

    code = models.CharField(max_length=120)
    subject = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=120)
    place = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField()
    kept = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = PublicationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = "published table"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "edition"], name="edition_published_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"

    @property
    def table(self) -> Published:
        """Give the table as it was published."""
        return Published.from_json(self.kept)

    @property
    def hidden(self) -> int:
        """Count the cells that are not shown."""
        return sum(state == State.SUPPRESSED for *_, state, _ in self.kept["figures"])

    @property
    def cells(self) -> int:
        """Count all cells."""
        return len(self.kept["figures"])

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the edition was taken back."""
        return hasattr(self, "withdrawal")


class Withdrawal(WrittenOnce):
    """That an edition was taken back. What readers saw they know, so it still counts."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.publication}: {self.reason}"
