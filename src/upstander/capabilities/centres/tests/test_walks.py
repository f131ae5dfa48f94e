"""Walks through the running product: a prospect, a fading centre, a resident, a hidden venue."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_barber_shop_goes_from_idea_to_live_and_the_public_finds_it(step_in):
    page = step_in("action_lead")
    page.goto("/centres/")
    page.get_by_role("link", name="Add a centre").click()
    page.get_by_label("Name", exact=True).fill("Fade & Friends")
    page.get_by_label("Kind of place").select_option("barber")
    page.get_by_label("Who looks after it").select_option(
        label="Community Safety Officer, Safer Merton"
    )
    page.get_by_label("Ward").select_option(label="Lower Morden")
    page.get_by_label("Name and place").check()
    press(page, "Add centre")

    def move(words, why):
        page.goto("/centres/")
        page.get_by_role("link", name=re.compile(f"{words}.*Fade & Friends")).click()
        page.get_by_label("Why, in a sentence").fill(why)
        press(page, "Move it")

    move("Move to contacted", "The owner rang back.")
    move("Move to visited", "There is a back room.")
    move("Move to agreed", "He wants to sign.")
    assert "needs an agreement that is signed" in page.inner_text(".govuk-error-summary")
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Change", exact=True).click()
    day(page, "Agreement signed on", 12, 11, 2024)
    page.get_by_label("Opening hours").fill("Every day 24 hours")
    press(page, "Save")
    move("Move to agreed", "Signed at the till.")
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_label("Name", exact=True).fill("Emre Yilmaz")
    day(page, "Trained on", 13, 11, 2024)
    press(page, "Add them")
    move("Move to trained", "Two hours after closing.")
    move("Move to live", "The sticker is on the door.")

    assert "Trained and open, shown in public" in page.inner_text("main")
    public = step_in("")
    public.goto("/places/?q=Lower+Morden&open=1")
    assert public.locator(".up-places h3").first.inner_text() == "Fade & Friends"
    assert "Emre" not in public.content()


def day(page, legend, *parts):
    group = page.get_by_role("group", name=legend)
    for name, part in zip(("Day", "Month", "Year"), parts, strict=True):
        group.get_by_label(name).fill(str(part))


def test_a_centre_that_fades_is_noticed_and_comes_back_when_it_is_seen_again(step_in):
    public, page = step_in(""), step_in("strategic_lead")
    public.goto("/places/")
    assert "Old Dairy Tea Rooms" not in public.inner_text("main")

    page.goto("/centres/")
    alarm = page.locator(".up-card--warm li", has_text="The Old Dairy Tea Rooms")
    assert "Quarterly check, since 11 Jun 2024" in alarm.inner_text()
    alarm.get_by_role("link").click()
    assert "Not seen since 12 March 2024" in page.inner_text("main")
    page.get_by_role("link", name="Write down a check").click()
    page.get_by_label("Visit by appointment").check()
    page.get_by_label("Open, and somebody trained was there").check()
    press(page, "Save the check")

    assert "The next check falls due in a quarter." in page.inner_text("main")
    public.reload()
    assert "Old Dairy Tea Rooms" in public.inner_text("main")


def test_a_resident_finds_an_open_step_free_place_that_speaks_tamil_by_keyboard(step_in):
    page = step_in("")
    page.goto("/")

    tab_to(page, "Report in person")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/")
    tab_to(page, "Where are you?")
    page.keyboard.type("Wimbledon station")
    for box in ("Open now", "Step-free"):
        tab_to(page, box)
        page.keyboard.press("Space")
    tab_to(page, "Language")
    page.keyboard.type("Tam")
    tab_to(page, "Find places")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/?*language=ta*")
    heard = page.locator("main").aria_snapshot()
    tab_to(page, "Hillside Walk-in Centre")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/places/[0-9a-f-]{36}/"))

    # a screen reader hears what is found before the map, and the same places in both
    told = ("textbox", "nearest first", "Hillside Walk-in Centre", "Map of the places in the list")
    order = [heard.index(words) for words in told]
    assert order == sorted(order)
    assert "Open day and night" in page.inner_text("main")
    assert "Tamil" in page.inner_text("main")


def tab_to(page, words):
    for _ in range(60):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "() => { const el = document.activeElement; const by = el.labels && el.labels[0];"
            " return (by || el).textContent.trim() }"
        )
        if words in label:
            return
    raise AssertionError(f"the keyboard does not reach {words}")


def test_a_hidden_venue_stays_hidden_in_page_feed_map_and_export(step_in):
    hidden = re.compile("Weathervane|Compass Street|Beech Row", re.IGNORECASE)
    public = step_in("")
    for address in (
        "/",
        "/places/",
        "/places/?q=Wimbledon",
        "/places/?q=Wimbledon+Park&step_free=1",
    ):
        public.goto(address)
        assert not hidden.search(public.content()), address
    feed = public.request.get("/open-referral/services?full=true&per_page=200").text()
    assert "Rowan Lane Library" in feed
    assert not hidden.search(feed)

    page = step_in("analyst")
    for address in ("/centres/", "/centres/places/", "/centres/standing/", "/centres/coverage/"):
        page.goto(address)
        assert not hidden.search(page.content()), address
    assert not hidden.search(page.request.get("/centres/places/export/csv/").text())
    assert hidden.search(step_in("police_liaison").request.get("/centres/standing/").text())


def test_without_scripts_the_finder_works_as_well(step_in):
    page = step_in("", java_script_enabled=False, width=320)
    page.goto("/places/")

    page.get_by_label("Where are you?").fill("Mitcham")
    page.get_by_label("Step-free").check()
    press(page, "Find places")

    assert "Places to report near Mitcham" in page.inner_text("h1")
    assert page.locator(".up-places li").count() >= 5
    assert page.locator(".up-map svg").count() == 2


PAGES = {
    "": ("/", "/places/", "/places/?q=Mitcham&open=1&step_free=1", "/places/?q=Narnia"),
    "strategic_lead": (
        *("/", "/centres/", "/centres/places/", "/centres/places/1/", "/centres/places/7/"),
        *("/centres/places/18/move/?to=trained", "/centres/places/1/edit/", "/centres/places/new/"),
        *("/centres/places/1/check/", "/centres/places/1/standard/", "/centres/coverage/"),
        *("/centres/standing/", "/centres/checks/", "/centres/target/"),
    ),
}


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.proof), 320])
@pytest.mark.parametrize("role", PAGES)
def test_no_page_of_centres_has_a_fault_that_a_machine_can_find(step_in, faults_of, role, width):
    page = step_in(role, width=width)
    wrong = []

    def look():
        faults = faults_of(page)
        wrong.extend([(page.url, faults)] if faults else [])

    for address in PAGES[role]:
        assert page.goto(address).status == 200, address
        look()
    if not role:
        for number in ("first", "last"):
            page.goto("/places/")
            getattr(page.locator(".up-places a"), number).click()
            look()

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("name", "role", "address", "height"),
    [
        ("centres", "strategic_lead", "/centres/", 1400),
        ("places", "", "/places/?q=Mitcham&language=ta", 1200),
    ],
)
def test_a_picture_for_the_readme_can_be_taken_of_centres(
    name, role, address, height, step_in, take_picture
):
    page = step_in(role)
    page.set_viewport_size({"width": 1280, "height": height})

    page.goto(address)

    take_picture(page, name)
