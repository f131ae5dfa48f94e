"""A whole quarter in a real browser: asked, answered on a telephone, reviewed by keyboard, adopted.

The demonstration stands in the middle of its second quarter. That one is finished and adopted
first; then the third is opened and goes all the way, to its report, the public page and the turn of
the year. The pictures of the README are taken there.
"""

import os
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from pdfminer.high_level import extract_text

from tests.journeys.fixtures import visitors_of
from upstander.kernel.testing.served import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = 375
LINK = re.compile(r"answer/\d+-\d+-[\w-]{27}")
TITLE = "Merton Hate Crime Work Plan 2024-2025: quarter 3"


@pytest.fixture
def enter(browser, demonstration_home, tmp_path):
    """A demonstration of its own: what is adopted here stays adopted."""
    home = shutil.copytree(demonstration_home, tmp_path / "home")
    with served(home, "--demo") as running, visitors_of(browser, running) as enter:
        yield enter
    assert not LINK.search(running.log.read_text(encoding="utf-8"))  # nor does a link in any log


@pytest.fixture
def picture(tmp_path):
    """Take a picture of a page for the README."""

    def picture(page, name, height):
        width = page.viewport_size["width"]
        page.set_viewport_size({"width": width, "height": height})
        page.mouse.move(0, 0)
        page.evaluate("scrollTo(0, 0)")
        folder = Path(os.environ.get("PICTURES") or tmp_path)
        page.screenshot(path=folder / f"{name}.png")
        assert (Path(__file__).parents[2] / "docs" / "images" / f"{name}.png").exists()

    return picture


def said(page):
    return page.inner_text("main")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def current(page):
    return page.locator('[aria-current="true"][data-up-row]')


def test_a_quarter_runs(enter, picture, faults_of, tmp_path):
    lead = enter("strategic_lead")
    _finish_the_second_quarter(lead, picture, faults_of)
    public = enter("")
    second = _read_in_public(public, "quarter 2, 2024-25")
    assert "What was counted" in second
    _open_the_third(lead)
    links = _links_of(lead, ["mei-lin.garrod", "leonie.achterberg", "sunita.raval"])

    answers = lead.context.new_page()
    answers.goto(lead.url)
    _answer_that_agrees(enter, links[0], faults_of, picture)
    _answer_after_an_error_with_a_file(enter, links[1], faults_of, tmp_path)
    _answer_that_contradicts(enter, links[2], faults_of)
    _see_them_come_in(answers)

    _remind_and_enter_by_phone(lead, picture)
    _review_by_keyboard(lead)
    _adopt(lead, picture)
    _take_the_report(lead)
    _see_what_changed(lead, faults_of)
    _see_it_in_public(public, second, picture)
    _roll_the_year_over(lead, faults_of, picture)

    gone = enter("", width=PHONE)
    assert gone.goto(links[0]).status == 410
    assert "has been adopted" in gone.inner_text("h1")
    assert faults_of(gone) == []


def _finish_the_second_quarter(page, picture, faults_of):
    page.goto("/quarters/now/")
    page.get_by_role("link", name="2.2", exact=True).click()
    page.locator(".up-decide").wait_for()
    picture(page, "quarter-review", 1500)
    page.get_by_role("button", name="Accept all that agree").click()
    page.get_by_label("Leave them to the Group").check()
    page.locator("#finish").get_by_role("button", name="Mark as reviewed").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="The Group has adopted it: freeze it").click()
    assert "is adopted, frozen and signed" in said(page)
    assert "fit the signature, the trail and the plan" in said(page)


def _open_the_third(page):
    page.goto("/quarters/")
    page.get_by_role("link", name="Open quarter 3").click()
    assert "The quarter is still running" in said(page)
    page.get_by_role("button", name="Open it and write to 17 leads").click()
    assert "17 letters are on their way" in said(page)
    assert "0 of 58 actions are answered" in said(page)


def _links_of(page, people):
    """Take the links out of the letters, as their recipients would."""
    here = page.url
    wanted = dict.fromkeys(people)
    for person in people:
        letter = page.locator("tr", has_text=person).filter(has_text="Quarter 3")
        for _ in range(60):
            page.goto("/demo/messages/")
            if letter.count():
                break
            page.wait_for_timeout(500)
        letter.get_by_role("link").click()
        assert "ends on Tuesday 31 December 2024" in said(page)
        wanted[person] = page.locator('main a[href*="/quarters/answer/"]').get_attribute("href")
    page.goto(here)
    return [re.sub(r"^https?://[^/]+", "", link) for link in wanted.values()]


def _on_a_phone(enter, link):
    page = enter("", width=PHONE)
    page.goto(link)
    return page


