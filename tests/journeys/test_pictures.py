"""The pictures in the README are taken by the walk itself: `make pictures` puts them in place."""

import os
from pathlib import Path

import pytest

PICTURES = {
    "plan-home": ("/plan/", 1500),
    "objective": ("/plan/objectives/18/", 1320),
    "actions": ("/plan/actions/", 1400),
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_the_readme_can_be_taken(step_in, tmp_path, name):
    address, height = PICTURES[name]
    picture = Path(os.environ.get("PICTURES") or tmp_path) / f"{name}.png"
    page = step_in("strategic_lead")
    page.set_viewport_size({"width": 1280, "height": height})

    page.goto(address)
    page.screenshot(path=picture)

    assert picture.stat().st_size > 50_000
    assert (Path(__file__).parents[2] / "docs" / "images" / picture.name).exists()
