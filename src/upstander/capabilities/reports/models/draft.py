"""What somebody has written and not sent: nobody but they can open it."""

from typing import ClassVar

from django.db import models

from upstander.kernel.clock import now
from upstander.kernel.vault.fields import Criminal
from upstander.kernel.vault.kinds import Story
from upstander.kernel.vault.models import Classification, Classified, Clock

LONGEST = 300_000


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

    locked = Criminal(Story(LONGEST), "To give the answers back to who wrote them", of="both")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"draft {self.pk}"
