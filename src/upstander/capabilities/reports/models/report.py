"""A report of hate, as somebody told it."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from upstander.capabilities.reports.models.stages import OPEN, Kind, Outcome, Risk, Stage
from upstander.kernel.access.guarding import guard_of
from upstander.kernel.access.opening import GuardedQuerySet, barred_to
from upstander.kernel.clock import begins, is_over, now
from upstander.kernel.links.models import Handover, HandoverQuerySet
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.models import Strand, Ward
from upstander.kernel.subjects.models import Consent, Subject
from upstander.kernel.vault.fields import Criminal, Personal, Special
from upstander.kernel.vault.kinds import Several, Story, Text
from upstander.kernel.vault.models import Classification, Classified, Clock

FOUR_WEEKS = timedelta(weeks=4)
POLICE = ("police", "police_without_details")


class ReportQuerySet(GuardedQuerySet):
    """Finds reports."""

    def listed_for(self, user: Any) -> Self:
        """Give whoever sees the queue its lines: stages and clocks, and nothing of what is told.

        Who keeps the plan sees that reports wait, and opens none of them.
        """
        if "strategic_lead" not in user.roles:
            return self.visible_to(user)  # type: ignore[return-value]
        return self.exclude(barred_to(user, guard_of(self.model)))

    def sent_by(self, user: Any) -> Self:
        """Give what one's own bodies sent, to see how far it came."""
        mine = self.filter(organisation__in=user.organisations_as(*user.roles))
        return mine.exclude(barred_to(user, guard_of(self.model)))

    def open(self) -> Self:
        """Keep those on which something is still to be done."""
        return self.filter(stage__in=OPEN)

    def counted(self) -> Self:
        """Leave out those whose person does not want to be counted."""
        return self.exclude(subject__in=Consent.objects.taken_back("statistics"))

    def answered_in_time(self) -> Self:
        """Keep those that a person read by the end of the next working day."""
        return self.filter(read_at__lte=F("answer_by"))

    def through_places(self) -> Self:
        """Keep those that came through a centre, a partner or a poster."""
        return self.filter(~Q(place="") | ~Q(organisation=None))

    def to_be_told(self) -> Self:
        """Keep those of four weeks ago and before whose reporter can expect to be told by now."""
        old = self.filter(received_at__lte=now() - FOUR_WEEKS)
        return old.exclude(stage__in=[Stage.WITHDRAWN, Stage.OUT_OF_AREA])

    def told(self) -> Self:
        """Keep those of them whose reporter was told what was done."""
        return self.to_be_told().exclude(fed_back_at=None)

    def sent_to_police(self, *states: str) -> Self:
        """Keep those that went to the police, where they answered one of some words."""
        sent = Handover.objects.filter(label="reports.report").for_purposes(*POLICE)
        return self.filter(pk__in=(sent.filter(state__in=states) if states else sent).values("key"))

    def taken_by_police(self) -> Self:
        """Keep those that the police took."""
        return self.sent_to_police("accepted", "done")

    def of_known_ward(self) -> Self:
        """Keep those of which it is known in which ward they happened."""
        return self.exclude(ward=None)


