"""Plans in the layouts that councils use, written out by hand beside what is read."""

import pytest

from upstander.kernel.plan.recognition.tests import (
    layouts_councils,
    layouts_drawn,
    layouts_exports,
    layouts_forms,
    layouts_labels,
    layouts_more,
    layouts_odd,
    layouts_offices,
    layouts_pages,
    layouts_sheets,
    layouts_unruled,
    layouts_word,
)
from upstander.kernel.plan.recognition.tests.sketching import plan_in, sketch

CASES = {
    **{f"docx: {name}": case for name, case in layouts_word.LAYOUTS.items()},
    **layouts_sheets.LAYOUTS,
    **layouts_pages.LAYOUTS,
    **layouts_odd.LAYOUTS,
    **layouts_more.LAYOUTS,
    **layouts_forms.LAYOUTS,
    **layouts_exports.LAYOUTS,
    **layouts_drawn.LAYOUTS,
    **layouts_offices.LAYOUTS,
    **layouts_labels.LAYOUTS,
    **layouts_councils.LAYOUTS,
    **layouts_unruled.LAYOUTS,
}


@pytest.mark.parametrize("name", CASES)
def test_a_plan_is_read_whatever_its_layout(name):
    made, expected = CASES[name]

    plan = plan_in(made(), f"plan.{name.partition(':')[0]}")

    assert sketch(plan) == expected.strip()
