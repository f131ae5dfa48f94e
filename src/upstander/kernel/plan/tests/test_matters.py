"""What of the plan needs talking about, and what may be told of it."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from upstander.kernel import clock
from upstander.kernel.figures import Period
from upstander.kernel.plan import changes
from upstander.kernel.plan.matters import matters_of_the_plan
from upstander.kernel.plan.news import news_of_the_plan
from upstander.kernel.quarters.changes import open_quarter
from upstander.kernel.quarters.news import to_adopt
from upstander.kernel.reference.quarters import quarters_of

BY = "system:test"
NOVEMBER = Period(date(2024, 11, 1), date(2024, 11, 30))


def test_an_empty_product_has_nothing_to_talk_about(db):
    assert matters_of_the_plan() == []
    assert news_of_the_plan(NOVEMBER) == []
    assert to_adopt() == []


def test_an_action_comes_up_once_with_its_difference_before_what_is_late(borough_plan):
    found = {matter.source: matter for matter in matters_of_the_plan()}

    surgeries = found[f"plan.action:{borough_plan.surgeries.pk}"]
    assert surgeries.heading == "Needs a reason"
    assert "August is missing" in surgeries.text
    assert f"plan.action:{borough_plan.publicity.pk}" not in found
    assert found[f"plan.dependency:{borough_plan.dependency.pk}"].title == "Budget to be identified"
    assert len(found) == len(matters_of_the_plan())


def test_a_difference_that_somebody_explains_is_late_at_most(borough_plan):
    changes.add_update(
        borough_plan.surgeries, status="in_progress", reason="The room was flooded.", by=BY
    )

    found = [m for m in matters_of_the_plan() if m.title.startswith("18.2")]

    assert [m.heading for m in found] == ["Late"]


def test_what_was_waited_for_and_came_is_no_matter_any_more(borough_plan):
    changes.meet_dependency(borough_plan.dependency, on=date(2024, 11, 4), how="A bid won", by=BY)

    assert not [m for m in matters_of_the_plan() if m.heading == "Waits"]


@pytest.mark.parametrize(("day", "told"), [(date(2024, 11, 1), True), (date(2024, 10, 31), False)])
def test_news_are_of_the_period_alone(borough_plan, day, told):
    with clock.set_to(datetime(day.year, day.month, day.day, 23, tzinfo=UTC)):
        piece = changes.NewEvidence("file", "Poster", file=ContentFile(b"%PDF-", "p.pdf"))
        changes.add_update(borough_plan.publicity, status="completed", evidence=[piece], by=BY)

    found = {(item.heading, item.title) for item in news_of_the_plan(NOVEMBER)}

    wanted = {
        ("Actions that moved", "18.1 Publicise the surgeries: Completed"),
        ("New evidence", "18.1 Publicise the surgeries: Poster"),
    }
    assert found == (wanted if told else set())


def test_a_quarter_that_waits_for_the_group_comes_up(borough_plan):
    first = quarters_of("2024-25")[0]
    open_quarter(
        borough_plan.plan,
        first,
        answer_by=date(2024, 11, 20),
        meeting_on=None,
        by=BY,
        by_letter=False,
    )

    (matter,) = to_adopt()

    assert matter.title.startswith("Quarter 1, 2024-25")
    assert matter.url.endswith("/adopt/")