class Report(Classified):
    """What somebody told us. Who told it, and of whom, stands with the person; who did it, apart.

    Plain columns are what has to be counted and sorted; everything else is in the document.
    """

    class Role(models.TextChoices):
        """Who reports."""

        TARGET = "target", "The person it happened to"
        WITNESS = "witness", "A witness"
        BEHALF = "behalf", "Somebody on their behalf"
        PROFESSIONAL = "professional", "Somebody at work"

    class Channel(models.TextChoices):
        """By which way it came."""

        PUBLIC = "public", "Public form"
        CENTRE = "centre", "Reporting centre"
        PARTNER = "partner", "Partner"
        API = "api", "Another system"

    classification = Classification(
        people="People who were targeted or saw it, and those of whom they write",
        purpose="To make people safe, to act on hate, and to tell them what became of it",
        basis=(
            "Public task (UK GDPR Art. 6(1)(e)); substantial public interest (Art. 9(2)(g); Data "
            "Protection Act 2018, Schedule 1, paragraphs 6, 10, 18 and 36)"
        ),
        clocks=(
            Clock("report_no_case", "closed_on", Q(kind__in=["", Kind.NON_CRIME])),
            Clock("case_with_crime", "closed_on", Q(kind=Kind.CRIME)),
        ),
    )

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=64, unique=True, editable=False)
    second_code = models.CharField(max_length=64, blank=True, editable=False)
    role = models.CharField(max_length=14, choices=Role)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.PUBLIC)
    # of these four the queue walks an order of its own: each index more keeps senders waiting
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    # whose it is to work on; nobody's where no body has a caseworker yet
    team = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    place = models.CharField("place that it came through", max_length=120, blank=True)
    language = models.CharField(max_length=8, default="en")
    received_at = models.DateTimeField(default=now)
    answer_by = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.RECEIVED)
    fed_back_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    strands = models.ManyToManyField(Strand, related_name="+", blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default="", blank=True)
    kind_rule = models.CharField(max_length=40, blank=True)
    risk = models.CharField(max_length=10, choices=Risk, default="", blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default="", blank=True)
    place_type = models.CharField(max_length=30, blank=True)
    ward = models.ForeignKey(
        Ward,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    happened_on = models.DateField(null=True, blank=True)
    danger = models.BooleanField("words of danger", default=False)
    under_18 = models.BooleanField(null=True, blank=True)
    repeat = models.BooleanField("said to be a repeat", default=False)
    person_code = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email_code = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    place_code = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    story = Criminal(Story(), "To understand what happened", of="both", blank=True)
    said = Criminal(
        Story(2000), "To show hostility: the words that were used", of="both", blank=True
    )
    why = Special(Story(4000), "To understand why it was hate", of="both", blank=True)
    forms = Criminal(Several(Text(60)), "To know what was done", of="both", blank=True)
    parts = Special(Several(Text(60)), "To know whom it was aimed at", blank=True)
    details = Criminal(
        Several(Story(4000), most=60),
        "To act on it: when and where in words, harm, witnesses, what is wanted",
        of="both",
        blank=True,
    )
    about_person = Special(Several(Text(200), most=30), "To see whom we do not reach", blank=True)
    reporter = Personal(
        Several(Text(300), most=10), "To speak with who reported for somebody", of="others",
        blank=True,
    )  # fmt: skip
    summary = Criminal(Text(120), "To name it in the queue without names", of="both", blank=True)
    reason = Criminal(Story(4000), "To answer for the decision", of="both", blank=True)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["stage", "answer_by", "id"], name="report_queue"),
            models.Index(fields=["-received_at", "-id"], name="report_latest"),
            models.Index(fields=["organisation", "-received_at"], name="report_of_body"),
            # so that no order of the queue has to sort all reports there ever were
            models.Index(fields=["answer_by", "-received_at"], name="report_by_answer"),
            models.Index(fields=["stage", "-received_at", "id"], name="report_by_stage"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Give the number by which the team speaks of it; it says nothing of the person."""
        return f"{settings.BOROUGH[:2].upper()}-{self.received_at:%y}-{self.pk:04}"

    @property
    def about(self) -> str:
        """Name it as text."""
        return f"reports.report:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done."""
        return self.stage in OPEN

    def is_late(self, moment: Any) -> bool:
        """Tell whether nobody read it in time."""
        return self.read_at is None and moment > self.answer_by

    def led_by(self) -> set[int]:
        """Name the organisation whose team works on it."""
        return {self.team_id} if self.team_id else set()

    @property
    def handed(self) -> HandoverQuerySet:
        """Give to whom it went, and what they answered."""
        handed: HandoverQuerySet = Handover.objects.of(self)
        return handed.select_related("organisation", "disclosure")

    @property
    def named(self) -> Any:
        """Give who is said to have done it; None where nobody is, or they are destroyed."""
        known = getattr(self, "alleged", None)
        return None if known is None or known.vault_erased_at else known


def received_in(start: date, end: date) -> "QuerySet[Report]":
    """Give what came in between two days, both included."""
    reports: Any = Report.objects.acting_for("measures")
    between = {"received_at__gte": begins(start), "received_at__lt": is_over(end)}
    found: QuerySet[Report] = reports.counted().filter(**between)
    return found
