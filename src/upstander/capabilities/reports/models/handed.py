"""What of a report went to whom, and what they answered."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from upstander.kernel.clock import now


class Handed(models.Model):
    """One hand-over of a report to a body, with its answer. What went stands in the disclosure."""

    class Body(models.TextChoices):
        """To what kind of body; each is a purpose of its own, which the person agrees to or not.

        Who agreed that another team of the council helps has not agreed to Prevent.
        """

        POLICE = "police", _("The police")
        POLICE_WITHOUT = "police_without_details", _("The police, without who the person is")
        SUPPORT = "support", _("A support service")
        LANDLORD = "landlord", _("The landlord")
        COUNCIL = "council", _("Another team of the council")
        SAFEGUARDING_CHILD = "safeguarding_child", _("Children’s safeguarding")
        SAFEGUARDING_ADULT = "safeguarding_adult", _("Adults’ safeguarding")
        PREVENT = "prevent", _("Prevent")
        BOROUGH = "borough", _("Another borough")

    class State(models.TextChoices):
        """What they answered."""

        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        DONE = "done", _("Done")

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="handed")
    body = models.CharField(max_length=30, choices=Body)
    recipient = models.CharField(max_length=120)
    disclosure = models.ForeignKey(
        "subjects.Disclosure", on_delete=models.PROTECT, related_name="+", null=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_body_display()}: {self.get_state_display().lower()}"
