"""The rules that every installation begins with; a borough changes them by adding later ones.

There is no one statute: these are the habits and guides gathered in domain.md 16, and where it
marks a rule as a proposal of our own, so does this.
"""

from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.vault.models.retention import RetentionRule

BEGIN = date(2024, 1, 1)
OURS = "Our proposal"

# code, what, counted from, for how long, on what basis
RULES: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
    ("report_no_case", "Report without a case", "The report", {"years": 2}, OURS),
    (
        "case_no_crime",
        "Supported case without a crime",
        "Closing the case",
        {"years": 6},
        "Habit after the Limitation Act 1980; councils keep 6 to 7 years",
    ),
    (
        "case_with_crime",
        "Supported case with a crime",
        "Closing the case; longer while proceedings run (place a hold)",
        {"years": 7},
        f"{OURS}, in line with police review",
    ),
    (
        "panel_case",
        "Community MARAC case file",
        "Closing the case",
        {"years": 6},
        "Practice of MARACs",
    ),
    (
        "panel_case_child",
        "Community MARAC case file with a child in it",
        "The youngest child’s 25th birthday",
        {},
        "Practice of MARACs",
    ),
    ("panel_pack", "Panel packs sent out", "The meeting", {"months": 3}, OURS),
    (
        "police_intelligence",
        "Intelligence from the police",
        "The police’s own review of it (MoPI)",
        {},
        "NPCC retention guidance",
    ),
    (
        "non_crime_subject",
        "Identity of a subject of a non-crime report",
        "The report, unless a decision keeps it",
        {"days": 14, "automatic": True},
        "Non-Crime Hate Incidents Code of Practice 2023",
    ),
    ("tension_log", "Tension log (holds no names)", "The entry", {"months": 12}, OURS),
    ("consent", "Evidence of consent", "Erasing the record it belongs to", {"years": 2}, OURS),
    (
        "centre_lead",
        "People who take reports at a centre",
        "Leaving the centre",
        {"months": 12},
        OURS,
    ),
    ("training", "Attendance at training", "The session", {"years": 3}, OURS),
    (
        "mailing_list",
        "Mailing lists of a consultation",
        "The end of the consultation",
        {},
        "Devon County Council’s schedule",
    ),
    (
        "safeguarding_copy",
        "Our copy of a safeguarding concern",
        "Raising it",
        {"years": 2},
        OURS,
    ),
    ("surgery_booking", "Surgery bookings", "The session", {"months": 3, "automatic": True}, OURS),
    (
        "report_draft",
        "Draft of a public report",
        "The last change to it",
        {"days": 3, "automatic": True},
        OURS,
    ),
    ("audit_trail", "The trail (holds no personal values)", "The row", {"years": 7}, OURS),
    ("urgent_access", "Reason for opening a record urgently", "The opening", {"years": 7}, OURS),
    ("key_backup", "Backups of keys", "The backup", {"days": 30, "automatic": True}, OURS),
    (
        "public_record",
        "Public plan, reviews, minutes of public meetings",
        "Publication",
        {"forever": True},
        "Devon County Council’s schedule",
    ),
)


@transaction.atomic
def load_rules() -> None:
    """Bring in the rules that are not there yet; those that a borough changed stay as they are."""
    known = set(RetentionRule.objects.values_list("code", flat=True))
    for code, title, counted_from, time, basis in RULES:
        if code not in known:
            RetentionRule.objects.create(
                code=code,
                title=title,
                counted_from=counted_from,
                basis=basis,
                starts_on=BEGIN,
                **time,
            )
