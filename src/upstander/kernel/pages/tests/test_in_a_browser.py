import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

AXE = Path(__file__).parents[5] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = 1280, 320
PAGES = [
    ("/design/?form=errors", WIDE),
    ("/design/", NARROW),
    ("/design/?base=public", NARROW),
    ("/accessibility/", NARROW),
    ("/privacy/", WIDE),
]
SPEAK = ("/accessibility/", "/privacy/")  # they ask the database which languages are offered

OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
AT_THE_RIGHT = """() => {
    // the mark, which comes first: its words may fill a narrow page from edge to edge
    const mark = document.querySelector(".up-brand svg").getBoundingClientRect();
    return innerWidth - mark.right < mark.left;
}"""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture(scope="module")
def site():
    """The product on a port of this machine; its own pages ask the database for nothing."""
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, Server, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize(("address", "width"), PAGES)
def test_a_page_has_no_fault_that_a_machine_can_find(page, request, address, width):
    if address in SPEAK:
        site = request.getfixturevalue("demonstration_server").address
    else:
        site = request.getfixturevalue("site")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + address)

    over = page.evaluate(OVER)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)

    assert over == 0
    assert page.complaints == []
    assert [
        (fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]
    ] == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_page_written_from_right_to_left_keeps_to_its_width(page, site, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + "/design/?direction=rtl")

    assert page.evaluate(OVER) == 0
    assert page.evaluate(AT_THE_RIGHT)


def test_an_error_in_the_summary_takes_the_keyboard_to_its_box(page, site):
    page.goto(site + "/design/?form=errors")

    reached = {}
    for link in page.query_selector_all(".govuk-error-summary a"):
        link.focus()
        page.keyboard.press("Enter")
        reached[link.get_attribute("href")] = page.evaluate("() => document.activeElement.id")

    assert len(reached) == 10
    assert {href[1:] for href in reached} == set(reached.values())
    assert all(href == f"#{box}" for href, box in reached.items())


def test_a_page_is_whole_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/design/")

    hidden = page.query_selector_all(
        "[data-up-copy]:visible, .govuk-password-input__toggle:visible"
    )

    assert hidden == []
    assert page.is_visible("text=You can enter up to 300 characters")
    assert page.is_visible(".up-filter form")
    context.close()
