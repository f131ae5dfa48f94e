"""Who may come in where, among the pages of reports."""

from dataclasses import replace

from tests.access_table import EVERYBODY, LEAD, NO_SUCH, Row, form, page, public
from upstander.capabilities.reports.changes import handing, triage
from upstander.capabilities.reports.tests.factories import told
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.testing.people import SYSTEM

TEAM = frozenset({"caseworker"})
ASKED_FOR_WORDS = frozenset({302})
ONLY_MOVED_ON = Row(get=EVERYBODY, post=EVERYBODY, shown=ASKED_FOR_WORDS, done=ASKED_FOR_WORDS)
ONLY_READ_ON = Row(
    get=EVERYBODY, shown=ASKED_FOR_WORDS, nobody=frozenset({405}), refused=frozenset({405})
)


def make(borough):
    """Make a report that was handed over, with somebody named in it."""
    report = told()
    triage.decide(report, kind="crime", risk="high", reason="Threats.", summary="Threats", by=SYSTEM)
    handed = handing.hand_over(
        report, body="police", recipient=borough.other, said=said, by=SYSTEM
    )
    return {"report": report, "handed": handed}


def one(borough):
    return [borough.of["reports"]["report"].pk]


def sheet(borough):
    return [*one(borough), borough.of["reports"]["handed"].pk, "json"]


STEPS = (
    *("take", "decide", "write", "feed_back", "move", "close", "hand", "override", "answered"),
    *("keep_subject", "forget_subject"),
)
OPEN_FORM = Row(get=EVERYBODY, post=EVERYBODY)

ACCESS = {
    "reports:list": [page(TEAM | LEAD)],
    "reports:detail": [page(TEAM, one)],
    "reports:history": [page(TEAM, one)],
    **{f"reports:{step}": [form(TEAM, one)] for step in STEPS},
    "reports:sheet": [page(TEAM, sheet)],
    "reports:file": [
        replace(page(TEAM, lambda b: [*one(b), 999_999]), shown=NO_SUCH),
    ],
    "tell:start": [OPEN_FORM],
    "tell:step": [replace(ONLY_MOVED_ON, records=lambda b: ["story"])],
    "tell:danger": [public(lambda b: ["now", "story"])],
    "tell:at_place": [public(lambda b: ["00000000-0000-4000-8000-000000000000"])],
    "tell:check": [ONLY_MOVED_ON],
    "tell:save": [ONLY_READ_ON],
    "tell:leave": [ONLY_MOVED_ON],
    "tell:come_back": [OPEN_FORM],
    "tell:sent": [ONLY_READ_ON],
    "tell:follow": [ONLY_MOVED_ON],
    "tell:agreements": [ONLY_MOVED_ON],
    "tell:withdraw": [ONLY_MOVED_ON],
    "tell:add_file": [ONLY_MOVED_ON],
    "tell:own_text": [ONLY_MOVED_ON],
    "tell:close": [ONLY_READ_ON],
}
