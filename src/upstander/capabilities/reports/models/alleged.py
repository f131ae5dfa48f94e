"""Who is said to have done it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from upstander.kernel.access.opening import GuardedQuerySet
from upstander.kernel.clock import today
from upstander.kernel.vault.fields import Criminal
from upstander.kernel.vault.kinds import Story, Text
from upstander.kernel.vault.models import Classification, Classified, Clock


class Alleged(Classified):
    """The subject of a report, apart from it, so that they can be forgotten and it stays.

    Of a report that is not of a crime, who they are is destroyed after 14 days unless somebody
    decides, with reasons and a day to look again, that it is kept (domain.md 7; design.md 4).
    """

    classification = Classification(
        people="People who are said to have done something out of hate",
        purpose="To act on what happened, where a crime or a real risk of harm is concerned",
        basis=(
            "Public task (UK GDPR Art. 6(1)(e)); Art. 9(2)(g) and 10 with the Data Protection Act "
            "2018, Schedule 1, paragraphs 6, 10, 18 and 36; of what is not a crime, beyond 14 days "
            "only on a recorded decision"
        ),
        clocks=(
            Clock("non_crime_subject", "reported_on", Q(non_crime=True, kept_until=None)),
            Clock("report_no_case", "reported_on"),
        ),
    )

    report = models.OneToOneField(
        "reports.Report", on_delete=models.PROTECT, related_name="alleged"
    )
    reported_on = models.DateField(default=today)
    non_crime = models.BooleanField(default=False)
    kept_until = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    name = Criminal(Text(), "To know who is said to have done it", of="others", blank=True)
    address = Criminal(Story(500), "To find and warn them", of="others", blank=True)
    looks = Criminal(Story(2000), "To know them again", of="others", blank=True)
    vehicle = Criminal(Text(), "To know them again", of="others", blank=True)
    why_kept = Criminal(Story(2000), "To answer for keeping it", of="others", blank=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "subjects of reports"

    def __str__(self) -> str:
        return f"subject of report {self.report_id}"
