"""Every page of the demonstration, wide and narrow, held against WCAG 2.2 AA by axe-core.

A machine finds about half of what may be wrong; the keyboard walk and our own eyes do the rest.
"""

import pytest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false})"
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

PAGES = {
    "": ("/", "/demo/", "/accessibility/", "/privacy/", "/nowhere/"),
    "strategic_lead": (
        "/",
        "/due/",
        "/plan/",
        "/plan/actions/",
        "/plan/actions/?flag=contradiction",
        "/plan/outline/",
        "/plan/mine/",
        "/plan/compare/",
        "/plan/download/",
        "/plan/import/",
        "/plan/start/",
        "/plan/dependencies/",
        "/plan/dependencies/1/",
        "/plan/dependencies/1/met/",
        "/plan/dependencies/new/",
        "/plan/measures/plan.done_on_time/",
        "/plan/themes/1/edit/",
        "/plan/themes/1/objectives/new/",
        "/plan/objectives/18/",
        "/plan/objectives/18/edit/",
        "/plan/objectives/18/actions/new/",
        "/plan/actions/40/",
        "/plan/actions/40/edit/",
        "/plan/actions/40/drop/",
        "/plan/actions/40/update/",
        "/plan/actions/40/dates/new/",
        "/plan/updates/10/correct/",
        "/demo/messages/",
    ),
    "administrator": (
        "/",
        "/administration/",
        "/administration/organisations/",
        "/administration/organisations/new/",
        "/administration/organisations/1/",
        "/administration/organisations/1/edit/",
        "/administration/organisations/1/history/",
        "/administration/organisations/import/",
        "/administration/posts/",
        "/administration/posts/1/",
        "/administration/posts/1/hand-over/",
        "/administration/people/",
        "/administration/people/new/",
        "/administration/people/2/",
        "/administration/people/2/edit/",
        "/administration/people/2/roles/new/",
        "/administration/people/2/off/",
        "/administration/messages/",
        "/administration/messages/1/",
        "/administration/messages/1/history/",
        "/administration/messages/1/stop/",
        "/administration/trail/",
    ),
    "centre_worker": ("/", "/plan/"),
    "action_lead": ("/", "/plan/mine/"),
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("role", PAGES)
def test_no_page_has_a_fault_that_a_machine_can_find(step_in, axe, role, width):
    page = step_in(role, width=width)
    wrong = []
    for address in PAGES[role]:
        answer = page.goto(address)
        assert answer.status == (404 if address == "/nowhere/" else 200), address
        page.evaluate(axe)
        found = page.evaluate(RUN, TAGS)
        faults = [(f["id"], f["nodes"][0]["html"]) for f in found["violations"]]
        over = page.evaluate(OVER)
        wrong += [(address, faults, over)] if faults or over else []

    assert not wrong, "\n".join(map(str, wrong))


def test_a_message_of_the_demonstration_can_be_opened_and_has_no_fault_either(step_in, axe):
    page = step_in("administrator", width=320)
    page.goto("/administration/messages/")
    page.get_by_role("button", name="Send yourself a test message").click()
    page.goto("/demo/messages/")
    while not page.locator("table").count():  # the background work has a second for it
        page.wait_for_timeout(200)
        page.reload()

    page.locator("tbody a").first.click()

    assert page.locator(".up-letter a").get_attribute("href").startswith("http://127.0.0.1")
    page.evaluate(axe)
    assert page.evaluate(RUN, TAGS)["violations"] == []
    assert page.evaluate(OVER) == 0
