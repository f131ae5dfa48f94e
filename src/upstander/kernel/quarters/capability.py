"""The plan's quarters: asked for, answered, reviewed, adopted and made public. All objectives."""

from django.utils.translation import gettext_noop as _

from upstander.kernel.access.predicates import anyone, has_role
from upstander.kernel.quarters import demo, dues, jobs
from upstander.kernel.quarters.letters import MESSAGES
from upstander.kernel.quarters.news import adopted_in, to_adopt
from upstander.kernel.quarters.panels import PANELS, PUBLIC_PANELS
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    NavItem,
    Permission,
    PublicNavItem,
    Schedule,
    keep_only,
    register,
)

register(
    Capability(
        slug="quarters",
        title="Quarters",
        urls="upstander.kernel.quarters.urls",
        path="quarters/",
        permissions=(
            Permission("quarters.view", "See how a quarter stands and what was adopted", (anyone,)),
            Permission(
                "quarters.run",
                "Open a quarter, ask leads, and review it",
                (has_role("strategic_lead"),),
            ),
            Permission(
                "quarters.adopt",
                "Record that the Group adopted a quarter",
                (has_role("strategic_lead", "group_chair"),),
            ),
            Permission(
                "quarters.redact",
                "Take words out of all that people typed, and of what was adopted",
                (has_role("strategic_lead", "information_governance"),),
            ),
            Permission(
                "quarters.publish",
                "Choose what of the plan is public",
                (has_role("strategic_lead"),),
            ),
        ),
        audit_kinds=(
            AuditKind("quarters.opened", "Opened a quarter", keep_only("quarter", "asked")),
            AuditKind("quarters.asked", "Asked who leads by now", keep_only("asked")),
            AuditKind("quarters.days_changed", "Moved the days of a quarter", keep_only()),
            AuditKind("quarters.reminded", "Reminded leads", keep_only("asked")),
            AuditKind("quarters.stand_in_asked", "Asked who stands in", keep_only("asked")),
            AuditKind("quarters.link_revoked", "Took a link back", keep_only()),
            AuditKind("quarters.link_renewed", "Sent a new link", keep_only()),
            AuditKind("quarters.answered", "Answered for a quarter", keep_only("way", "action")),
            AuditKind("quarters.decided", "Decided about a row", keep_only("action", "kind")),
            AuditKind("quarters.accepted_all", "Accepted what agrees", keep_only("actions")),
            AuditKind("quarters.reviewed", "Finished the review", keep_only("left")),
            AuditKind("quarters.reopened", "Went on with the review", keep_only()),
            AuditKind("quarters.adopted", "Adopted a quarter", keep_only("root", "key", "fields")),
            AuditKind(
                "quarters.report_taken", "Downloaded a quarter’s report", keep_only("format")
            ),
            AuditKind(
                "quarters.redacted", "Redacted an adopted quarter", keep_only("paths", "key", "why")
            ),
            AuditKind(
                "quarters.rolled_over",
                "Began the next year’s plan",
                keep_only("carried", "merged", "dropped"),
            ),
            AuditKind("quarters.new_explained", "Said why an action is new", keep_only()),
            AuditKind("quarters.published", "Chose what is public", keep_only("fields", "about")),
        ),
        messages=MESSAGES,
        typed={
            "quarters.Verdict": ("words", "by_name"),
            "quarters.Lineage": ("reason",),
            "quarters.Answer": ("entered_by",),
            "quarters.Asked": ("name",),
        },
        not_typed={
            "quarters.Review": ("year",),
            "quarters.PublicFlag": ("record",),
            # out of these words are taken as their signature asks (changes/redacting.py)
            "quarters.Snapshot": (
                "by_name",
                "fields",
                "redactions",
                "previous",
                "root",
                "signature",
                "public_key",
            ),
        },
        panels=PANELS,
        dues=(dues.due_from_quarters,),
        nav=(NavItem("Quarters", "quarters:list", "quarters.view", order=30),),
        news=(adopted_in,),
        matters=(to_adopt,),
        schedules=(
            Schedule(
                "quarters.remind",
                "Remind leads who have not answered",
                every_minutes=60,
                run=jobs.remind_today,
            ),
            Schedule(
                "quarters.figures",
                "Publish the figures of a quarter that was adopted before its end",
                every_minutes=60,
                run=jobs.publish_late_figures,
            ),
        ),
        demo=demo.load,
        demo_order=60,  # what capabilities did comes first: a review looks back on it
    )
)

# the same in public, at an address of its own
register(
    Capability(
        slug="published",
        title="The plan in public",
        urls="upstander.kernel.quarters.public_urls",
        path="our-plan/",
        public_nav=(PublicNavItem(_("Our plan"), "published:plan", order=60),),
        public_panels=PUBLIC_PANELS,
    )
)
