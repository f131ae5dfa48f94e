"""The walk that the plan exists for: what is behind and why, and what one does about it."""

import re

import openpyxl
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_strategic_lead_finds_what_is_behind_and_why_in_two_clicks(step_in):
    page = step_in("strategic_lead")

    page.get_by_role("link", name=re.compile("actions, Behind$")).first.click()
    page.get_by_role("link", name="Train and support the reporting centres").click()

    assert (
        page.get_by_role("heading", level=1).inner_text()
        == "Train and support the reporting centres"
    )
    assert "Centres’ refresher in September is missing" in page.inner_text("main")


def test_a_filter_reaches_the_count_and_the_files_as_well_as_the_list(step_in):
    page = step_in("strategic_lead")
    page.goto("/plan/actions/")

    page.get_by_label("Status").select_option("on_hold")
    page.get_by_role("button", name="Apply").click()
    # another walk on the same server may have added an action to the 58
    page.locator(".up-title", has_text=re.compile(r"\b4 of 5[89] actions")).wait_for()

    assert "status=on_hold" in page.url
    assert "status=on_hold" in page.get_by_role("link", name="Download csv").get_attribute("href")


def test_an_update_with_evidence_shows_where_declared_and_suggested_differ(step_in, tmp_path):
    page = step_in("strategic_lead")
    page.goto("/plan/actions/")
    page.get_by_role("link", name="Publicise the advice surgeries", exact=True).click()
    page.get_by_role("link", name="Add an update").first.click()
    poster = tmp_path / "poster.pdf"
    poster.write_bytes(b"%PDF-1.4\n%%EOF\n")

    page.get_by_label("Completed").check()
    page.get_by_label("What happened").fill("Posters are up in all four libraries.")
    page.get_by_label("Anything to show for it").set_input_files(poster)
    page.get_by_role("button", name="Send this update").click()
    assert "the evidence suggests In Progress" in page.get_by_role("alert").inner_text()
    page.get_by_label("Leave the difference without a reason").check()
    page.get_by_label("Anything to show for it").set_input_files(poster)
    page.get_by_role("button", name="Send this update").click()

    said = page.inner_text("main")
    assert "Posters are up in all four libraries." in said
    assert "Needs a reason" in said
    assert "Four still to come." in said
    assert page.get_by_role("link", name=re.compile("poster")).count() >= 1

    page.goto("/plan/compare/?from=2024-09-30&to=2024-11-14")
    assert "Publicise the advice surgeries" in page.inner_text("main")


def test_two_rows_changed_in_the_sheet_are_exactly_two_changes(step_in, tmp_path):
    page = step_in("strategic_lead")
    page.goto("/plan/download/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("xlsx", re.IGNORECASE)).first.click()
    sheet = tmp_path / "plan.xlsx"
    waiting.value.save_as(sheet)
    _change_two_rows(sheet)

    page.goto("/plan/import/")
    page.locator('input[type="file"]').set_input_files(sheet)
    page.locator("main form button[type=submit]").first.click()

    assert page.locator("main tbody tr").count() == 2
    assert "Invite every club to the safe sport evening." in page.inner_text("main")
    page.get_by_role("button", name="Save these changes").click()
    page.goto("/plan/import/")
    page.locator('input[type="file"]').set_input_files(sheet)
    page.locator("main form button[type=submit]").first.click()
    assert "already says all of this" in page.inner_text("main")


def _change_two_rows(path):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in next(sheet.iter_rows(max_row=30)) if cell.value}
    rows = {sheet.cell(row, heads["Ref"]).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(rows["19.1"], heads["Action"]).value = "Invite every club to the safe sport evening."
    sheet.cell(rows["21.1"], heads["Action due"]).value = "2025-02-14"
    book.save(path)


def test_the_plan_can_be_walked_with_the_keyboard_alone(step_in):
    page = step_in("strategic_lead")
    page.goto("/plan/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    _tab_to(page, "Behind")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plan/actions/[?].*status=behind"))
    _tab_to(page, "Audit safeguarding cases for unflagged hate crime")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/actions/*/")
    _tab_to(page, "Add an update")
    page.keyboard.press("Enter")
    page.wait_for_url("**/update/")
    _tab_to(page, "On Hold", by="el.id && document.querySelector(`label[for='${el.id}']`)")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.type("The second reader starts on Monday.")
    _tab_to(page, "Send this update")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/actions/*/")

    assert "The second reader starts on Monday." in page.inner_text("main")


def _tab_to(page, words, by="el"):
    for _ in range(120):
        page.keyboard.press("Tab")
        named = page.evaluate(
            f"() => {{ const el = document.activeElement; const by = {by} || el;"
            " return (by.textContent || el.value || '').trim() }"
        )
        if words in named:
            ring = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle + s.boxShadow }"
            )
            assert ring != "nonenone", f"nobody can see the focus on {words}"
            return
    raise AssertionError(f"the keyboard does not reach {words}")


def test_without_scripts_the_plan_works_as_well(step_in):
    page = step_in("", java_script_enabled=False)
    page.goto("/demo/")
    page.locator('form:has(input[value="strategic_lead"]) button').click()
    page.goto("/plan/actions/?flag=contradiction")

    page.get_by_role("link", name="Look for other sources of funding").click()
    page.get_by_role("link", name="Edit").first.click()
    page.locator("main form button[type=submit]").first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "Look for other sources of funding"
