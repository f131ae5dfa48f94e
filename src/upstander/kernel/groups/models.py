"""Groups, their seats, who came to what, and what members are sent between meetings."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst

from upstander.kernel.audit.record import key_of
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.reference.day_rules import EXAMPLE, DayRule, check_rule, read_rule
from upstander.kernel.reference.models import Strand

ENDS_SOON = timedelta(days=92)


class GroupQuerySet(models.QuerySet["Group"]):
    """Finds groups."""

    def visible_to(self, user: Any) -> "GroupQuerySet":
        """Give everyone who works here all of them: who speaks for whom is no secret."""
        return self if user.roles else self.none()


class Group(models.Model):
    """A group that meets: the one that monitors the plan, a panel's steering group, any other."""

    name = models.CharField(max_length=120, unique=True)
    purpose = models.TextField(blank=True)
    rule = models.CharField(
        "when it meets",
        max_length=200,
        blank=True,
        validators=[check_rule],
        help_text=f"By a rule, such as: {EXAMPLE}",
    )
    length = models.PositiveSmallIntegerField("minutes of a meeting", default=120)
    place = models.CharField("usual place", max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField(
        default=3, help_text="How many have to be there for a decision"
    )
    watches_plan = models.BooleanField(
        "monitors the work plan",
        default=False,
        help_text="What needs talking about in the plan comes onto its agendas",
    )
    standing = models.TextField(
        "standing items", blank=True, help_text="They are on every agenda. Write one a line"
    )
    strands = models.ManyToManyField(
        Strand,
        blank=True,
        related_name="+",
        verbose_name="strands it should hear",
        limit_choices_to={"parent": None},
    )
    sectors = models.JSONField("sectors it should hear", default=list, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-watches_plan", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def group_id(self) -> int:
        """Name the group by which rights are asked."""
        return int(self.pk)

    @property
    def meets(self) -> DayRule | None:
        """Give the rule by which it meets."""
        return read_rule(self.rule) if self.rule else None


class SeatQuerySet(models.QuerySet["Seat"]):
    """Finds seats."""

    def visible_to(self, user: Any) -> "SeatQuerySet":
        """Give everyone who works here all of them."""
        return self if user.roles else self.none()

    def on(self, day: date | None = None) -> "SeatQuerySet":
        """Keep those held on a day, today unless said; the last day is the first without."""
        when = day or today()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=when), starts_on__lte=when)

    def of(self, user: Any) -> "SeatQuerySet":
        """Keep those in which a person sits, by name or by their post."""
        return self.filter(Q(user=user.pk) | Q(user=None, post__holder=user.pk))

    def with_people(self) -> "SeatQuerySet":
        """Bring along whatever names who sits there, and for whom."""
        return self.select_related("organisation", "user", "post__holder")

    def filled(self) -> "SeatQuerySet":
        """Keep those in which somebody sits."""
        return self.filter(Q(user__isnull=False) | Q(post__holder__isnull=False))


class Seat(models.Model):
    """A place in a group, as one holds it from a day to a day; handed on, another row begins."""

    class Role(models.TextChoices):
        """What one does in the group."""

        CHAIR = "chair", "Chair"
        DEPUTY = "deputy", "Deputy chair"
        SECRETARY = "secretary", "Secretary"
        MEMBER = "member", "Member"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="speaks for"
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whoever holds this post has the seat",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="person",
        help_text="Leave both empty for a vacant seat",
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    sector = models.CharField(
        max_length=20,
        choices=Organisation.Sector,
        blank=True,
        help_text="Where it is another than the organisation's own",
    )
    strands = models.ManyToManyField(
        Strand,
        blank=True,
        related_name="+",
        verbose_name="strands it speaks for",
        limit_choices_to={"parent": None},
    )
    starts_on = models.DateField("from", default=today)
    ends_on = models.DateField(
        "until", null=True, blank=True, help_text="The first day without, where the term has an end"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["group", "organisation__name", "starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder or 'Vacant seat'}, {self.organisation.short}"

    @property
    def holder(self) -> Any:
        """Give who sits there, by name or by their post; None is a vacancy."""
        return self.user or (self.post.holder if self.post else None)

    @property
    def heard_for(self) -> str:
        """Give the sector that it speaks for: its own, or its organisation's."""
        return self.sector or self.organisation.sector

    @property
    def ends_soon(self) -> bool:
        """Tell whether the term ends within a quarter."""
        return self.ends_on is not None and self.ends_on <= today() + ENDS_SOON

    @property
    def speaks_for(self) -> str:
        """Say for whom it speaks: strands, or the sector."""
        strands = [capfirst(str(strand)) for strand in self.strands.all()]
        return ", ".join(strands) or Organisation.Sector(self.heard_for).label


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Finds attendances."""

    def at(self, *records: models.Model) -> "AttendanceQuerySet":
        """Keep those at some meetings, whatever kind of record a meeting is."""
        return self.filter(record__in=[key_of(record) for record in records])


class Attendance(models.Model):
    """A member's part in something of their group, which is named as the trail does.

    Whether they come, and came; what they sent because they could not; what they want put right in
    what was written about it, and what became of that.
    """

    class Answer(models.TextChoices):
        """What they said before, and what happened."""

        UNSAID = "", "No answer yet"
        COMING = "coming", "Coming"
        APOLOGIES = "apologies", "Apologies"
        PRESENT = "present", "Present"
        ABSENT = "absent", "Absent"

    record = models.CharField(max_length=120)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(max_length=200)  # of who sat there then
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    information = models.TextField(blank=True)
    correction = models.TextField(blank=True)
    settled = models.CharField(max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "seat"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.seat.organisation.short}"


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Finds bulletins."""

    def visible_to(self, user: Any) -> "BulletinQuerySet":
        """Give everyone who works here those that were sent, and members the drafts as well."""
        if not user.roles or "strategic_lead" in user.roles:
            return self if user.roles else self.none()
        mine = Seat.objects.on().of(user).order_by().values("group")
        return self.filter(Q(sent_on__isnull=False) | Q(group__in=mine))


class Bulletin(models.Model):
    """What happened between meetings: drafted from it, edited by a person, sent to members."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="bulletins")
    starts_on = models.DateField("from")
    ends_on = models.DateField("until")
    text = models.TextField("what it says")
    sent_on = models.DateField("sent", null=True, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-ends_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="bulletin_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"Bulletin of {self.ends_on.day} {self.ends_on:%B %Y}"
