"""Every page of the demonstration, wide and narrow, held against WCAG 2.2 AA by axe-core.

A machine finds about half of what may be wrong; the keyboard walk and our own eyes do the rest.
"""

import pytest

from tests.access_table import parts

PAGES = {
    "": (
        "/",
        "/demo/",
        "/accessibility/",
        "/privacy/",
        "/ta/",
        "/privacy/ar/",
        "/accessibility/ur/",
        "/our-plan/",
        "/our-plan/2024-25/quarter-1/",
        "/nowhere/",
    ),
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
        "/quarters/",
        "/quarters/2/",
        "/quarters/2/days/",
        "/quarters/2/review/?row=4",
        "/quarters/2/adopt/",
        "/quarters/2/asked/30/enter/",
        "/quarters/1/adopted/",
        "/quarters/open/1/3/",
        "/quarters/changed/",
        "/quarters/public/",
        "/quarters/next-year/",
        "/quarters/lineage/1/",
        "/quarters/redact/",
        "/quarters/redact/file/1/",
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
        "/administration/rules/",
        "/administration/runs/",
        "/administration/holds/",
        "/administration/holds/new/",
        "/administration/erasures/",
        "/administration/trail/",
        "/administration/published/",
        "/administration/published/1/",
    ),
    "centre_worker": ("/", "/plan/", "/quarters/2/review/"),
    "action_lead": ("/", "/plan/mine/", "/quarters/mine/"),
}

FORMS = ("plan/", "rows/2/", "rows/3/split/", "rows/1/add/", "doubts/1/")

for part in parts():
    for role, addresses in getattr(part, "PAGES", {}).items():
        PAGES[role] = (*PAGES.get(role, ()), *addresses)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.proof), 320])
@pytest.mark.parametrize("role", PAGES)
def test_no_page_has_a_fault_that_a_machine_can_find(step_in, faults_of, role, width):
    page = step_in(role, width=width)
    wrong = []
    for address in PAGES[role]:
        answer = page.goto(address)
        assert answer.status == (404 if address == "/nowhere/" else 200), address
        faults = faults_of(page)
        wrong += [(address, faults)] if faults else []

    assert not wrong, "\n".join(map(str, wrong))


def test_a_message_of_the_demonstration_can_be_opened_and_has_no_fault_either(step_in, faults_of):
    page = step_in("administrator", width=320)
    page.goto("/administration/messages/")
    page.get_by_role("button", name="Send yourself a test message").click()
    page.goto("/demo/messages/")
    while not page.locator("table").count():  # the background work has a second for it
        page.wait_for_timeout(200)
        page.reload()

    page.locator("tbody a").first.click()

    assert page.locator(".up-letter a").get_attribute("href").startswith("http://127.0.0.1")
    assert faults_of(page) == []


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.proof), 320])
def test_no_page_of_a_file_that_waits_has_one_either(step_in, faults_of, poor_plan, width):
    page = step_in("strategic_lead", width=width)
    unknown = poor_plan.replace("Anytown", "Nowhereton")
    page.goto("/plan/import/")
    page.locator('input[type="file"]').set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": unknown.encode()}
    )
    page.get_by_role("button", name="See how it is understood").click()
    page.wait_for_url("**/plan/import/*/")
    waiting = page.url

    wrong = [("preview", faults_of(page))]
    page.get_by_role("link", name="Edit objective 6").click()
    page.locator(".up-in-row form").first.wait_for()
    wrong += [("a form in a row", faults_of(page))]
    for part in FORMS if width == 320 else ():
        page.goto(waiting + part)
        wrong += [(part, faults_of(page))]
    page.goto(waiting)
    page.locator(".up-names a").first.click()
    page.locator(".up-names form").first.wait_for()
    wrong += [("a name", faults_of(page))]
    page.goto("/plan/import/done/1/")
    wrong += [("done", faults_of(page))]

    assert [found for found in wrong if found[1]] == []
