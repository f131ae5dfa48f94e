"""The pictures in the README are taken by the walk itself: `make pictures` puts them in place."""

import pytest

PICTURES = {
    "plan-home": ("/plan/", 1500),
    "objective": ("/plan/objectives/18/", 1320),
    "actions": ("/plan/actions/", 1400),
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_the_readme_can_be_taken(step_in, take_picture, name):
    address, height = PICTURES[name]
    page = step_in("strategic_lead")
    page.set_viewport_size({"width": 1280, "height": height})

    page.goto(address)

    take_picture(page, name)
