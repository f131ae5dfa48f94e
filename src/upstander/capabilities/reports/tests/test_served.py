"""Two triagers at the running product, at the same moment."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.browser]  # beside the walks, on their server
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w+)"')
MANY = 6


def at_once(server, address, fields):
    """Open a page as several triagers, then send it from all of them at once."""
    visitors = [server.visitor() for _ in range(MANY)]
    forms = []
    for visitor in visitors:
        visitor.step_in("caseworker")
        _, page = visitor.get(address)
        stood = re.search(r'name="stood" value="([^"]*)"', page)
        token = {"csrfmiddlewaretoken": TOKEN.search(page)[1], "stood": stood[1] if stood else ""}
        forms.append({**fields(page), **token})
    with ThreadPoolExecutor(MANY) as several:
        return [answer for answer, _ in several.map(lambda pair: pair[0].post(address, pair[1]),
                                                    zip(visitors, forms, strict=True))]  # fmt: skip


def a_triaged_report(visitor):
    """Find one that may go to the police and has gone nowhere."""
    _, queue = visitor.get("/reports/?stage=triaged")
    for number in re.findall(r'href="/reports/(\d+)/"', queue):
        _, page = visitor.get(f"/reports/{number}/hand/?body=police")
        if 'value="police:' in page:
            return number
    raise AssertionError("the demonstration has no report that waits for the police")


def test_six_clicks_hand_a_report_over_once(demonstration_server):
    visitor = demonstration_server.visitor()
    visitor.step_in("caseworker")
    number = a_triaged_report(visitor)

    answers = at_once(
        demonstration_server,
        f"/reports/{number}/hand/",
        lambda page: {"to": re.search(r'value="(police:\d+)"', page)[1]},
    )

    assert sorted(answers) == [200] * (MANY - 1) + [302]
    _, page = visitor.get(f"/reports/{number}/")
    assert page.count("/sheet/") == 3  # one hand-over: PDF, Word, JSON


def test_of_six_who_decide_at_once_one_is_heard_and_five_are_told(demonstration_server):
    visitor = demonstration_server.visitor()
    visitor.step_in("caseworker")
    _, queue = visitor.get("/reports/?stage=received")
    number = re.search(r'href="/reports/(\d+)/"', queue)[1]

    answers = at_once(
        demonstration_server,
        f"/reports/{number}/decide/",
        lambda page: {"summary": "Words", "kind": "crime", "risk": "medium", "reason": "Told."},
    )

    assert sorted(answers) == [200] * (MANY - 1) + [302]
