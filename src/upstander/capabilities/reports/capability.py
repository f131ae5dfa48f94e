"""People can report (objectives 1, 3, 5, 19, 21, 23), and are told what became of it."""

from typing import Any

from upstander.capabilities.reports import demo
from upstander.capabilities.reports.changes.drafts import drop_sent
from upstander.capabilities.reports.changes.letting_go import ALLEGED
from upstander.capabilities.reports.changes.team import settle_teams
from upstander.capabilities.reports.dues import due_from_reports
from upstander.capabilities.reports.guarding import (
    GUARDS,
    WORK,
    opens_reports,
    works_on_it,
)
from upstander.capabilities.reports.measures import COUNTS, MEASURES
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.reading import REFERRAL
from upstander.capabilities.reports.views.systems import OPERATIONS
from upstander.kernel.access.check import may
from upstander.kernel.access.predicates import has_role
from upstander.kernel.offers import Offer
from upstander.kernel.registry import (
    AuditKind,
    Capability,
    NavItem,
    Permission,
    PublicPanel,
    Schedule,
    keep_only,
    register,
)

SEES_THE_QUEUE = has_role("caseworker", "strategic_lead")
REPORTS_FOR_OTHERS = has_role(
    "centre_worker", "landlord_officer", "school_lead", "panel_coordinator", "caseworker"
)


# whichever part of the product works on cases takes it, and says what came of it
CASE = Offer("reports.case", "Casework", "reports.Report", purpose="support")
HOUR = 60


def waiting(user: Any) -> int:
    """Count the reports that nobody has read, for whoever reads them."""
    if not may(user, "reports.open"):
        return 0
    return Report.objects.listed_for(user).filter(stage="received", read_at=None).count()


def kinds(*each: tuple[str, str, tuple[str, ...]]) -> tuple[AuditKind, ...]:
    """Declare kinds of trail row: what happened, and which details may be written."""
    return tuple(
        AuditKind(f"reports.{code}", title, keep_only(*kept)) for code, title, kept in each
    )


register(
    Capability(
        slug="reports",
        title="Reports",
        urls="upstander.capabilities.reports.urls",
        public_urls="upstander.capabilities.reports.urls.public",
        public_path="tell/",
        permissions=(
            Permission("reports.view", "See the queue of reports", (SEES_THE_QUEUE,)),
            Permission("reports.open", "Open reports", (opens_reports,)),
            Permission("reports.change", "Decide on reports, and hand them over", (works_on_it,)),
            Permission("reports.take", "Report for somebody", (REPORTS_FOR_OTHERS,)),
        ),
        audit_kinds=kinds(
            ("draft_begun", "Somebody began a report", ()),
            ("received", "Received a report", ("channel", "danger")),
            ("moved", "Moved a report on", ("stage",)),
            ("team_given", "Gave a report to the body that has caseworkers", ("team",)),
            ("taken", "Began to read a report", ()),
            ("decided", "Decided on a report", ("kind", "risk", "rule")),
            ("subject_kept", "Decided to keep who a subject is", ("until",)),
            ("subject_forgotten", "Destroyed who a subject is", ()),
            ("closed", "Closed a report", ("outcome",)),
            ("words_renewed", "Gave a reporter new words", ()),
            ("agreement_changed", "The reporter changed who may be told", ("taken_back",)),
        ),
        schedules=(
            Schedule("reports.sent", "Destroy drafts that became reports", 1, drop_sent),
            Schedule(
                "reports.teams", "Give reports that nobody can read to whom can", HOUR, settle_teams
            ),
        ),
        guards=GUARDS,
        system_work=WORK,
        offers=(CASE,),
        referrals=(REFERRAL,),
        dues=(due_from_reports,),
        operations=OPERATIONS,
        measures=MEASURES,
        counts=COUNTS,
        personal_records=(ALLEGED,),
        not_typed={  # words are classified; who acted is named as accounts are
            "reports.Alleged": ("decided_by",),
            "reports.Draft": ("code",),
            "reports.Move": ("by_name",),
            "reports.Report": (
                *("code", "second_code", "person_code", "email_code", "place_code"),
                *("place", "place_type", "language", "kind_rule"),
            ),
        },
        nav=(
            NavItem("Reports", "reports:list", "reports.view", order=30, count=waiting),
            NavItem("Report for somebody", "reports:take_down", "reports.take", order=35),
        ),
        demo=demo.load,
        demo_order=60,
        public_panels=(PublicPanel("reports/panels/help.html", dict, "help", order=10),),
    )
)