def _answer_that_agrees(enter, link, faults_of, picture):
    page = _on_a_phone(enter, link)
    assert faults_of(page) == []
    page.get_by_label("In Progress").check()
    page.get_by_label("What happened").fill("The data are in; the first draft is being read.")
    picture(page, "quarter-answer", 1280)
    page.get_by_role("button", name="Send this answer").click()
    assert "Thank you. Your answer on 1.1 is in." in said(page)
    assert "Thank you, that is all" in said(page)
    assert faults_of(page) == []
    page.go_back()
    assert "Thank you, that is all" in said(page)  # not the form once more
    page.context.close()


def _answer_after_an_error_with_a_file(enter, link, faults_of, tmp_path):
    page = _on_a_phone(enter, link)
    page.get_by_role("button", name="Send this answer").click()
    assert "Choose the status of 3.4" in page.get_by_role("alert").inner_text()
    assert page.title().startswith("Error:")
    assert faults_of(page) == []
    page.get_by_role("link", name="Choose the status of 3.4").click()
    assert page.evaluate("document.activeElement.type") == "radio"
    minutes = tmp_path / "briefing.pdf"
    minutes.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page.get_by_label("In Progress").check()
    page.get_by_label("What happened").fill("A third briefing was given on 5 November.")
    page.get_by_label("Anything to show for it").set_input_files(minutes)
    page.get_by_role("button", name="Send this answer").click()
    page.get_by_role("link", name=re.compile("Change this answer")).click()
    assert "You have sent: briefing.pdf." in said(page)
    page.context.close()


def _answer_that_contradicts(enter, link, faults_of):
    page = _on_a_phone(enter, link)
    page.get_by_label("Completed").check()
    page.get_by_label("What happened").fill("All samples of the year are read.")
    page.get_by_role("button", name="Send this answer").click()
    assert "Your answer is in; one question more" in said(page)
    assert page.locator('input[type="radio"]').count() == 0
    assert faults_of(page) == []
    page.get_by_role("link", name="Leave it to the Strategic Lead").click()
    assert "Say why" in said(page)
    page.context.close()


def _see_them_come_in(page):
    """The page of answers asks for news by itself; coming back to its window asks at once."""
    counted = page.locator("#answers-count")
    assert "0 of 58" in counted.inner_text()
    summary = page.locator(".up-more summary").first
    summary.click()
    with page.expect_response(re.compile("since=")):
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert "0 of 58" in counted.inner_text()  # something is unfolded, so nothing is taken away
    summary.click()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator("#answers-count", has_text="3 of 58").wait_for()
    page.close()


def _remind_and_enter_by_phone(page, picture):
    page.goto(page.url)
    picture(page, "quarter-answers", 860)
    late = page.locator("tr", has_text="Martin Eze-Holloway")
    late.get_by_role("button", name="Remind").click()
    assert "Martin Eze-Holloway reminded." in said(page)
    late.get_by_role("link", name="Enter an answer").click()
    page.get_by_label("How did they answer?").select_option("phone")
    page.get_by_label("In Progress").check()
    page.get_by_label("What did they say?").fill("The two teams met on Monday; a plan follows.")
    page.get_by_role("button", name="Enter this answer").click()
    assert "The answer of Martin Eze-Holloway on 10.3 is in." in said(page)
    assert "4 of 58 actions are answered" in said(page)


def _review_by_keyboard(page):
    page.get_by_role("link", name="Go to the review").click()
    table = page.locator("[data-up-review]")
    counts = page.locator("#review-counts")
    table.focus()

    press(page, "j")  # the first row, which agrees
    assert current(page).locator("[data-up-open]").inner_text() == "1.1"
    press(page, "d")
    counts.filter(has_text="1 of 58 ready").wait_for()
    press(page, "u")
    counts.filter(has_text="0 of 58 ready").wait_for()
    press(page, "d")
    counts.filter(has_text="1 of 58 ready").wait_for()

    # the contradiction: it is not kept without a sentence, and Enter saves that and moves on
    for _ in range(40):
        press(page, "n")
        if current(page).locator("[data-up-open]").inner_text() == "2.2":
            break
    press(page, "d")
    current(page).get_by_role("alert").wait_for()
    assert "Say in one sentence why 2.2 stands" in current(page).inner_text()
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.type("djs")  # keys are letters inside of a box
    press(page, "Escape")
    page.locator(".up-decide").wait_for(state="detached")
    press(page, "r")
    page.locator(".up-decide").wait_for()
    assert page.locator("[data-up-words]").input_value() == "djs"  # closed without loss
    page.locator("[data-up-words]").fill("The quarter’s samples were read early.")
    press(page, "Enter")
    counts.filter(has_text="2 of 58 ready").wait_for()
    assert current(page).locator("[data-up-open]").inner_text() != "2.2"

    page.get_by_role("button", name="Turn shortcuts off").click()
    page.reload()
    page.locator("[data-up-review]").focus()
    press(page, "j")
    assert current(page).count() == 0
    page.get_by_role("button", name="Turn shortcuts on").click()
    press(page, "Tab")


