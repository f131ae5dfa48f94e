"""How reports are guarded: they belong to the team that works on them, and to nobody else.

Whoever else has to know is told by a hand-over, as far as the person agrees, so no agreement
between bodies opens a report. In danger the glass can be broken, for one report, to read.
"""

from upstander.kernel.access.predicates import has_role, of_own_organisation
from upstander.kernel.guards import Category, Guard, SystemWork

TEAM = frozenset({"caseworker"})
REPORT, ALLEGED = "reports.Report", "reports.Alleged"

WORK = (
    SystemWork(
        "reports.draft",
        "Answers so far",
        "Gives a visitor their own answers back; they are locked under the visitor's words.",
    ),
    SystemWork(
        "reports.follow",
        "Coming back with seven words",
        "Shows reporters their messages and, with a second word, their own text.",
    ),
    SystemWork(
        "reports.hand_over", "Handing over", "Writes the sheet that goes to the body it goes to."
    ),
    SystemWork(
        "reports.demonstration", "The demonstration", "Decides on invented reports; none is real."
    ),
)
GUARDS = (
    Guard(
        record=REPORT,
        owner="team",
        purpose="support",
        categories=(
            Category("identity", (), view=TEAM, edit=TEAM),  # stands with the person
            Category("contact", ("reporter",), view=TEAM, edit=TEAM),
            Category("characteristics", ("why", "parts", "about_person"), view=TEAM, edit=TEAM),
            Category(
                "events", ("story", "said", "forms", "details", "summary"), view=TEAM, edit=TEAM
            ),
            Category("others", (), view=TEAM, edit=TEAM),  # stands with the subject of the report
            Category("outcome", ("reason",), view=TEAM, edit=TEAM),
        ),
        about={"subject_id": "subjects.Subject"},
        page="reports:detail",
    ),
    Guard(
        record=ALLEGED,
        owner="report__team",
        purpose="support",
        categories=(
            Category(
                "others",
                ("name", "address", "looks", "vehicle", "why_kept"),
                view=TEAM,
                edit=TEAM,
            ),
        ),
        about={"report_id": REPORT},  # who is barred from the report is barred from this too
    ),
)


# whoever may open one at all: the team theirs, the others what they broke the glass for. Which
# that is the door says.
opens_reports = has_role(
    *TEAM,
    "panel_coordinator",
    "panel_member",
    "police_liaison",
    "safeguarding_auditor",
    "landlord_officer",
)
works_on_it = of_own_organisation(*TEAM)
