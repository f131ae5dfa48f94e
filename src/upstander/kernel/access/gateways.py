"""The law on which something about a person may pass from one body to another (domain.md 14).

A gateway is a power or a duty; it does not replace a lawful basis under data protection law, which
an agreement names apart.
"""

from django.db import models


class Gateway(models.TextChoices):
    """Legal gateways that partners of a hate crime partnership use."""

    CRIME_AND_DISORDER = "cda_115", "Crime and Disorder Act 1998, section 115"
    CASE_REVIEW = "asb_sch4", "Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4"
    CARE = "care_45", "Care Act 2014, sections 42 and 45"
    CHILDREN = "children", "Children Act 1989, sections 17 and 47; Children Act 2004, section 11"
    VITAL = "vital", "Vital interests: UK GDPR Article 6(1)(d)"
    SAFEGUARDING = "dpa_18", "Data Protection Act 2018, Schedule 1, paragraph 18 (safeguarding)"
    UNLAWFUL_ACTS = "dpa_10", "Data Protection Act 2018, Schedule 1, paragraph 10 (unlawful acts)"
    CONSENT = "consent", "The person’s own wish, recorded"


URGENT_GATEWAYS = (
    Gateway.VITAL,
    Gateway.SAFEGUARDING,
    Gateway.CHILDREN,
    Gateway.CARE,
    Gateway.CRIME_AND_DISORDER,
)
