"""Who may come in where, among the pages of reports."""

from dataclasses import replace

from tests.access_table import EVERYBODY, LEAD, NO_SUCH, Row, form, page, public
from upstander.capabilities.reports.changes import handing, triage
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.reference.load import load_reference
from upstander.kernel.testing.people import SYSTEM, organisation
from upstander.kernel.vault.retention.rules import load_rules

TEAM = frozenset({"caseworker"})
TAKERS = TEAM | {"centre_worker", "landlord_officer", "school_lead", "panel_coordinator"}
OPEN_FORM = Row(get=EVERYBODY, post=EVERYBODY)
READ_ONLY = public(lambda borough: [])
LEADS_AWAY = replace(public(lambda borough: ["weather"]), shown=frozenset({302}))
BEGINS_ANEW = Row(
    get=EVERYBODY,
    post=EVERYBODY,
    shown=frozenset({302}),
    done=frozenset({302}),
    records=lambda borough: ["story"],
)

TOKEN, OTHERWISE = frozenset({401}), frozenset({405})
FOR_SYSTEMS = Row(get=EVERYBODY, post=EVERYBODY, shown=TOKEN, done=TOKEN)


def make(borough):
    """Make a report that was handed over, with somebody named in it."""
    report = told()
    triage.decide(
        report, kind="crime", risk="high", reason="Threats.", summary="Threats", by=SYSTEM
    )
    force = organisation("A police force", sector="police")
    handed = handing.hand_over(report, body="police", to=force, said=said, by=SYSTEM)
    return {"report": report, "handed": handed}


def one(borough):
    return [borough.of["reports"]["report"].pk]


def sheet(borough):
    return [*one(borough), borough.of["reports"]["handed"].pk, "json"]


STEPS = (
    *(
        "take",
        "decide",
        "write",
        "feed_back",
        "move",
        "close",
        "hand",
        "override",
        "answered",
        "agreed",
        "take_back",
    ),
    *("keep_subject", "forget_subject"),
)
ACCESS = {
    "reports:list": [page(TEAM | LEAD)],
    # who may break the glass is told that there is no such report, until they do
    "reports:detail": [replace(page(TEAM, one), refused=frozenset({403, 404}))],
    "reports:history": [page(TEAM, one)],
    **{f"reports:{step}": [form(TEAM, one)] for step in STEPS},
    "reports:sent_list": [page(TAKERS)],
    "reports:take_down": [form(TAKERS)],
    "reports:posters": [page(TAKERS)],
    "reports:poster": [
        replace(page(TAKERS, lambda b: ["00000000-0000-4000-8000-000000000000"]), shown=NO_SUCH),
    ],
    "reports:new_words": [form(TEAM, one)],
    "reports:sheet": [page(TEAM, sheet)],
    "reports:file": [
        replace(
            page(TEAM, lambda b: [*one(b), 999_999]),
            shown=NO_SUCH,
            refused=frozenset({403, 404, 405}),
        ),
    ],
    "tell:start": [OPEN_FORM],
    "tell:step": [BEGINS_ANEW],
    "tell:danger": [READ_ONLY],
    "tell:at_place": [public(lambda b: ["00000000-0000-4000-8000-000000000000"])],
    "tell:check": [OPEN_FORM],
    "tell:save": [READ_ONLY],
    "tell:leave": [LEADS_AWAY],
    "tell:delete": [OPEN_FORM],
    "tell:languages": [READ_ONLY],
    "tell:easy": [READ_ONLY],
    "tell:easy_promise": [READ_ONLY],
    "tell:easy_next": [READ_ONLY],
    "tell:easy_back": [READ_ONLY],
    "tell:easy_privacy": [READ_ONLY],
    "tell:easy_sent": [READ_ONLY],
    "tell:come_back": [OPEN_FORM],
    "tell:sent": [READ_ONLY],
    "tell:follow": [OPEN_FORM],
    "tell:agreements": [OPEN_FORM],
    "tell:withdraw": [OPEN_FORM],
    "tell:add_file": [OPEN_FORM],
    "tell:own_text": [OPEN_FORM],
    # for systems with a token: each address knows one method, and asks everybody for the token
    "endpoints:reports": [replace(FOR_SYSTEMS, shown=OTHERWISE)],
    "endpoints:reports_reference": [
        replace(FOR_SYSTEMS, done=OTHERWISE, records=lambda borough: ["ME-24-0001"])
    ],
    "endpoints:reports_reference_files": [
        replace(FOR_SYSTEMS, shown=OTHERWISE, records=lambda borough: ["ME-24-0001"])
    ],
}


# what reports offer to other parts of the product, and how one is made
def a_report_to_take():
    """Make a report whose person agrees to support."""
    load_reference()
    load_rules()
    return told()


OFFERED = {"reports.case": a_report_to_take}

# the pages that a browser looks at for faults of access
PAGES = {
    "": (
        "/tell/",
        "/tell/at/22222222-2222-4222-8222-222222222222/",
        "/tell/back/",
        "/tell/languages/",
        "/tell/wait/",
        "/tell/delete/",
        "/tell/pl/",
        "/tell/ta/wait/",
        "/tell/ur/back/",
        "/tell/ar/languages/",
        "/tell/easy/",
        "/tell/easy/promise/",
        "/tell/easy/next/",
        "/tell/easy/back/",
        "/tell/easy/privacy/",
    ),
    "caseworker": (
        "/reports/",
        "/reports/?flag=danger",
        "/reports/77/",
        "/reports/58/?show=person",
        "/reports/56/history/",
        "/reports/58/new-words/",
        "/protection/record/reports.report/58/",
        "/protection/record/reports.report/58/bar/",
        "/protection/to_tell/",
        *(f"/reports/58/{step.replace('_', '-')}/" for step in STEPS),
    ),
    "centre_worker": ("/reports/sent/", "/reports/for-somebody/", "/reports/posters/"),
    "administrator": ("/referrals/forms/1/", "/referrals/forms/answers/reports.referral.police/"),
}

# what is protected there and speaks of no subject, and how those people are answered
OF_NOBODY = {
    "reports.draft": "Locked under words that its writer alone has, and gone after 72 hours"
}
