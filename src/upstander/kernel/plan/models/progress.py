"""How a plan goes: occurrences, updates with evidence, dependencies, edits, counted samples."""

from typing import Any, ClassVar, Never

from django.conf import settings
from django.db import models
from django.db.models import Q

from upstander.kernel.clock import now, today
from upstander.kernel.plan.models.structure import Action, Objective, Plan, SharedQuerySet
from upstander.kernel.plan.status import Status


class AppendOnly(TypeError):
    """Somebody tried to change or remove what is only ever added to."""


class AppendOnlyQuerySet(SharedQuerySet[Any]):
    """Reads, and adds one row at a time."""

    def update(self, **kwargs: Any) -> Never:
        """Refuse: a correction is a new row."""
        raise AppendOnly("a correction is a new row")

    def delete(self) -> Never:
        """Refuse: history stays."""
        raise AppendOnly("history is not deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse: a correction is a new row."""
        raise AppendOnly("a correction is a new row")


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; raises `AppendOnly` for one that exists."""
        if not self._state.adding:
            raise AppendOnly("a correction is a new row")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse: history stays."""
        raise AppendOnly("history is not deleted")


class Occurrence(models.Model):
    """One time that a recurring action falls due: IDAHOBIT 2024, the surgery in May."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="occurrences")
    label = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(default=now, editable=False)

    objects = SharedQuerySet["Occurrence"].as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "label", "due_on"], name="occurrence_once")
        ]

    def __str__(self) -> str:
        return self.label


class Update(AppendOnlyModel):
    """What somebody said of an action (or of an objective as a whole) on a day.

    A correction is a new row that names the one it corrects. `reason` says why the declared status
    stands although the rules suggest another, `obstacle` what is in the way.
    """

    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="updates"
    )
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="updates"
    )
    at = models.DateTimeField(default=now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_updates",
    )
    author_name = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    obstacle = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=200, blank=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["action", "-at"], name="update_of_action"),
            models.Index(fields=["objective", "-at"], name="update_of_objective"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(objective=None, action__isnull=False)
                | Q(objective__isnull=False, action=None),
                name="update_of_an_objective_or_an_action",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["", *Status.values]), name="update_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.at:%d %B %Y}"

    @property
    def about(self) -> Action | Objective:
        """Give what it speaks of; a constraint of the table says that there is one."""
        if self.action is not None:
            return self.action
        if self.objective is not None:
            return self.objective
        raise LookupError("an update speaks of an action or of an objective")


class EvidenceItem(AppendOnlyModel):
    """What shows that an update is true: a file, a link, or a pointer to a record."""

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file", "File"
        LINK = "link", "Link"
        POINTER = "pointer", "Record"

    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="plan/evidence/%Y/", max_length=255, blank=True)
    added_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Dependency(models.Model):
    """Something outside that objectives wait for, such as a budget. It explains On Hold."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="dependencies")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    opened_on = models.DateField(default=today)
    expected_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_how = models.CharField(max_length=300, blank=True)
    objectives = models.ManyToManyField(Objective, related_name="dependencies", blank=True)

    objects = SharedQuerySet["Dependency"].as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]  # as the codes were given: D2 before D10
        verbose_name_plural = "dependencies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="dependency_code_once"),
            models.CheckConstraint(
                condition=Q(met_on=None) | ~Q(met_how=""), name="dependency_met_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


class Edit(AppendOnlyModel):
    """One field of the plan's structure as it was before and after somebody changed it.

    With these any earlier day can be read again. They hold the partnership's own document, no
    personal data, so they keep values where the trail keeps only names of fields.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="edits")
    record = models.CharField(max_length=80)  # label:key, as in the trail
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField(default=now)
    author_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["plan", "-at"], name="edit_of_plan")]

    def __str__(self) -> str:
        return f"{self.field} of {self.record}"


class MeasureSample(models.Model):
    """A measure as it was counted on a day, so that pages need not count and history stays."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="samples")
    code = models.CharField(max_length=80)
    objective = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    counted_on = models.DateField()
    state = models.CharField(max_length=16)
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    total = models.IntegerField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    evidence_url = models.CharField(max_length=500, blank=True)

    objects = SharedQuerySet["MeasureSample"].as_manager()

    class Meta:
        ordering: ClassVar = ["code", "objective", "-counted_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "code", "objective", "starts_on", "counted_on"],
                name="sample_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.counted_on}"
