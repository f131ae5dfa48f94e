"""Walks through the running product, with scripts and without."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def go_on(page, **answers):
    """Answer a page: words are filled in, choices are ticked, and on it goes."""
    for name, value in answers.items():
        box = page.locator(f'[name="{name}"]')
        if box.first.get_attribute("type") in ("radio", "checkbox"):
            for each in [value] if isinstance(value, str) else value:
                page.locator(f'[name="{name}"][value="{each}"]').check()
        elif box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    press(page)


def press(page):
    """Press the first button of the page's own form, whatever it says, and wait for what comes."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


def walk_to_the_end(page, **answers):
    """Answer what is named, page by page, until all answers stand on one page."""
    while "/check/" not in page.url:
        code = page.url.rstrip("/").rsplit("/", 1)[-1]
        if page.locator("main form").count():
            go_on(page, **answers.get(code, {}))
        else:  # 999 comes first wherever words may mean danger
            with page.expect_navigation():
                page.locator('main a:not([href^="tel:"])').first.click()


@SCRIPTS
def test_a_woman_tells_in_polish_at_a_place_narrows_it_and_the_sheet_lacks_what_she_took_back(
    step_in, scripts
):
    page = step_in("", width=320, java_script_enabled=scripts)
    page.goto("/tell/pl/at/22222222-2222-4222-8222-222222222222/")
    go_on(page, role="target")
    assert page.inner_text("h1") == "Czy to dzieje się teraz?"
    walk_to_the_end(
        page,
        consent={"police": "police", "support": "yes", "landlord": "no", "council": "no"},
        story={"story": "Sąsiadka od tygodni wyzywa mnie na schodach."},
        forms={"forms": ["verbal", "harassment"]},
        strands={"strands": ["race"]},
        why={"why": "Mówi, że mam wracać do Polski."},
        reach={"reach": "yes"},
        contact={"given_names": "Zuzanna", "family_name": "Kowalczyk-Test", "phone": "07700900777"},
        safe={"ways": ["text"]},
    )
    page.get_by_label("Twoje własne słowo").fill("papuga")
    press(page)
    words = page.locator(".up-words li").all_inner_texts()
    assert len(words) == 7

    team = step_in("caseworker")
    team.goto("/reports/")
    # the one with the highest number: before 10 in the morning others of the day came later
    latest = max(team.locator("tbody tr a").all_inner_texts())
    with team.expect_navigation():
        team.locator("tbody").get_by_role("link", name=latest, exact=True).click()
    report = team.url
    assert "Sąsiadka" in team.inner_text("main")
    assert "on the pages in Polish" in team.inner_text("main")
    team.goto(f"{report}decide/")
    team.get_by_label("Name it for the queue").fill("Shouted at on the stairs")
    team.get_by_label("May be a crime").check()
    team.get_by_label("Medium").check()
    team.get_by_label("Why did you decide so?").fill("It goes on.")
    team.get_by_role("button", name="Save the decision").click()
    team.goto(f"{report}hand/?body=police")
    team.get_by_label("To whom does it go?").select_option(index=1)
    team.get_by_role("button", name="Hand it over").click()
    sheet = team.get_by_role("link", name="JSON").get_attribute("href")
    assert "Kowalczyk-Test" in team.request.get(sheet).text()

    other = step_in("", width=320, java_script_enabled=scripts)
    other.goto("/tell/back/")
    other.get_by_label("Your seven words").fill(" ".join(words))
    press(other)
    assert "/tell/pl/read/" in other.url
    assert "Sąsiadka" not in other.inner_text("main")
    with other.expect_navigation():
        other.get_by_role("link", name="Zmień, kto może to zobaczyć").click()
    other.locator('[name="police"][value="police_without_details"]').check()
    press(other)
    assert "nie da się cofnąć" in other.inner_text("main")

    assert team.request.get(sheet).status == 400
    team.goto(f"{report}hand/?body=police_without_details")
    team.get_by_label("To whom does it go?").select_option(index=1)
    team.get_by_role("button", name="Hand it over").click()
    bare = team.get_by_role("link", name="JSON").last.get_attribute("href")
    told = team.request.get(bare).text()
    assert "Sąsiadka" in told
    assert "Kowalczyk-Test" not in told
    assert "900777" not in told


