"""What all meetings of groups are made of: a day and a place, and an agenda in an order.

Abstract: each capability that lets a group come together has tables of its own, with whatever its
meetings need beyond this.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import get_current_timezone

from upstander.kernel.groups.models import Group


class GroupMeeting(models.Model):
    """A group comes together on a day. `sequence` counts its invitations (RFC 5546)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="%(app_label)s")
    on = models.DateField("date")
    at = models.TimeField("time", help_text="For example 14:00")
    length = models.PositiveSmallIntegerField("minutes", default=120)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("link to join online", max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-on", "-at"]

    def __str__(self) -> str:
        return f"{self.group}, {self.on.day} {self.on:%B %Y}"

    @property
    def starts_at(self) -> datetime:
        """Give the moment at which it begins."""
        return datetime.combine(self.on, self.at, get_current_timezone())

    @property
    def ends_at(self) -> datetime:
        """Give the moment at which it should end."""
        return self.starts_at + timedelta(minutes=self.length)

    @property
    def when(self) -> str:
        """Say when, in words: Tuesday 19 November 2024, 14:00."""
        return f"{self.on:%A} {self.on.day} {self.on:%B %Y}, {self.at:%H:%M}"


class AgendaItem(models.Model):
    """An item of an agenda; the table that has it points at its `meeting`, under the name `items`.

    `source` names what the rules found, so that it comes once, and stays away once a person has
    removed it. What a person has `touched` the rules leave as it is. `order` is where the rules
    would put it, `position` where it stands.
    """

    position = models.PositiveIntegerField(default=0, editable=False)
    order = models.PositiveIntegerField(default=70, editable=False)
    source = models.CharField(max_length=100, blank=True, editable=False)
    heading = models.CharField(max_length=40, default="Added", editable=False)
    title = models.CharField(max_length=200)
    text = models.TextField("what it is about", blank=True)
    url = models.CharField(max_length=300, blank=True, editable=False)
    presenter = models.CharField("who presents", max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    touched = models.BooleanField(default=False, editable=False)
    removed = models.BooleanField(default=False, editable=False)
    meeting: Any

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "source"],
                condition=~Q(source=""),
                name="%(app_label)s_%(class)s_once_a_source",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def group_id(self) -> int:
        """Name the group by which rights are asked."""
        return int(self.meeting.group_id)
