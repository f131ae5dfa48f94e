"""Who may open records of people: purposes, work of the product, agreements, urgent access."""

from typing import Any

from django.conf import settings
from django.core import checks

from upstander.kernel.access import dues, purposes
from upstander.kernel.access.guarding import mistakes
from upstander.kernel.access.models.agreements import SEES_AGREEMENTS
from upstander.kernel.access.predicates import has_role
from upstander.kernel.access.watch import watch
from upstander.kernel.access.watching.rules import RULES
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    Permission,
    Schedule,
    keep_only,
    register,
)

INFORMATION_GOVERNANCE = has_role("information_governance")
KEEPS_CASES = has_role("caseworker", "panel_coordinator")
PARTNERS = has_role("police_liaison", "landlord_officer", "panel_member", "school_lead")
BREAKS_GLASS = has_role(
    "caseworker",
    "panel_coordinator",
    "panel_member",
    "police_liaison",
    "safeguarding_auditor",
    "landlord_officer",
)


@checks.register
def numbers_are_of_rules(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """Stop the start where a number is set for a rule that can have none, or is none."""
    able = sorted(rule.code for rule in RULES if rule.usual)
    strange = sorted(set(settings.ALERTS) - set(able))
    said = f"UPSTANDER_ALERTS names {', '.join(strange)}; it can set {', '.join(able)}."
    return [checks.Error(said, id="access.E002")] if strange else []


WHO_SET_IT = ("by_name", "lifted_by")
PART = keep_only("organisation", "reason", "until")
PART_OF_IT = keep_only("category", "organisation", "reason", "until")


def watch_over_reading() -> None:
    """Hold the rules of unusual reading against who read what."""
    watch()


@checks.register
def guards_are_right(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """Stop the start where a guard leaves a protected field without a category."""
    return mistakes()


register(
    Capability(
        slug="access",
        title="Access to records of people",
        permissions=(
            Permission("access.agreements", "See data sharing agreements", (SEES_AGREEMENTS,)),
            Permission(
                "access.agree",
                "Write down, renew and stop data sharing agreements",
                (INFORMATION_GOVERNANCE,),
            ),
            Permission(
                "access.protection",
                "Open the pages of protection",
                (SEES_AGREEMENTS, PARTNERS, BREAKS_GLASS),
            ),
            Permission(
                "access.keep_open",
                "Keep a case open for 72 hours where somebody is in danger",
                (PARTNERS,),
            ),
            Permission(
                "access.break_glass",
                "Open a record for four hours where somebody is in danger",
                (BREAKS_GLASS,),
            ),
            Permission(
                "access.urgent",
                "See urgent access: one’s own, or all of it to review it",
                (INFORMATION_GOVERNANCE, PARTNERS, BREAKS_GLASS),
            ),
            Permission(
                "access.review",
                "Review urgent access and unusual reading",
                (INFORMATION_GOVERNANCE,),
            ),
            Permission(
                "access.protect",
                "Let organisations take part in a record, withhold from them, bar people",
                (INFORMATION_GOVERNANCE, KEEPS_CASES),
            ),
            Permission("access.reads", "See who read which records", (INFORMATION_GOVERNANCE,)),
            Permission(
                "access.who_looked",
                "See who looked at a person, and why",
                (INFORMATION_GOVERNANCE, KEEPS_CASES),
            ),
        ),
        audit_kinds=(
            AuditKind(
                "access.agreement_added",
                "Wrote down an agreement",
                keep_only("parties", "categories", "purpose", "gateway", "starts_on", "ends_on"),
            ),
            AuditKind("access.agreement_renewed", "Renewed an agreement", keep_only("ends_on")),
            AuditKind("access.agreement_stopped", "Stopped an agreement", keep_only("on")),
            AuditKind("access.joined", "Let an organisation take part", PART),
            AuditKind(
                "access.left", "Ended an organisation’s part", keep_only("organisation", "why")
            ),
            AuditKind(
                "access.barred", "Barred somebody", keep_only("who", "ground", "until", "within")
            ),
            AuditKind("access.unbarred", "Lifted a barring", keep_only("who", "why")),
            AuditKind("access.withheld", "Withheld a category", PART_OF_IT),
            AuditKind("access.released", "Released a category", keep_only("category", "why")),
            # where somebody works stands in no row: it is theirs, and goes when they are erased
            AuditKind("access.workplace_noted", "Noted where the person works", keep_only()),
            AuditKind("access.workplace_ended", "Noted that they do not work there", keep_only()),
            AuditKind(
                "access.kept_open",
                "Kept a case open for 72 hours",
                keep_only("organisation", "danger", "gateway"),
            ),
            AuditKind(
                "access.glass_broken",
                "Broke the glass",
                keep_only("organisation", "danger", "gateway"),
            ),
            AuditKind("access.opening_refused", "Asked in vain for a record", keep_only()),
            AuditKind("access.reviewed", "Reviewed urgent access", keep_only("finding", "stopped")),
            AuditKind(
                "access.alert_raised", "Noticed unusual reading", keep_only("rule", "reader")
            ),
            AuditKind("access.alert_settled", "Settled unusual reading", keep_only("finding")),
            AuditKind("access.acted", "Went through records for its own work", keep_only("work")),
        ),
        typed={
            "access.Agreement": ("title",),
        },
        not_typed={
            "access.Agreement": ("purpose",),
            "access.Alert": ("rule", "actor", "actor_name", "about", "settled_by"),
            "access.Involvement": ("label", *WHO_SET_IT),
            "access.Barring": ("label", *WHO_SET_IT),
            "access.Withholding": ("label", "category", *WHO_SET_IT),
            "access.Workplace": ("label", *WHO_SET_IT),
            "access.SystemUse": ("work", "label"),
            "access.UrgentAccess": ("label", "reviewed_by"),
        },
        dues=(dues.reviews_due, dues.alerts_due, dues.agreements_due, dues.barrings_due),
        schedules=(Schedule("access.watch", "Watch over reading", 10, watch_over_reading),),
        purposes=purposes.OURS,
        system_work=purposes.WORK,
    )
)
