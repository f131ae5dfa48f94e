"""A plan as partnerships have it, brought in: looked at, put right, saved, and nothing lost."""

import os
import re
from pathlib import Path

import pytest

from upstander.kernel.documents.tests.making import cell, docx, p, tbl

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# any plan document can be walked as well: PLAN_DOCUMENT=our-plan.docx make test
GIVEN = os.environ.get("PLAN_DOCUMENT", "")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_word(text):
    """Set a copy in Word again: lines outside tables as paragraphs, lines with tabs as rows."""
    made, rows = [], []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            row = [part.strip() for part in line.split("\t")]
            rows += [] if set("".join(row)) <= set("-") else [row]
            continue
        if rows:
            made.append(tbl(*map(_as_row, rows)))
            rows = []
        if line.strip():
            made.append(p(line.strip()))
    return docx(*made)


def _as_row(row):
    if row[0] and not any(row[2:]):
        return (row[0], cell(row[1], span=3))
    return [*row, "", "", ""][:4]


def bring(page, file):
    """Upload a file and wait for its preview."""
    page.goto("/plan/import/")
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="See how it is understood").click()
    page.wait_for_url("**/plan/import/*/")


def focus(page):
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def press(page, name):
    """Press a button that swaps the page, and wait until the new one stands there."""
    page.evaluate("document.querySelector('#main').dataset.old = 'yes'")
    page.get_by_role("button", name=name).first.click()
    page.locator("#main:not([data-old])").wait_for()


def test_a_word_document_is_doubted_corrected_in_place_and_saved(step_in, poor_plan, tmp_path):
    page = step_in("strategic_lead")
    bring(page, {"name": "plan.docx", "mimeType": WORD, "buffer": as_word(poor_plan)})
    main = page.locator("#main")

    assert "A new plan with 20 actions" in main.inner_text()
    slipped = page.locator("tr.up-doubt", has_text="The rows have slipped")
    assert slipped.count() == 2
    assert "Offer sessions to groups, shops and residents." in slipped.first.inner_text()
    page.get_by_role("link", name="Objective 8").first.click()
    assert re.search("#doubt-\\d+$", page.url)

    # correct what speaks of years that are past, by keyboard, without leaving the page
    page.locator("tr.up-doubt", has_text="date that is past").get_by_role("link").press("Enter")
    form = page.get_by_role("region", name="Correct objective 8")
    form.wait_for()
    form.get_by_label("Objective", exact=True).fill("")
    form.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("alert").wait_for()
    assert "Enter the objective" in page.get_by_role("alert").inner_text()
    form.get_by_label("Objective", exact=True).fill("Stand by those who were targeted")
    form.get_by_role("button", name="Save").press("Enter")
    page.locator(".up-mark--hand").wait_for()
    assert focus(page) == "Edit objective 8"
    assert "Stand by those who were targeted" in main.inner_text()

    # say of the rest that it is right: each answer leads on to the next doubt
    assert page.locator("tr.up-doubt").count() > 5
    while page.locator("tr.up-doubt").count():
        press(page, "It is right")
    while page.locator("li.up-doubt").count():
        press(page, "Leave it out")
    assert "Nothing is left in doubt" in focus(page)
    press(page, "Undo")
    assert page.locator("li.up-doubt").count() == 1

    page.get_by_role("button", name="Begin this plan").first.click()
    page.wait_for_url("**/plan/import/done/**")
    assert "What to do next" in main.inner_text()
    assert "Budget being found" in main.inner_text()
    key = page.url.rstrip("/").split("/")[-1]

    # what was saved goes out and comes back the same; the first file would take the title back
    with page.expect_download() as waiting:
        page.goto("/plan/download/")
        page.locator(f'a[href*="plan={key}"]').first.click()
        page.locator('a[href*="format=docx"]').click()
    waiting.value.save_as(tmp_path / "out.docx")
    bring(page, tmp_path / "out.docx")
    assert "The plan already says all of this" in main.inner_text()
    bring(page, {"name": "plan.docx", "mimeType": WORD, "buffer": as_word(poor_plan)})
    assert "1 row would change" in main.inner_text()
    assert "Support the plans for a victims' service" in main.inner_text()


@pytest.mark.parametrize("name", ["plan.txt", *([GIVEN] if GIVEN else [])])
def test_without_scripts_it_works_as_well_and_comes_back_equal(step_in, poor_plan, tmp_path, name):
    file = Path(name) if name == GIVEN else tmp_path / name
    if name != GIVEN:
        file.write_text(poor_plan, encoding="utf-8")
    year = "2041-42" if name == GIVEN else "2040-41"
    page = step_in("", java_script_enabled=False)
    page.goto("/demo/")
    page.locator('form:has(input[value="strategic_lead"]) button').click()
    bring(page, file)

    page.get_by_role("link", name="Correct title and year").first.click()
    page.get_by_label("Title of the plan").fill("A plan without scripts")
    page.get_by_label("Year", exact=True).fill(year)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Edit action 1.1").click()
    page.get_by_role("link", name="Split it in two").click()
    page.get_by_label("First action").fill("Know what was reported")
    page.get_by_label("Second action").fill("Know what was not")
    page.get_by_role("button", name="Make two actions").click()
    page.get_by_role("link", name="Edit action 1.2").click()
    page.get_by_role("button", name="Join it with the one before").click()
    page.get_by_role("button", name=re.compile("It is right|Leave it out")).first.click()
    assert "1 settled" in page.inner_text("#main")
    assert "Know what was reported Know what was not" in page.inner_text("#main")
    page.get_by_role("button", name="Begin this plan").first.click()
    key = page.url.rstrip("/").split("/")[-1]

    taken = page.request.get(f"/plan/download/?plan={key}&format=docx")
    (tmp_path / "out.docx").write_bytes(taken.body())
    bring(page, tmp_path / "out.docx")

    assert "The plan already says all of this" in page.inner_text("#main")
    assert f"The file is for {year}, so it was held against A plan without scripts" in " ".join(
        page.inner_text("#main").split()
    )
