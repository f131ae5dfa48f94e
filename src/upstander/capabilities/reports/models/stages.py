"""Where a report stands, and what was decided of it."""

from typing import Any, ClassVar

from django.db import models

from upstander.kernel.clock import now


class Stage(models.TextChoices):
    """Where a report stands."""

    RECEIVED = "received", "Received"
    TRIAGED = "triaged", "Triaged"
    ACTING = "acting", "Acting"
    FED_BACK = "fed_back", "Fed back"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    OUT_OF_AREA = "out_of_area", "Out of area"


OPEN = (Stage.RECEIVED, Stage.TRIAGED, Stage.ACTING, Stage.FED_BACK)
# one table of moves; the page, the tests and the guide read it
MOVES: dict[str, tuple[str, ...]] = {
    Stage.RECEIVED: (Stage.TRIAGED, Stage.WITHDRAWN, Stage.OUT_OF_AREA),
    Stage.TRIAGED: (
        *(Stage.ACTING, Stage.FED_BACK, Stage.CLOSED),
        *(Stage.WITHDRAWN, Stage.OUT_OF_AREA),
    ),
    Stage.ACTING: (Stage.FED_BACK, Stage.CLOSED, Stage.WITHDRAWN, Stage.OUT_OF_AREA),
    Stage.FED_BACK: (Stage.ACTING, Stage.CLOSED, Stage.WITHDRAWN),
    Stage.CLOSED: (Stage.ACTING,),
    Stage.WITHDRAWN: (),
    Stage.OUT_OF_AREA: (Stage.ACTING,),
}


class Kind(models.TextChoices):
    """Whether what happened may be a crime, by the rule of its day (domain.md 1, 7)."""

    UNDECIDED = "", "Not decided yet"
    CRIME = "crime", "May be a crime"
    NON_CRIME = "non_crime", "Not a crime"


class Risk(models.TextChoices):
    """How great the risk is: three levels and no more (domain.md 10)."""

    UNSAID = "", "Not asked yet"
    STANDARD = "standard", "Standard"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Outcome(models.TextChoices):
    """What became of a report (domain.md 25)."""

    UNSAID = "", "Not known yet"
    RECORDED = "recorded", "Recorded only"
    ADVICE = "advice", "Advice"
    SUPPORT = "support", "Support"
    POLICE_CRIME = "police_crime", "Police: a crime"
    POLICE_NON_CRIME = "police_non_crime", "Police: not a crime"
    HOUSING = "housing", "Housing action"
    SAFEGUARDING = "safeguarding", "Safeguarding concern"
    CMARAC = "cmarac", "Community MARAC"
    CASE_REVIEW = "case_review", "Case review"
    NO_CONTACT = "no_contact", "No contact possible"
    OUT_OF_AREA = "out_of_area", "Out of area"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Move(models.Model):
    """One step of a report from stage to stage: what the person and the centre are told of it.

    It says nothing of the report but that; why it was decided stands in the report itself.
    """

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=12, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage)
    at = models.DateTimeField(default=now)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_to_stage_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; a step that was taken does not change."""
        if not self._state.adding:
            raise TypeError("a step that was taken does not change")
        super().save(*args, **kwargs)
