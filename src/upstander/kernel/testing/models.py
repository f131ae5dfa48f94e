"""Records for tests and benches alone: a person, a long report, a note about the person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upstander.kernel.access.opening import GuardedQuerySet
from upstander.kernel.clock import today
from upstander.kernel.people.models import Organisation
from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.fields import Criminal, Personal, Special, SpecialChoice
from upstander.kernel.vault.kinds import Choice, Day, Email, Phone, Several, Story, Text
from upstander.kernel.vault.models import Classification, Classified, Clock
from upstander.kernel.vault.tokens import Purpose, Searched

WHY = "To show that it is protected"
TRYING = ("Nobody: tests and benches", WHY, "None: all is invented")


class TrialPerson(Classified):
    """Somebody who does not exist, found by the tokens that a real person would be."""

    classification = Classification(
        *TRYING,
        search=(
            Searched("family_name", (Purpose.SURNAME,)),
            Searched("given_names", (Purpose.FORENAME,)),
            Searched("born_on", (Purpose.BORN_ON, Purpose.BORN_IN)),
            Searched("phones", (Purpose.PHONE,)),
            Searched("email", (Purpose.EMAIL,)),
            Searched("postcode", (Purpose.POSTCODE,)),
        ),
    )

    family_name = Personal(Text(), WHY, blank=True)
    given_names = Personal(Text(), WHY, blank=True)
    born_on = Personal(Day(), WHY, blank=True)
    phones = Personal(Several(Phone()), WHY, blank=True)
    email = Personal(Email(), WHY, blank=True)
    postcode = Personal(Text(10), WHY, blank=True)
    religion = Special(Text(), WHY, blank=True)

    objects: ClassVar = GuardedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"trial person {self.pk}"


class TrialReport(Classified):
    """A report as long as the public form (domain.md 4)."""

    classification = Classification(
        *TRYING,
        clocks=(
            Clock("report_no_case", "received_on", Q(has_case=False)),
            Clock("case_no_crime", "closed_on", Q(has_case=True)),
            Clock("report_draft", "drafted_at"),
        ),
    )

    received_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    has_case = models.BooleanField(default=False)
    drafted_at = models.DateTimeField(null=True, blank=True)
    ward = models.CharField(max_length=40, blank=True)
    strand = SpecialChoice(why=WHY, blank=True)
    faith = SpecialChoice(why=WHY, blank=True, kept=False)

    who = Personal(Choice(choices=(("self", "Me"), ("other", "Somebody else"))), WHY, blank=True)
    reporter_name = Personal(Text(), WHY, blank=True)
    reporter_body = Personal(Text(), WHY, blank=True)
    relation = Personal(Text(), WHY, blank=True)
    language = Special(Text(), WHY, blank=True)
    interpreter = Personal(Text(), WHY, blank=True)
    safe_contact = Personal(Text(), WHY, blank=True)
    safe_times = Personal(Text(), WHY, blank=True)
    must_not_know = Personal(Text(), WHY, blank=True)
    safe_word = Personal(Text(), WHY, blank=True)
    name = Personal(Text(), WHY, blank=True)
    preferred_name = Personal(Text(), WHY, blank=True)
    born_on = Personal(Day(), WHY, blank=True)
    address = Personal(Story(), WHY, blank=True)
    postcode = Personal(Text(10), WHY, blank=True)
    phone = Personal(Phone(), WHY, blank=True)
    email = Personal(Email(), WHY, blank=True)
    landlord = Personal(Text(), WHY, blank=True)
    ethnicity = Special(Text(), WHY, blank=True)
    religion = Special(Text(), WHY, blank=True)
    disability = Special(Text(), WHY, blank=True)
    orientation = Special(Text(), WHY, blank=True)
    gender = Personal(Text(), WHY, blank=True)
    trans_status = Special(Text(), WHY, blank=True)
    care_needs = Special(Text(), WHY, blank=True)
    household = Personal(Several(Text()), WHY, blank=True)
    story = Criminal(Story(), WHY, blank=True)
    words_used = Special(Story(), WHY, blank=True)
    handles = Personal(Several(Text()), WHY, blank=True)
    weapon = Criminal(Text(), WHY, blank=True)
    damage = Criminal(Text(), WHY, blank=True)
    injury = Special(Text(), WHY, blank=True)
    impact = Special(Story(), WHY, blank=True)
    why_hate = Special(Story(), WHY, blank=True)
    happened_on = Criminal(Day(), WHY, blank=True)
    place = Criminal(Text(), WHY, blank=True)
    who_did_it = Criminal(Story(), WHY, blank=True)
    vehicle = Criminal(Text(), WHY, blank=True)
    witnesses = Personal(Story(), WHY, blank=True)
    wanted = Personal(Story(), WHY, blank=True)

    def __str__(self) -> str:
        return f"trial report {self.pk}"


class TrialNote(Classified):
    """What somebody wrote about the person; it stands under the person's key."""

    classification = Classification(*TRYING, keyed_to="person")

    person = models.ForeignKey(TrialPerson, on_delete=models.PROTECT, related_name="+")
    text = Personal(Story(), WHY)

    def __str__(self) -> str:
        return f"trial note {self.pk}"


class TrialCase(Classified):
    """A case of one body about a person, to which others are let in by agreements."""

    classification = Classification(*TRYING, clocks=(Clock("case_no_crime", "closed_on"),))

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(TrialPerson, on_delete=models.PROTECT, related_name="+", null=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+", null=True)
    opened_on = models.DateField(default=today)
    closed_on = models.DateField(null=True, blank=True)
    strand = SpecialChoice(why=WHY, blank=True)

    name = Personal(Text(), WHY, blank=True)
    phone = Personal(Phone(), WHY, blank=True)
    story = Criminal(Story(), WHY, blank=True)
    plan = Personal(Story(), WHY, blank=True)
    accused = Criminal(Text(), WHY, blank=True)

    objects: ClassVar = GuardedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"Trial case {self.pk}"


class TrialConsent(models.Model):
    """A plain row such as a consent: which report, which words were agreed to, and when."""

    report = models.ForeignKey(TrialReport, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=40)
    wording = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"trial consent {self.pk}"
