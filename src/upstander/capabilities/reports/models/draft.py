"""What somebody has written and not sent: nobody but they can open it."""

from typing import Any, ClassVar

from django.db import models

from upstander.kernel.clock import now
from upstander.kernel.vault.fields import Criminal
from upstander.kernel.vault.kinds import Story
from upstander.kernel.vault.models import Classification, Classified, Clock
from upstander.kernel.vault.models.classified import ClassifiedQuerySet

LONGEST = 300_000


class DraftQuerySet(ClassifiedQuerySet):
    """Finds drafts."""

    def unsent(self) -> "DraftQuerySet":
        """Keep those that their writers can still go on with."""
        return self.filter(sent=False, vault_erased_at=None)

    def sent(self) -> "DraftQuerySet":
        """Keep those that became reports, and are only to be destroyed."""
        return self.filter(sent=True, vault_erased_at=None)


class Draft(Classified):
    """The answers so far, locked under the visitor's own seven words before the vault locks them.

    We keep only a code of the words, so that a draft cannot be opened here without its writer.
    """

    classification = Classification(
        people="People who begin a report, and those of whom they write",
        purpose="To let somebody stop and come back",
        basis="As for a report (UK GDPR Art. 6(1)(e), 9(2)(g) and 10); gone after 72 hours",
        clocks=(Clock("report_draft", "changed_at"),),
    )

    code = models.CharField(max_length=64, unique=True)
    changed_at = models.DateTimeField(default=now)
    # a truth value and no moment: SQLite then changes one page, and writes no long row anew
    sent = models.BooleanField(default=False, editable=False)

    locked = Criminal(Story(LONGEST), "To give the answers back to who wrote them", of="both")

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                condition=models.Q(sent=True, vault_erased_at=None),
                name="draft_to_destroy",
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
