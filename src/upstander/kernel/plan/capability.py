"""The plan itself: all 23 objectives. Measures of the work come from the capabilities."""

from upstander.kernel.access.predicates import anyone, has_role, of_own_organisation
from upstander.kernel.plan import demonstrate, dues, jobs
from upstander.kernel.plan.matters import matters_of_the_plan
from upstander.kernel.plan.measures import MEASURES
from upstander.kernel.plan.news import news_of_the_plan
from upstander.kernel.plan.panels import PANELS
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    NavItem,
    Permission,
    Schedule,
    keep_only,
    register,
)

SPEAKS_FOR_ITS_ORGANISATION = of_own_organisation(
    "action_lead",
    "analyst",
    "caseworker",
    "group_chair",
    "landlord_officer",
    "panel_coordinator",
    "police_liaison",
    "safeguarding_auditor",
    "school_lead",
)

register(
    Capability(
        slug="plan",
        title="Work plan",
        urls="upstander.kernel.plan.urls",
        permissions=(
            Permission("plan.view", "See the work plan", (anyone,)),
            Permission("plan.edit", "Change what the plan says", (has_role("strategic_lead"),)),
            Permission(
                "plan.update",
                "Say how an action stands",
                (has_role("strategic_lead"), SPEAKS_FOR_ITS_ORGANISATION),
            ),
        ),
        measures=MEASURES,
        audit_kinds=(
            AuditKind("plan.started", "Began a plan", keep_only("year")),
            AuditKind("plan.item_added", "Added to the plan", keep_only("reference")),
            AuditKind("plan.item_edited", "Changed the plan", keep_only("fields")),
            AuditKind("plan.leads_set", "Set who leads", keep_only("organisations")),
            AuditKind("plan.action_dropped", "Took an action out", keep_only("reference")),
            AuditKind("plan.update_added", "Gave an update", keep_only("status", "evidence")),
            AuditKind(
                "plan.update_corrected", "Put an update right", keep_only("status", "evidence")
            ),
            AuditKind("plan.evidence_added", "Added evidence", keep_only("evidence")),
            AuditKind("plan.occurrence_added", "Added a date", keep_only("due_on")),
            AuditKind("plan.occurrence_done", "Recorded as done", keep_only("done_on")),
            AuditKind("plan.dependency_added", "Added a dependency", keep_only("code")),
            AuditKind("plan.dependency_edited", "Changed a dependency", keep_only("fields")),
            AuditKind("plan.dependency_met", "Met a dependency", keep_only("on")),
            AuditKind("plan.counted", "Counted the measures", keep_only("samples")),
            AuditKind(
                "plan.imported",
                "Imported a plan document",
                keep_only("added", "changed", "corrected_by_hand"),
            ),
            AuditKind("plan.exported", "Downloaded the plan", keep_only("format")),
            AuditKind(
                "plan.words_taken_out", "Took words out for good", keep_only("places", "why")
            ),
            AuditKind("plan.file_taken_out", "Took a file out for good", keep_only("why")),
        ),
        nav=(
            NavItem("Plan", "plan:home", "plan.view", order=10),
            NavItem("My actions", "plan:mine", "plan.update", order=20),
        ),
        dues=(dues.due_from_the_plan,),
        panels=PANELS,
        news=(news_of_the_plan,),
        matters=(matters_of_the_plan,),
        schedules=(
            Schedule(
                "plan.count", "Count the measures", every_minutes=24 * 60, run=jobs.count_tonight
            ),
        ),
        demo=demonstrate.load,
        demo_order=10,
    )
)
