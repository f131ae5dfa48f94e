"""Meetings of a group: their agenda, their minutes, and what came of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from upstander.kernel.groups.meeting import AgendaItem, GroupMeeting
from upstander.kernel.groups.rights import roles_in_groups
from upstander.kernel.plan.decisions import Decision
from upstander.kernel.plan.models.structure import SharedQuerySet


class State(models.TextChoices):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    CALLED = "called", "Called"
    HELD = "held", "Held"
    MINUTED = "minuted", "Minutes out"
    APPROVED = "approved", "Minutes approved"
    CANCELLED = "cancelled", "Called off"


class MeetingQuerySet(SharedQuerySet["Meeting"]):
    """Finds meetings."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Give members those of their groups, and others the minutes that a group shares."""
        if not user.roles or "strategic_lead" in user.roles:
            return self if user.roles else self.none()
        shared = Q(published=True, state=State.APPROVED)
        return self.filter(shared | Q(group__in=roles_in_groups(user)))

    def held(self) -> "MeetingQuerySet":
        """Keep those that took place."""
        return self.filter(state__in=[State.HELD, State.MINUTED, State.APPROVED])


class Meeting(GroupMeeting):
    """One meeting of a group. `approved` holds its minutes as they were approved, for good."""

    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    approved = models.JSONField(null=True, blank=True)
    approved_at = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published = models.BooleanField("others may read the minutes", default=True)

    objects = MeetingQuerySet.as_manager()

    class Meta(GroupMeeting.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "on"], condition=~Q(state="cancelled"), name="meeting_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state="approved") ^ Q(approved__isnull=True), name="meeting_approved"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.pk])

    @property
    def last(self) -> "Meeting | None":
        """Find the meeting of the group before this one."""
        return Meeting.objects.held().filter(group=self.group_id, on__lt=self.on).first()


class ItemQuerySet(SharedQuerySet["Item"]):
    """Finds items; their meeting says who may see them."""

    def visible_to(self, user: Any) -> "ItemQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(user), removed=False)


class Item(AgendaItem):
    """An item of an agenda, and what was said about it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    notes = models.TextField(blank=True, editable=False)

    objects = ItemQuerySet.as_manager()


class OutcomeQuerySet(SharedQuerySet["Outcome"]):
    """Finds outcomes."""

    def visible_to(self, user: Any) -> "OutcomeQuerySet":
        return self.filter(item__in=Item.objects.visible_to(user))


class Outcome(Decision):
    """What came of an item: it stands there once, and becomes one action of the plan at most."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="outcomes")

    objects = OutcomeQuerySet.as_manager()

    class Meta(Decision.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Decision.Meta.constraints,
            models.UniqueConstraint(fields=["item", "text"], name="outcome_once"),
        ]

    @property
    def group_id(self) -> int:
        """Name the group by which rights are asked."""
        return self.item.group_id
