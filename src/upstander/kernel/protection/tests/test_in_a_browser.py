"""The pages of protection with something on each of them, wide and narrow."""

import os
from pathlib import Path

import pytest

from tests.test_every_route import Visitor
from upstander.kernel.access.changes.agreements import stop_agreement
from upstander.kernel.access.changes.records import bar
from upstander.kernel.access.changes.urgent import break_glass
from upstander.kernel.access.models import Alert, UrgentAccess
from upstander.kernel.access.reading import open_records
from upstander.kernel.access.tests.conftest import REASON, agree
from upstander.kernel.access.watch import watch
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import organisation, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.urls("tests.cases_urls"),
]
STATED = {"danger": "life", "gateway": "vital_interests", "reason": REASON}


@pytest.fixture
def busy(transactional_db, case):
    """A case that was read, opened by breaking the glass, and shut to a partner by a lapse."""
    police = person("police_liaison", organisation("The police"), name="Pat Constable")
    break_glass("testing.trialcase", case.record.pk, by=police, **STATED)
    for user in (case.caseworker, case.officer, police):
        open_records(user, [TrialCase.objects.get()], page="detail")
    watch()
    agree(case.council, organisation("Another landlord"))
    bar(case.record.person, police, ground="family", by=case.caseworker)
    stop_agreement(case.agreement, by=case.governor)
    return case


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.proof), 320])
def test_no_page_of_protection_has_a_fault_that_a_machine_can_find(
    busy, live_server, browser, faults_of, width
):
    wrong = []
    for who, addresses in pages_of(busy).items():
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        name, _, value = Visitor(live_server.url, who).session()[0].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        for address, status in addresses.items():
            answer = page.goto(f"{live_server.url}{address}")
            assert answer.status == status, address
            wrong += [(address, fault) for fault in faults_of(page)]
            keep_picture(page, f"{width}-{status}-{address.strip('/').replace('/', '-')}")
        context.close()

    assert not wrong, "\n".join(map(str, wrong))


def pages_of(case):
    urgent, alert = UrgentAccess.objects.get().pk, Alert.objects.first().pk
    agreement, record = case.agreement.pk, case.record.pk
    return {
        case.governor: {
            "/protection/": 200,
            "/protection/agreements/": 200,
            "/protection/agreements/new/": 200,
            f"/protection/agreements/{agreement}/": 200,
            f"/protection/agreements/{agreement}/renew/": 200,
            f"/protection/agreements/{agreement}/stop/": 200,
            "/protection/urgent/": 200,
            f"/protection/urgent/{urgent}/": 200,
            f"/protection/urgent/{urgent}/review/": 200,
            "/protection/reads/": 200,
            "/protection/alerts/": 200,
            "/protection/barred/": 200,
            f"/protection/alerts/{alert}/": 200,
            f"/protection/alerts/{alert}/settle/": 200,
            f"/protection/who-looked/testing.trialcase/{record}/": 200,
            "/due/": 200,
        },
        case.officer: {
            "/protection/break-glass/": 200,
            f"/protection/keep-open/?record=testing.trialcase:{record}": 200,
            "/trialcases/": 200,
            f"/trialcases/{record}/": 403,
        },
        case.caseworker: {f"/trialcases/{record}/": 200},
    }


def keep_picture(page, name):
    """Keep a picture where somebody wants to look at it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name.partition('?')[0]}.png", full_page=True)
