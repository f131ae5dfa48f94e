"""What every test of the product shares, wherever it lies."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

UNDER_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
NEEDS_DATABASE = {"db", "transactional_db"}
pytest_plugins = ["tests.journeys.fixtures"]  # a walk may lie beside what it walks through
OVER_THE_WIRE = "live_server"  # asks the pages again, not the database
settings.register_profile("busy", deadline=None)  # how long one example took says who else works
settings.load_profile("busy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="keep the tests that ask the database, to run them on another one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if _asks_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _asks_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("browser") or OVER_THE_WIRE in names:
        return False
    return bool(item.get_closest_marker("django_db") or names & NEEDS_DATABASE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Under CI a skipped test is a failed one: what was not asked was not shown."""
    report = yield
    if UNDER_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _aside(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Copy the empty database before anybody writes to it, where the demonstration is wanted."""
    if not any("demonstration" in getattr(it, "fixturenames", ()) for it in request.session.items):
        yield None
        return
    from tests.aside import Aside

    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        aside = Aside("demonstration", tmp_path_factory.mktemp("aside"))
        yield aside
        aside.close()


@pytest.fixture(scope="session")
def _demonstration_loaded(_aside: Any, django_db_blocker: Any) -> Any:
    """Load the demonstration once a process."""
    from upstander.kernel.registry import capabilities

    with django_db_blocker.unblock(), _aside.asked():
        for capability in sorted(capabilities(), key=lambda part: (part.demo_order, part.slug)):
            if capability.demo:
                capability.demo()
    return _aside


@pytest.fixture
def demonstration(_demonstration_loaded: Any, db: None) -> Iterator[None]:
    """The demonstration's people, plan and story; each test's own changes are taken back."""
    with _demonstration_loaded.asked_and_left_as_it_was():
        yield


@pytest.fixture(autouse=True, scope="session")
def _answers_at_once() -> Iterator[None]:
    """Let a test's server send each answer whole: line by line, both ends wait for one another.

    And what is sent in a second packet goes at once, where a connection is kept open.
    """
    from django.core.servers.basehttp import WSGIRequestHandler

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequestHandler, "wbufsize", 1 << 16)
        patch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's browser; without one the walks are left out, but never under CI."""
    named = os.environ.get("CHROMIUM", "")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not found:
        pytest.skip("there is no Chromium on this machine")
    return found


def _and_wait(click: Callable[..., None]) -> Callable[..., None]:
    """Let a click that leaves the page end when the next page is read, not when it begins.

    The driver only waits for the first byte of it; what lists or counts without waiting would
    then, on a busy machine, find an empty page.
    """

    def click_and_wait(locator: Any, **options: Any) -> None:
        click(locator, **options)
        locator.page.wait_for_load_state()

    return click_and_wait


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium that speaks to nobody but the product."""
    from playwright.sync_api import Locator, sync_playwright

    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # the driver keeps a loop open in the thread of the tests, which ask the database too
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setattr(Locator, "click", _and_wait(Locator.click))
        running = playwright.chromium.launch(executable_path=chromium, args=flags.split())
        yield running
        running.close()
