from datetime import UTC, date, datetime

import pytest

from upstander.kernel import clock
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.quarters import changes
from upstander.kernel.quarters.adopted import adopted_plan
from upstander.kernel.quarters.between import BetweenAdopted
from upstander.kernel.quarters.models import Lineage, Snapshot
from upstander.kernel.quarters.views.comparing import _lineage
from upstander.kernel.reference.quarters import quarters_of

JANUARY = datetime(2025, 1, 10, 9, tzinfo=UTC)


def read(review):
    return adopted_plan(Snapshot.objects.select_related("review__plan").get(review=review))


@pytest.fixture
def two(quarter):
    """Two adopted quarters of one year, with something of everything in between."""
    small, lead = quarter.small, quarter.lead
    first = quarter.adopted()
    december = next(o for o in quarter.surgeries.occurrences.all() if "October" in o.label)
    assert december.done_on
    new = plan_changes.add_action(small.objective, text="A new one", by=lead)
    plan_changes.drop_action(small.tenancies, why="Done with.", by=lead)
    plan_changes.edit_item(small.publicity, by=lead, short_title="Tell people")
    plan_changes.set_leads(small.publicity, [plan_changes.NewLead(small.clarion)], by=lead)
    with clock.set_to(JANUARY):
        second = first.next_one()
        plan_changes.add_update(quarter.surgeries, by=quarter.ada, status="completed", text="So.")
        second.adopted()
    return first, second, new


def test_what_changed_between_two_quarters_is_told_kind_by_kind(two):
    first, second, new = two
    between = BetweenAdopted(read(first.review), read(second.review), {})

    assert [(m.action.reference, m.before, m.after) for m in between.moved] == [
        ("18.2", "in_progress", "completed")
    ]
    assert [(r.field, r.before, r.after) for r in between.reworded] == [
        ("short_title", "Publicise the surgeries", "Tell people"),
        ("leads", ["Safer Merton"], ["Clarion"]),
    ]
    assert [action.pk for action in between.added] == [new.pk]
    assert [action.pk for action in between.gone] == [first.small.tenancies.pk]
    assert [(action.reference, more) for action, more in between.done] == [("18.2", 1)]
    assert not between.is_empty


def test_a_quarter_beside_itself_has_not_changed(two):
    first, _, _ = two

    assert BetweenAdopted(read(first.review), read(first.review), {}).is_empty


def test_actions_of_two_years_are_joined_by_their_lineage(quarter):
    quarter.adopted()
    kept = (quarter.small.publicity, quarter.surgeries)
    fates = {action.pk: changes.Fate("carried", "It goes on.") for action in kept}
    fates[quarter.small.tenancies.pk] = changes.Fate("dropped", "Done with.")
    plan = changes.roll_over(quarter.small.plan, fates, title="Next year", by=quarter.lead)
    with clock.set_to(datetime(2025, 7, 1, 9, tzinfo=UTC)):
        later = changes.open_quarter(
            plan, quarters_of("2025-26")[0], answer_by=date(2025, 7, 18), by=quarter.lead
        )
        changes.mark_reviewed(later, by=quarter.lead, leave_open=True)
        changes.adopt(later, by=quarter.lead)

    lineage = _lineage(quarter.review, later)
    between = BetweenAdopted(read(quarter.review), read(later), lineage)

    assert lineage == dict(
        Lineage.objects.filter(kind="carried").values_list("after_id", "before_id")
    )
    assert sorted(was.pk for was, _ in between.pairs) == sorted(action.pk for action in kept)
    assert [action.pk for action in between.gone] == [quarter.small.tenancies.pk]
    assert between.added == []
