"""The legal ways in which something may be shared without consent (domain.md 14, 25)."""

from django.db import models


class Gateway(models.TextChoices):
    """What allows a disclosure that the person did not agree to."""

    VITAL_INTERESTS = "vital_interests", "To protect somebody’s life"
    SAFEGUARDING = "rli_safeguarding", "To safeguard a child or an adult at risk"
    CARE_ACT = "care_act", "Care Act 2014, sections 42 and 45"
    CRIME = "rli_crime", "To prevent or detect crime"
    S115 = "s115", "Crime and Disorder Act 1998, section 115"
    CASE_REVIEW = "asb_sch_4", "Anti-social behaviour case review (2014 Act, Schedule 4)"
    REQUEST = "rli_request", "Request by a body with a public task"
    PUBLIC_TASK = "public_task", "Public task"
    COURT_ORDER = "court_order", "Order of a court"