@SCRIPTS
def test_a_man_tells_in_arabic_from_right_to_left_and_comes_back_by_the_digits_of_his_keyboard(
    step_in, faults_of, scripts
):
    page = step_in("", width=320, java_script_enabled=scripts)
    page.goto("/tell/")
    with page.expect_navigation():
        page.locator("main, nav").get_by_role("link", name="العربية").first.click()
    seen = []

    def look():
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") == 320, page.url
        code = page.url.rstrip("/").rsplit("/", 1)[-1]
        if scripts and code in ("ar", "consent", "story", "sent"):
            seen.append(code)
            assert faults_of(page) == [], page.url

    look()
    go_on(page, role="witness")
    answers = {"story": {"story": "صرخ رجل في وجه جاري."}, "forms": {"forms": ["verbal"]}}
    while "/check/" not in page.url:
        look()
        go_on(page, **answers.get(page.url.rstrip("/").rsplit("/", 1)[-1], {}))
    look()
    press(page)
    look()
    digits = "".join(page.locator(".up-digits span").all_inner_texts())
    assert (
        page.locator(".up-words li").first.evaluate("it => getComputedStyle(it).direction") == "ltr"
    )

    back = step_in("", width=1280, java_script_enabled=scripts)
    back.goto("/tell/ar/back/")
    back.locator('[name="words"]').fill(digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    press(back)
    assert "ما أخبرتنا به يوم الخميس 14 نوفمبر 2024" in back.inner_text("h1")
    way_out = back.locator(".govuk-exit-this-page__button").bounding_box()
    assert way_out["x"] + way_out["width"] < 640  # where a line ends that begins on the right
    assert seen == (["ar", "consent", "story", "sent"] if scripts else [])


@SCRIPTS
def test_a_neighbour_in_danger_sees_999_before_anything_else(step_in, scripts):
    page = step_in("", width=320, java_script_enabled=scripts)
    page.goto("/tell/")
    go_on(page, role="witness")
    page.goto("/tell/story/")

    go_on(page, story="he is outside my door now")

    assert page.locator('a[href="tel:999"]').inner_text() == "Call 999"
    page.get_by_role("link", name="I am safe, go on").click()
    assert "What was done?" in page.inner_text("h1")


@SCRIPTS
def test_a_frightened_child_finds_childline_and_no_word_to_parents(step_in, faults_of, scripts):
    page = step_in("", width=320, java_script_enabled=scripts)
    page.goto("/tell/")
    go_on(page, role="target")
    go_on(page, now="no")

    go_on(page, age="13_17")
    page.goto("/tell/story/")

    said = page.inner_text("main")
    assert "0800 1111" in said
    assert "We do not tell your parents" in said
    go_on(page, story="I don't want to be here any more")
    assert "116 123" in page.inner_text("main")
    assert page.url.endswith("/tell/wait/")  # the browser keeps it, and it tells nothing
    assert not scripts or faults_of(page) == []


def test_a_professional_reports_by_keyboard_alone(step_in):
    page = step_in("centre_worker")
    page.goto("/reports/for-somebody/")
    page.keyboard.press("Tab")
    page.locator('[name="story"]').focus()
    page.keyboard.type("A man spat at a customer of ours.")
    page.locator('[name="forms"][value="spitting"]').focus()
    page.keyboard.press("Space")
    page.locator('[name="strands"][value="religion"]').focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send it").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".up-words")

    assert page.locator(".up-words li").count() == 7


def test_exit_takes_the_visitor_away_and_leaves_no_words(step_in):
    page = step_in("", width=320)
    page.goto("/tell/")
    go_on(page, role="target")

    way_out = page.get_by_role("button", name=re.compile("Exit this page"))

    assert way_out.get_attribute("href") == "/tell/leave/weather/"
    left = page.request.get("/tell/leave/weather/", max_redirects=0)
    assert left.headers["location"].startswith("https://www.bbc.co.uk/")
    page.goto("/tell/story/")
    assert "Who are you telling us about?" in page.inner_text("h1")


def test_the_first_page_is_light(step_in):
    page = step_in("", width=320)
    sizes = []
    # the driver leaves a mark on what it calls, which a built-in does not bear
    page.on("response", lambda answer: sizes.append(answer))  # noqa: PLW0108

    page.goto("/tell/", wait_until="networkidle")

    assert sum(answer.request.sizes()["responseBodySize"] for answer in sizes) < 100_000


def test_sixteen_clicks_at_once_are_one_report_and_none_of_them_fails(demonstration_server):
    host = urlsplit(demonstration_server.address).netloc

    def ask(method, path, cookies, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection(host, timeout=30)) as line:
            line.request(method, path, urlencode(body) if body is not None else None, headers)
            answer = line.getresponse()
            page = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition("=")
            cookies[name] = value.partition(";")[0]
        return answer, page

    cookies: dict[str, str] = {}
    _, page = ask("GET", "/tell/", cookies)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    ask("POST", "/tell/", cookies, {"role": "witness", "csrfmiddlewaretoken": token})

    def send(_):
        answer, _ = ask("POST", "/tell/check/", dict(cookies), {"csrfmiddlewaretoken": token})
        return answer.status, answer.headers["Location"]

    with ThreadPoolExecutor(16) as several:
        answers = set(several.map(send, range(16)))

    assert answers == {(302, "/tell/sent/")}


def test_no_page_of_the_journey_has_a_fault_that_a_machine_can_find(step_in, faults_of):
    page = step_in("", width=320)
    page.goto("/tell/")
    faults: dict[str, object] = {}

    def look():
        if found := faults_of(page):
            faults[page.url] = found
        assert page.evaluate("document.documentElement.scrollWidth") == 320, page.url

    go_on(page, role="professional")
    answers = {
        "forms": {"forms": ["online", "attack", "damage"]},
        "strands": {"strands": ["race", "religion", "disability"]},
        "where": {"place_type": "transport"},
        "who": {"known": "sight"},
        "reach": {"reach": "yes"},
        "consent": {"landlord": "yes"},
    }
    while "/check/" not in page.url:
        look()
        go_on(page, **answers.get(page.url.rstrip("/").rsplit("/", 1)[-1], {}))
    look()
    page.goto("/tell/save/")
    look()
    page.goto("/tell/check/")
    page.get_by_role("button", name="Send", exact=True).click()
    for address in ("sent/", "read/", "read/who/", "read/stop/", "read/file/", "read/text/"):
        page.goto(f"/tell/{address}")
        look()

    assert faults == {}


@pytest.mark.parametrize(
    ("name", "role", "address", "height"),
    [
        ("tell", "", "/tell/pl/", 1150),
        ("reports", "caseworker", "/reports/", 1250),
    ],
)
def test_a_picture_for_the_readme_can_be_taken_of_reports(
    name, role, address, height, step_in, take_picture
):
    page = step_in(role)
    page.set_viewport_size({"width": 1280, "height": height})

    page.goto(address)

    take_picture(page, name)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_way_out_never_lies_over_what_says_that_a_translation_is_a_draft(step_in, width):
    page = step_in("", width=width)
    page.goto("/tell/ta/")  # the longest words on the button

    notice, way_out = (
        page.locator(place).first.bounding_box()
        for place in (".up-draft", ".govuk-exit-this-page__button")
    )

    beside = (
        notice["x"] + notice["width"] <= way_out["x"] + 1
        or way_out["x"] + way_out["width"] <= notice["x"] + 1
    )
    below = way_out["y"] + way_out["height"] <= notice["y"] + 1
    assert beside or below