def _adopt(page, picture):
    page.get_by_label("Leave them to the Group").check()
    page.locator("#finish").get_by_role("button", name="Mark as reviewed").click()
    assert "The quarter runs until Tuesday 31 December 2024" in said(page)
    page.get_by_role("button", name="The Group has adopted it: freeze it").click()
    assert "The quarter’s samples were read early." in said(page)
    picture(page, "quarter-adopted", 1200)


def _take_the_report(page):
    """Both files open in other programs, say which quarter they are of, and read aloud."""
    files = {}
    for kind in ("Word", "PDF"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"Report as {kind}").click()
        files[kind] = waiting.value.path()

    word = Document(str(files["Word"]))
    told = [paragraph.text for paragraph in word.paragraphs]
    assert told[:2] == ["Quarter’s report to the Strategy Group", TITLE]
    assert "What needs the Group" in told
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert any("The quarter’s samples were read early." in text for text in cells)

    with pikepdf.open(files["PDF"]) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == TITLE
        assert pdf.Root.MarkInfo.Marked
    first = extract_text(files["PDF"], page_numbers=[0])
    assert TITLE in first
    assert "As the Strategy Group adopted it, frozen and signed" in first


def _see_what_changed(page, faults_of):
    page.get_by_role("link", name="What changed since quarter 2").click()
    assert "from quarter 2, 2024-25 to quarter 3, 2024-25" in page.inner_text("h1")
    moved = page.locator("tr", has_text="Audit safeguarding cases")
    assert "Completed" in moved.inner_text()
    assert faults_of(page) == []


def _read_in_public(page, quarter):
    """Come as anybody does, from the first page, and read what was adopted."""
    page.goto("/")
    page.get_by_role("link", name="See how the plan stands").click()
    assert f"when it adopted {quarter}" in said(page)
    return said(page)


def _see_it_in_public(page, second, picture):
    third = _read_in_public(page, "quarter 3, 2024-25")
    audit = page.locator("li", has_text="Audit safeguarding cases")
    assert re.search(r"Completed.*Quarter 2: Behind", audit.inner_text(), re.DOTALL)
    assert "The quarter’s samples were read early." not in third  # reasons were not published
    assert "What was counted" not in third  # the quarter still runs, so no figure of it is out
    picture(page, "plan-in-public", 1000)
    page.get_by_role("link", name="Quarter 2, 2024-25").click()
    assert _but_for_links(said(page)) == _but_for_links(second)


def _but_for_links(text):
    """Take away the list of the other quarters, which alone may grow."""
    return re.sub(r"Other quarters.*(?=What the words mean)", "", text, flags=re.DOTALL)


def _roll_the_year_over(page, faults_of, picture):
    page.goto("/quarters/")
    page.get_by_role("link", name="Begin next year’s plan").click()
    page.get_by_label("What becomes of 9.1").select_option("dropped")
    page.get_by_label("What becomes of 2.1").select_option("merged")
    page.get_by_label("2.1 is merged into, by number", exact=True).fill("1.1")
    page.get_by_label("Why, for 2.1").fill("One picture of hate crime, told once.")
    picture(page, "quarter-next-year", 1000)
    page.get_by_role("button", name="Begin the new plan").click()
    assert "Say why 9.1 does not go on by itself" in page.get_by_role("alert").inner_text()
    page.get_by_label("Why, for 9.1").fill("The review is out.")
    page.get_by_role("button", name="Begin the new plan").click()
    assert "Merton Hate Crime Work Plan 2025-2026 has begun" in said(page)
    assert "Carried on (56)" in said(page)
    for kind, before, why in (
        ("Merged (1)", "2.1", "One picture of hate crime, told once."),
        ("Dropped (1)", "9.1", "The review is out."),
    ):
        row = page.locator("section", has_text=kind).locator("tbody tr")
        assert before in row.inner_text()
        assert why in row.inner_text()
    assert faults_of(page) == []


def test_a_quarter_is_reviewed_without_scripts_as_well(step_in):
    page = step_in("", java_script_enabled=False)
    page.goto("/demo/")
    page.locator('form:has(input[value="strategic_lead"]) button').click()
    page.goto("/quarters/now/")

    page.get_by_role("link", name="2.2", exact=True).click()
    page.get_by_role("button", name="Keep Behind").click()
    assert "Say in one sentence why 2.2 stands" in page.get_by_role("alert").inner_text()
    page.get_by_label("Why should this stand").fill("The second reader began late.")
    page.get_by_role("button", name="Keep Behind").click()

    row = page.locator("tbody", has_text="Audit safeguarding cases")
    assert "The second reader began late." in row.inner_text()
    assert page.url.endswith("#row-" + row.get_attribute("id")[4:])
