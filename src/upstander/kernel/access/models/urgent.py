"""Access that does not wait for a signature: it is short, has a reason, and somebody reviews it."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upstander.kernel.access.gateways import Gateway
from upstander.kernel.access.predicates import has_role
from upstander.kernel.clock import now
from upstander.kernel.people.models import Organisation
from upstander.kernel.vault.fields import Criminal
from upstander.kernel.vault.kinds import Story
from upstander.kernel.vault.models import Classification, Classified, ClassifiedQuerySet, Clock

REVIEWS = has_role("information_governance")
LASTS = {"continuity": timedelta(hours=72), "break_glass": timedelta(hours=4)}


class UrgentQuerySet(ClassifiedQuerySet):
    """Finds urgent access."""

    def visible_to(self, user: Any) -> "UrgentQuerySet":
        """Give all to whoever reviews it, and everybody their own."""
        return self if REVIEWS(user, None) else self.filter(user_id=user.pk)

    def open(self) -> "UrgentQuerySet":
        """Keep what opens records at this moment."""
        return self.filter(began_at__lte=now(), ends_at__gt=now(), stopped_at=None)

    def waiting(self) -> "UrgentQuerySet":
        """Keep what nobody has reviewed."""
        return self.filter(reviewed_at=None)


class UrgentAccess(Classified):
    """A record kept open, or opened, because somebody may come to harm.

    `continuity`: a body that takes part in the case and whose agreement lapsed keeps for 72 hours
    what that agreement opened. `break_glass`: one person opens one record for four hours, with no
    right to it but the reason that they give.
    """

    classification = Classification(
        people="Whoever is in danger, and who else is named in the reason",
        purpose="To show why a record was opened without an agreement",
        basis=(
            "Vital interests, UK GDPR Art. 6(1)(d) and 9(2)(c); safeguarding, Art. 9(2)(g) and 10 "
            "with the Data Protection Act 2018, Schedule 1, paragraph 18"
        ),
        clocks=(Clock("urgent_access", "began_on"),),
    )

    class Kind(models.TextChoices):
        """In which of the two ways it is open."""

        CONTINUITY = "continuity", "A partner keeps a case for 72 hours"
        BREAK_GLASS = "break_glass", "Glass broken for four hours"

    class Danger(models.TextChoices):
        """Who may come to harm."""

        LIFE = "life", "Somebody’s life is in danger"
        CHILD = "child", "A child is at risk"
        ADULT = "adult", "An adult at risk needs protection"

    class Finding(models.TextChoices):
        """What the review came to."""

        RIGHT = "right", "It was right"
        UNCLEAR = "unclear", "Right, but the reason should have said more"
        WRONG = "wrong", "It should not have been opened"

    kind = models.CharField(max_length=20, choices=Kind)
    label = models.CharField(max_length=80)
    key = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    danger = models.CharField(max_length=20, choices=Danger)
    gateway = models.CharField("legal gateway", max_length=20, choices=Gateway)
    began_on = models.DateField()
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=200, blank=True)
    finding = models.CharField(max_length=20, choices=Finding, blank=True)

    # who is in danger of what is mostly an allegation against somebody, and often of their health
    reason = Criminal(Story(2_000), "To review whether a record had to be opened", of="both")

    objects: ClassVar = UrgentQuerySet.as_manager()

    class Meta:
        verbose_name = "reason for urgent access"
        verbose_name_plural = "reasons for urgent access"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("began_at")), name="urgent_ends"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, finding="")
                | (Q(reviewed_at__isnull=False) & ~Q(finding="")),
                name="urgent_review_has_a_finding",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["label", "key", "ends_at"], name="urgent_by_record"),
            models.Index(
                fields=["review_on"], condition=Q(reviewed_at=None), name="urgent_to_review"
            ),
        ]

    def __str__(self) -> str:
        return f"Urgent access {self.pk}"

    @property
    def about(self) -> str:
        """Name the record as the trail does."""
        return f"{self.label}:{self.key}"

    @property
    def state(self) -> str:
        """Say in words how it stands."""
        if not self.reviewed_at:
            return "Waits for review"
        return "Reviewed"

    @property
    def is_open(self) -> bool:
        """Tell whether it opens the record at this moment."""
        return self.stopped_at is None and self.began_at <= now() < self.ends_at
