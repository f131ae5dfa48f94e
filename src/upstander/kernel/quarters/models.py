"""The tables of a quarter: its review, who was asked, what they answered, what was decided."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.kernel.audit.record import head_of_trail
from upstander.kernel.clock import now
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.plan.models import Action, Plan, Update
from upstander.kernel.plan.models.progress import AppendOnlyModel
from upstander.kernel.plan.models.structure import SharedQuerySet
from upstander.kernel.quarters.snapshots import CanonicalEncoder
from upstander.kernel.quarters.states import ANSWERABLE, State
from upstander.kernel.reference.quarters import Quarter, quarters_of

LONGEST_ENTERED = 4_000  # characters of an answer that came as an email and is pasted whole


class ReviewQuerySet(SharedQuerySet["Review"]):
    """Finds reviews."""

    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """Give everyone who works here all of them, and nobody else any."""
        return self if user.roles else self.none()

    def running(self) -> "ReviewQuerySet":
        """Keep those that are not adopted yet."""
        return self.exclude(state=State.ADOPTED)

    def with_head(self) -> "ReviewQuerySet":
        """Bring plan and head of the trail along, by which a reading knows whether it holds."""
        return self.select_related("plan").annotate(head=head_of_trail())

    def adopted(self) -> "ReviewQuerySet":
        """Keep those that were adopted, the latest first."""
        return self.filter(state=State.ADOPTED).order_by("-starts_on", "-pk")


class Review(models.Model):
    """One quarter of a plan, from the asking of its leads to its adoption by the Group."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    year = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer_by = models.DateField()
    meeting_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=now, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    figures_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "year", "number"], name="review_once"),
            models.CheckConstraint(
                condition=Q(state=State.ADOPTED, adopted_at__isnull=False)
                | (~Q(state=State.ADOPTED) & Q(adopted_at=None)),
                name="review_adopted_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Quarter {self.number}, {self.year}"

    @property
    def quarter(self) -> Quarter:
        """Give the three months that it is about."""
        return quarters_of(self.year)[self.number - 1]

    @property
    def takes_answers(self) -> bool:
        """Tell whether leads may still answer."""
        return self.state in ANSWERABLE

    @property
    def is_adopted(self) -> bool:
        """Tell whether the Group has adopted it."""
        return self.state == State.ADOPTED


class AskedQuerySet(SharedQuerySet["Asked"]):
    """Finds who was asked."""

    def visible_to(self, user: Any) -> "AskedQuerySet":
        """Give everyone who works here all of them, and nobody else any."""
        return self if user.roles else self.none()

    def in_force(self) -> "AskedQuerySet":
        """Keep those whose link was not revoked."""
        return self.filter(revoked_at=None)


class Asked(models.Model):
    """Somebody who was asked how their actions of a quarter stand, by a link of their own.

    The link is worked out from this row and `version` under a key outside the database, so it lies
    nowhere; a new version makes the earlier link worthless. Whoever leads actions and stands in for
    others has two rows, and two links.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="asked")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)  # as it was when asked: of the person, or of the body
    stands_in = models.BooleanField(default=False)  # a deputy who was written to when nobody spoke
    actions = models.ManyToManyField(Action, related_name="+")
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(default=now, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["organisation__name", "name", "pk"]
        verbose_name_plural = "asked"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "user", "stands_in"],
                condition=Q(user__isnull=False),
                name="asked_user_once",
            ),
            models.UniqueConstraint(
                fields=["review", "organisation"],
                condition=Q(user=None),
                name="asked_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"

    @property
    def key(self) -> tuple[int, int]:
        """Tell whom it is about: a person, or else a body."""
        return (self.user_id, 0) if self.user_id else (0, self.organisation_id)

    @property
    def address(self) -> str:
        """Give where letters to them go; '' where none is known."""
        if self.user is not None:
            return self.user.email if self.user.is_active else ""
        return self.organisation.email

    @property
    def link_works(self) -> bool:
        """Tell whether their link opens anything: not taken back, and they have not left."""
        return self.revoked_at is None and (self.user is None or self.user.is_active)


class Answer(AppendOnlyModel):
    """One answer of somebody who was asked, by whichever way it came; each version is kept."""

    class Way(models.TextChoices):
        """How an answer came."""

        LINK = "link", "By their link"
        PHONE = "phone", "By phone"
        ROOM = "room", "In the room"
        EMAIL = "email", "By email"

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="answers")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    update = models.OneToOneField(Update, on_delete=models.PROTECT, related_name="answer")
    way = models.CharField(max_length=5, choices=Way, default=Way.LINK)
    entered_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.asked} on {self.action.reference}"


class Verdict(AppendOnlyModel):
    """What was decided about an action at the review; the last one counts, the others stay.

    `update` is the word that was accepted: where a newer one came since, it has to be looked at
    again.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        ACCEPTED = "accepted", "Kept as declared"
        SUGGESTED = "suggested", "Took what the rules suggest"
        REASON = "reason", "Gave the reason"
        EDITED = "edited", "Edited the words"
        ASKED_BACK = "asked_back", "Asked back"
        UNDONE = "undone", "Undone"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="verdicts")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    update = models.ForeignKey(
        Update, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=600, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["review", "action"], name="verdict_of_action")]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.get_kind_display()}"


