"""A demonstration that really runs, and a browser that steps into it."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from upstander.kernel.testing.served import Served, command, served, surroundings


@pytest.fixture(scope="session")
def installed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `upstander init` makes it for a borough, to be copied; made once for all."""

    def make(home: Path) -> None:
        words = command("init", "--borough", "Wexbourne")
        subprocess.run(words, env=surroundings(home), check=True, stdout=subprocess.DEVNULL)

    return _once_for_all(tmp_path_factory, "installed", make)


@pytest.fixture(scope="session")
def demonstration_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demonstration as `make run` fills it, to be copied; filled once for all."""

    def fill(home: Path) -> None:
        with served(home, "--demo"):
            pass

    return _once_for_all(tmp_path_factory, "demonstration", fill)


def _once_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Make a home unless another process of this run of the tests did."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other worker waits until it is whole
        if not (shared / f"{name}.whole").exists():
            make(shared / name)
            (shared / f"{name}.whole").touch()
    return shared / name


@pytest.fixture(scope="session")
def demonstration_server(
    demonstration_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demonstration as `make run` starts it, in a home of its own."""
    home = shutil.copytree(demonstration_home, tmp_path_factory.mktemp("journeys") / "home")
    with served(home, "--demo") as running:
        yield running


@pytest.fixture
def step_in(browser: Any, demonstration_server: Served) -> Iterator[Callable[..., Any]]:
    """Open a browser of one's own and step into a role; every complaint of the page fails it."""
    with visitors_of(browser, demonstration_server) as enter:
        yield enter


@contextmanager
def visitors_of(browser: Any, server: Served) -> Iterator[Callable[..., Any]]:
    """Give what opens a browser at a server and steps into a role there."""
    contexts, complaints = [], []

    def enter(role: str = "", *, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(
            base_url=server.address,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_error(said) else None)
        if role:
            page.goto("/demo/")
            page.locator(f'form:has(input[value="{role}"]) button').click()
            page.wait_for_url("**/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def _is_error(said: Any) -> bool:
    # a page that answers 400, 404 or 410 on purpose is noted by the browser as well
    return said.type == "error" and "status of 4" not in said.text


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker of accessibility, as a script."""
    root = Path(__file__).parents[2]
    return (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(
    document, {runOnly: tags, resultTypes: ['violations'], preload: false}
).then(found => found.violations)"""
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def faults_of(axe: str) -> Callable[[Any], list[Any]]:
    """List what a machine finds wrong with a page as it stands, and whether it scrolls sideways."""

    def look(page: Any) -> list[Any]:
        page.evaluate("scrollTo(0, 0)")  # a head that stays in sight lies over no row then
        page.evaluate(axe)
        found = page.evaluate(RUN, TAGS)
        over = page.evaluate(OVER)
        faults = [(fault["id"], fault["nodes"][0]["html"]) for fault in found]
        return [*faults, *([("sideways", over)] if over else [])]

    return look


@pytest.fixture
def take_picture(tmp_path: Path) -> Callable[[Any, str], None]:
    """Take a picture for the README; `make pictures` puts it in place, a test throws it away."""

    def take(page: Any, name: str) -> None:
        picture = Path(os.environ.get("PICTURES") or tmp_path) / f"{name}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 50_000
        assert (Path(__file__).parents[2] / "docs" / "images" / picture.name).exists()

    return take


@pytest.fixture(scope="session")
def poor_plan() -> str:
    """A plan document with everything that makes plans hard to read, for a year of its own."""
    written = (Path(__file__).parents[2] / POOR).read_text(encoding="utf-8")
    return written.replace("2024-2025", "2031-2032").replace("2024-25", "2031-32")


POOR = "src/upstander/kernel/plan/recognition/tests/poor_copy.txt"
