"""What the bench of documents measures is what it says."""

from dataclasses import replace
from io import BytesIO

import pytest

from upstander.kernel.plan.opening import open_plan
from upstander.site.benches import group_layout
from upstander.site.benches.documents import kept, long_plan, merton


@pytest.fixture(scope="module")
def plan():
    return merton()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["txt", "docx", "xlsx", "pdf"])
def test_a_group_s_own_file_without_our_marks_is_read_whole(plan, form):
    content = getattr(group_layout, f"as_{form}")(plan)

    read = open_plan(BytesIO(content), f"plan.{form}")

    assert [o.number for o in read.objectives] == [o.number for o in plan.objectives]
    assert kept(plan, read) >= 0.98
    assert read != plan  # it was recognised, not carried along as data


def test_what_is_lost_or_misplaced_is_not_counted_as_kept(plan):
    first, *rest = plan.themes
    moved = replace(first, objectives=first.objectives[1:])

    assert kept(plan, plan) == 1
    assert 0.8 < kept(plan, replace(plan, themes=(moved, *rest))) < 0.98


def test_a_long_plan_has_as_many_actions_as_was_asked(plan):
    assert len(long_plan(plan, 500).actions) == 500
