"""The law on which something about a person may pass from one body to another (domain.md 14, 25).

A gateway is a power or a duty; it does not replace a lawful basis under data protection law, which
an agreement names apart. This is the only list: agreements, urgent access and what is shared
without a person's own agreement choose from it.
"""

from django.db import models


class Gateway(models.TextChoices):
    """Legal gateways that partners of a hate crime partnership use."""

    S115 = "s115", "Crime and Disorder Act 1998, section 115"
    PUBLIC_TASK = "public_task", "Public task: UK GDPR Article 6(1)(e)"
    CRIME = "rli_crime", "To prevent or detect crime: recognised legitimate interest"
    SAFEGUARDING = (
        "rli_safeguarding",
        "To safeguard a child or an adult at risk: recognised legitimate interest",
    )
    REQUEST = "rli_request", "Request by a body with a public task: recognised legitimate interest"
    VITAL_INTERESTS = (
        "vital_interests",
        "To protect somebody’s life: vital interests, UK GDPR Article 6(1)(d)",
    )
    CARE_ACT = "care_act", "Care Act 2014, sections 42 and 45"
    CASE_REVIEW = "asb_sch_4", "Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4"
    COURT_ORDER = "court_order", "Order of a court"
    EXPLICIT_CONSENT = "explicit_consent", "Explicit consent of the person (rare)"


URGENT_GATEWAYS = (
    Gateway.VITAL_INTERESTS,
    Gateway.SAFEGUARDING,
    Gateway.CARE_ACT,
    Gateway.S115,
)
# what can carry a disclosure that the person did not agree to
WITHOUT_AGREEMENT = tuple(each for each in Gateway if each != Gateway.EXPLICIT_CONSENT)
