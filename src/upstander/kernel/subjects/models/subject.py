"""The person spoken of."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from upstander.kernel.access.opening import GuardedQuerySet
from upstander.kernel.clock import today
from upstander.kernel.reference.languages import LANGUAGE_CHOICES
from upstander.kernel.subjects.safe_contact import SafeContact, Way, Weekday
from upstander.kernel.vault.fields import Personal, SpecialChoice
from upstander.kernel.vault.kinds import Choice, Day, Email, Phone, Several, Story, Text
from upstander.kernel.vault.models import Classification, Classified, Clock
from upstander.kernel.vault.tokens import Purpose, Searched

YES, NO = "yes", "no"
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
NOTHING_KEEPS = "report_no_case"  # the rule for somebody on whom nothing else rests
# the rules of retention that can say how long somebody is kept (domain.md 16)
KEPT_BY = (
    "report_no_case",
    "case_no_crime",
    "case_with_crime",
    "panel_case",
    "panel_case_child",
    "police_intelligence",
    "non_crime_subject",
    "safeguarding_copy",
    "surgery_booking",
    "report_draft",
)


@dataclass(frozen=True)
class Hour(Text):
    """An hour of the day, as 09:30."""

    longest: int = 5

    def check(self, value: Any) -> None:
        """Raise ValidationError where it is no hour."""
        super().check(value)
        if not HOUR.fullmatch(value):
            raise ValidationError("Write an hour of the day like 09:30.")


class AgeBand(models.TextChoices):
    """How old somebody is, roughly enough to be counted."""

    UNDER_10 = "under_10", "Under 10"
    TO_17 = "10_17", "10 to 17"
    TO_24 = "18_24", "18 to 24"
    TO_34 = "25_34", "25 to 34"
    TO_44 = "35_44", "35 to 44"
    TO_54 = "45_54", "45 to 54"
    TO_64 = "55_64", "55 to 64"
    OVER_64 = "65_on", "65 or over"


class Subject(Classified):
    """One person who was targeted, who reports, or who is spoken of; known by an opaque key.

    Who they are and how to reach them stands here alone: capabilities hold the key. What waits on
    `kept_since` and `kept_by` is worked out from all that rests on the person (keeping.py).
    """

    classification = Classification(
        people="People who were targeted, who report, who witnessed, or who are spoken of",
        purpose="To know who somebody is and how to reach them without harm",
        basis=(
            "Public task (UK GDPR Art. 6(1)(e)); substantial public interest (Art. 9(2)(g); "
            "Data Protection Act 2018, Schedule 1, paragraphs 6, 10 and 18)"
        ),
        clocks=tuple(Clock(rule, "kept_since", Q(kept_by=rule)) for rule in KEPT_BY),
        search=(
            Searched("family_name", (Purpose.SURNAME,)),
            Searched("given_names", (Purpose.FORENAME,)),
            Searched("other_names", (Purpose.SURNAME, Purpose.FORENAME)),
            Searched("born_on", (Purpose.BORN_ON, Purpose.BORN_IN)),
            Searched("phones", (Purpose.PHONE,)),
            Searched("emails", (Purpose.EMAIL,)),
            Searched("postcode", (Purpose.POSTCODE,)),
        ),
    )

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    created_on = models.DateField(default=today, editable=False)
    language = SpecialChoice(
        choices=LANGUAGE_CHOICES,
        blank=True,
        why="To speak with them, and to count whom we do not reach",
    )
    age_band = models.CharField(max_length=10, choices=AgeBand, blank=True)
    is_child = models.BooleanField("under 18", null=True, blank=True)
    kept_by = models.CharField(max_length=40, default=NOTHING_KEEPS, editable=False)
    kept_since = models.DateField(null=True, default=today, editable=False)

    family_name = Personal(Text(), "To know who they are", blank=True)
    given_names = Personal(Text(), "To know who they are", blank=True)
    called = Personal(Text(), "To speak to them as they wish", blank=True)
    other_names = Personal(
        Several(Text()), "To know them by the other names that they go by", blank=True
    )
    born_on = Personal(Day(), "To tell people of one name apart", blank=True)
    phones = Personal(Several(Phone()), "To reach them", blank=True)
    emails = Personal(Several(Email()), "To reach them", blank=True)
    addresses = Personal(Several(Story(500)), "To reach them, and to see repeats", blank=True)
    postcode = Personal(Text(10), "To see repeats, and who is near to help", blank=True)

    contact_ways = Personal(
        Several(Choice(choices=Way)), "To reach them only as is safe, the best first", blank=True
    )
    contact_days = Personal(
        Several(Choice(choices=Weekday)), "To reach them only when it is safe", blank=True
    )
    contact_from = Personal(Hour(), "To reach them only when it is safe", blank=True)
    contact_until = Personal(Hour(), "To reach them only when it is safe", blank=True)
    must_not_know = Personal(
        Story(1000), "To keep it from whoever would harm them", of="others", blank=True
    )
    safe_words = Personal(Text(), "To let them know that it is us", blank=True)
    may_leave_message = Personal(
        Choice(choices=((YES, "Yes"), (NO, "No"))),
        "To leave no trace where none may be",
        blank=True,
    )
    contact_note = Personal(Story(1000), "To reach them only as is safe", of="both", blank=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    class Meta:
        verbose_name = "person spoken of"
        verbose_name_plural = "people spoken of"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["kept_by", "kept_since"], name="subject_kept")]

    def __str__(self) -> str:
        return f"Person {str(self.public_id)[:8]}"

    @property
    def safe_contact(self) -> SafeContact:
        """Give the rule for reaching them; the record has to be open."""
        return SafeContact(
            ways=tuple(self.contact_ways),
            days=tuple(self.contact_days),
            since=_hour(self.contact_from),
            until=_hour(self.contact_until),
            must_not_know=self.must_not_know,
            safe_words=self.safe_words,
            may_leave_message=self.may_leave_message == YES,
            note=self.contact_note,
            addresses={Way.EMAIL: tuple(self.emails), Way.TEXT: tuple(self.phones)},
        )


class Keeping(models.Model):
    """Why somebody is kept: a record that rests on them, under which rule, and since when.

    Without a day the record is still in use. It names the record as text, label and key.
    """

    subject = models.ForeignKey(  # found by `subject_kept_once`
        Subject, on_delete=models.PROTECT, related_name="keepings", db_index=False
    )
    about = models.CharField(max_length=120)
    rule = models.CharField(max_length=40)
    since = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "about"], name="subject_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.about} keeps {self.subject}"


def _hour(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