class Snapshot(models.Model):
    """What the Group adopted: every field with its own salted hash, and a signature over all.

    A redacted field loses its value and its salt and keeps its hash, so that the signature still
    verifies. Nothing else of a snapshot ever changes; `changes.redact` is the only writer.
    """

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="snapshot")
    at = models.DateTimeField(default=now, editable=False)
    by_name = models.CharField(max_length=200)
    fields = models.JSONField(encoder=CanonicalEncoder)  # list of `snapshots.Field`
    redactions = models.JSONField(encoder=CanonicalEncoder, default=list)  # `Redaction`
    previous = models.CharField(max_length=64, blank=True)  # root of the snapshot before
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    public_key = models.CharField(max_length=64)

    objects = SharedQuerySet["Snapshot"].as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.review}, as adopted"


class Lineage(AppendOnlyModel):
    """Where an action of a new plan comes from, or why an old one has no successor."""

    class Kind(models.TextChoices):
        """What became of an action at the turn of the year."""

        CARRIED = "carried", "Carried on"
        MERGED = "merged", "Merged"
        DROPPED = "dropped", "Dropped"
        NEW = "new", "New"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lineage")
    kind = models.CharField(max_length=8, choices=Kind)
    before = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    after = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "lineage"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="new", before=None, after__isnull=False)
                | Q(kind="dropped", before__isnull=False, after=None)
                | Q(kind__in=["carried", "merged"], before__isnull=False, after__isnull=False),
                name="lineage_joins_what_its_kind_says",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="lineage_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.after or self.before}"


class PublicField(models.TextChoices):
    """What of a plan may be shown in public, each with its own flag."""

    AIM = "aim", "Aims of the themes"
    LEADS = "leads", "Which organisations lead"
    ACTION = "action", "Wording of the actions"
    STATUS = "status", "Status of the actions"
    REASON = "reason", "Reasons for a status"
    WORDS = "words", "What leads wrote"
    DATES = "dates", "Done, due and year"
    FIGURES = "figures", "Measures"
    DEPENDENCIES = "dependencies", "What objectives wait for"


class PublicFlag(models.Model):
    """Whether a field is published: for the whole plan, or for one objective or action of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="public_flags")
    record = models.CharField(max_length=40, blank=True)  # label:key; '' is the whole plan
    field = models.CharField(max_length=12, choices=PublicField)
    published = models.BooleanField()

    objects = SharedQuerySet["PublicFlag"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "record", "field"], name="public_flag_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {'public' if self.published else 'not public'}"


def latest_of_each(verdicts: Sequence[Verdict]) -> dict[int, Verdict]:
    """Give the verdict that counts for each action, from verdicts the latest first."""
    found: dict[int, Verdict] = {}
    for verdict in verdicts:
        found.setdefault(verdict.action_id, verdict)
    return found
