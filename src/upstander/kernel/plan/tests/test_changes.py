from datetime import UTC, date, datetime

import pytest

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan import changes
from upstander.kernel.plan.models import Edit, EvidenceItem, Update
from upstander.kernel.plan.models.progress import AppendOnly
from upstander.kernel.plan.reading import read_plan

BY = "system:test"
APRIL = datetime(2024, 4, 2, 9, tzinfo=UTC)
JULY = datetime(2024, 7, 9, 9, tzinfo=UTC)
OCTOBER = datetime(2024, 10, 9, 9, tzinfo=UTC)
NOVEMBER = datetime(2024, 11, 14, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    with clock.set_to(APRIL):
        plan = changes.start_plan(
            title="Work plan",
            year="2024-25",
            starts_on=date(2024, 4, 1),
            ends_on=date(2025, 3, 31),
            by=BY,
        )
        theme = changes.add_theme(plan, number="3", title="Provision", by=BY)
        objective = changes.add_objective(theme, number="18", title="Hold surgeries", by=BY)
        return changes.add_action(objective, text="Hold them face to face", by=BY)


def read(action, on=None):
    plan = read_plan(action.objective.theme.plan, on)
    return next((found for found in plan.actions if found.pk == action.pk), None)


def test_an_update_stays_as_it_was_said(action):
    update = changes.add_update(action, status="in_progress", text="Two held.", by=BY)

    with pytest.raises(AppendOnly):
        update.save()
    with pytest.raises(AppendOnly):
        update.delete()
    with pytest.raises(AppendOnly):
        Update.objects.filter(pk=update.pk).update(text="Three held.")


def test_a_correction_is_a_new_row_that_names_the_one_it_puts_right(action):
    wrong = changes.add_update(action, status="completed", text="Done.", by=BY)

    changes.add_update(action, status="in_progress", text="Not yet.", corrects=wrong, by=BY)

    assert read(action).declared == "in_progress"
    assert [row.text for row in action.updates.all()] == ["Not yet.", "Done."]
    assert events_for(action)[0].kind == "plan.update_corrected"


def test_putting_an_old_update_right_leaves_the_later_one_in_force(action):
    old = changes.add_update(action, status="behind", text="Late.", by=BY)
    changes.add_update(action, status="completed", text="Done.", by=BY)

    changes.add_update(action, status="in_progress", text="It was not late.", corrects=old, by=BY)

    assert read(action).declared == "completed"


def test_the_last_written_of_one_day_counts_whatever_the_hour(action):
    with clock.set_to(datetime(2024, 11, 14, 15, tzinfo=UTC)):
        changes.add_update(action, status="behind", by=BY)
    with clock.set_to(datetime(2024, 11, 14, 10, tzinfo=UTC)):
        changes.add_update(action, status="completed", by=BY)

    assert read(action).declared == "completed"


def test_an_empty_update_is_refused_with_a_sentence(action):
    with pytest.raises(changes.NothingSaid, match="Say how it stands"):
        changes.add_update(action, text="  ", by=BY)

    assert not Update.objects.exists()


def test_a_change_without_its_row_in_the_trail_does_not_happen(action, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(changes, "record", broken)
    piece = changes.NewEvidence("link", "Poster", "https://work.example/poster")

    with pytest.raises(OSError):
        changes.add_update(action, status="completed", evidence=[piece], by=BY)

    assert not Update.objects.exists()
    assert not EvidenceItem.objects.exists()


def test_an_edit_keeps_what_stood_there_before(action):
    changed = changes.edit_item(action, text="Hold them in libraries", due=None, by=BY)

    edit = Edit.objects.get()
    assert changed == ["text"]
    assert (edit.field, edit.before) == ("text", "Hold them face to face")


def test_saying_the_same_again_is_no_edit(action):
    assert changes.edit_item(action, text=action.text, by=BY) == []
    assert not Edit.objects.exists()


def test_an_earlier_day_reads_as_it_was_known_then(action):
    with clock.set_to(JULY):
        changes.add_update(action, status="in_progress", by=BY)
        changes.edit_item(action, text="Hold them in libraries", due=date(2025, 3, 1), by=BY)
        changes.set_leads(action, [lead("Safer Merton")], by=BY)
    with clock.set_to(OCTOBER):
        changes.add_update(action, status="behind", by=BY)
        changes.edit_item(action, text="Hold them anywhere", due=None, by=BY)
        changes.set_leads(action, [lead("Merton CIL"), lead("Safer Merton")], by=BY)

    with clock.set_to(NOVEMBER):
        now, august, june = (
            read(action),
            read(action, date(2024, 8, 1)),
            read(action, date(2024, 6, 1)),
        )

    assert (now.declared, now.text, now.due) == ("behind", "Hold them anywhere", None)
    assert [known.organisation for known in now.leads] == ["Merton CIL", "Safer Merton"]
    assert (august.declared, august.text) == ("in_progress", "Hold them in libraries")
    assert august.due == date(2025, 3, 1)
    assert [known.organisation for known in august.leads] == ["Safer Merton"]
    assert (june.declared, june.text, june.leads) == ("", "Hold them face to face", ())


def test_what_was_added_later_is_not_there_yet(action):
    with clock.set_to(OCTOBER):
        later = changes.add_action(action.objective, text="Publish the dates", by=BY)
    with clock.set_to(NOVEMBER):
        assert read(later) is not None
        assert read(later, date(2024, 8, 1)) is None


def test_an_action_taken_out_is_still_there_on_earlier_days(action):
    with clock.set_to(OCTOBER):
        changes.drop_action(action, why="Merged with 18.1", by=BY)

    with clock.set_to(NOVEMBER):
        assert read(action) is None
        assert read(action, date(2024, 8, 1)).text == "Hold them face to face"
    with pytest.raises(changes.AlreadyDropped):
        changes.drop_action(action, why="Again", by=BY)


def test_an_occurrence_is_done_once(action):
    may = changes.add_occurrence(action, label="May surgery", due_on=date(2024, 5, 16), by=BY)
    changes.mark_done(may, on=date(2024, 5, 16), by=BY)

    with pytest.raises(changes.AlreadyDone, match="May surgery"):
        changes.mark_done(may, on=date(2024, 5, 17), by=BY)


def test_a_met_dependency_no_longer_explains_on_hold(action):
    with clock.set_to(JULY):
        budget = changes.add_dependency(
            action.objective.theme.plan, title="Budget", objectives=[action.objective], by=BY
        )
        changes.add_update(action, status="on_hold", by=BY)
    with clock.set_to(OCTOBER):
        waiting = read(action)
        changes.meet_dependency(budget, on=date(2024, 10, 1), how="Bid awarded", by=BY)
        freed = read(action)

    assert (waiting.suggestion.status, waiting.contradicts) == ("on_hold", False)
    assert (freed.suggestion.status, freed.contradicts) == ("in_progress", True)
    assert freed.suggestion.reason == "Budget: met on 1 October. Nothing holds it now."


def test_a_reason_turns_a_contradiction_into_a_difference(action):
    with clock.set_to(JULY):
        changes.add_update(action, status="completed", by=BY)
        unexplained = read(action)
        changes.add_update(action, status="completed", reason="Minutes to follow", by=BY)
        explained = read(action)

    assert (unexplained.differs, unexplained.contradicts) == (True, True)
    assert (explained.differs, explained.contradicts) == (True, False)


def test_dependency_codes_go_on(action):
    plan = action.objective.theme.plan

    codes = [changes.add_dependency(plan, title=t, by=BY).code for t in ("Budget", "Post")]

    assert codes == ["D1", "D2"]


def lead(name):
    return changes.NewLead(Organisation.objects.get_or_create(name=name)[0])


def test_the_trail_names_only_what_changed_of_a_dependency(action):
    plan = action.objective.theme.plan
    budget = changes.add_dependency(plan, title="Budget", opened_on=date(2024, 5, 1), by=BY)

    changes.update_dependency(
        budget, title="Budget", opened_on=date(2024, 6, 1), objectives=[action.objective], by=BY
    )
    changes.update_dependency(budget, title="Budget", objectives=[action.objective], by=BY)

    assert [event.facts for event in events_for(budget)] == [
        {"fields": ["objectives", "opened_on"]},
        {"code": "D1"},
    ]


def test_dependencies_stand_in_the_order_of_their_numbers(action):
    plan = action.objective.theme.plan
    for number in range(1, 12):
        changes.add_dependency(plan, title=f"Grant {number}", by=BY)

    codes = [dependency.code for dependency in plan.dependencies.all()]

    assert codes == [f"D{number}" for number in range(1, 12)]
    assert [found.code for found in read_plan(plan).dependencies] == codes
