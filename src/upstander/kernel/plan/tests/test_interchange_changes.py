"""A document held against the plan, and brought home."""

import json
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for, read_head
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation
from upstander.kernel.plan import changes as plan_changes
from upstander.kernel.plan.interchange.commit import PlanMoved, commit
from upstander.kernel.plan.interchange.comparison import compare
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    from_json,
)
from upstander.kernel.plan.interchange.finding import target_of
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.interchange.reading import read_document
from upstander.kernel.plan.interchange.writing import write_document
from upstander.kernel.plan.models import Action, Dependency, Objective, Plan, Theme, Update
from upstander.kernel.testing.people import organisation, person, post

BY = "system:test"
MERTON = Path(__file__).parents[1] / "demo" / "merton.json"

pytestmark = pytest.mark.django_db

SURGERIES = ObjectiveDocument(
    "18",
    "Hold advice surgeries",
    leads=("Safer Merton", "Police"),
    depends_on=("A budget",),
    due=date(2025, 3, 31),
    actions=(
        ActionDocument("Tell people about them", status="in_progress", progress="Six posts"),
        ActionDocument("Hold them face to face", leads=("Clarion",), due=date(2025, 2, 28)),
        ActionDocument("Find a second room"),
    ),
)
CENTRES = ObjectiveDocument(
    "19", "Widen the centres", status="behind", actions=(ActionDocument("Ask the clubs"),)
)
DOCUMENT = PlanDocument(
    "Work plan", "2024-25", (ThemeDocument("3", "Provision", "Support", (SURGERIES, CENTRES)),)
)


@pytest.fixture
def plan():
    return commit(DOCUMENT, None, by=BY, file_name="plan.csv")


def with_action(document, objective, place, **fields):
    """Give the document with one action changed."""
    theme = document.themes[0]
    found = theme.objectives[objective]
    actions = list(found.actions)
    actions[place] = replace(actions[place], **fields)
    return with_objective(document, objective, actions=tuple(actions))


def with_objective(document, place, **fields):
    """Give the document with one objective changed."""
    theme = document.themes[0]
    objectives = list(theme.objectives)
    objectives[place] = replace(objectives[place], **fields)
    return replace(document, themes=(replace(theme, objectives=tuple(objectives)),))


def rows():
    """Count every row that an import can write."""
    kinds = (Plan, Theme, Objective, Action, Update, Dependency, Organisation)
    return {"trail": read_head()[0], **{kind.__name__: kind.objects.count() for kind in kinds}}


def told(changes):
    """Give the changed fields by place."""
    return {item.where: [field.field for field in item.fields] for item in changes.items}


def test_a_new_plan_says_what_its_document_said(plan):
    assert document_of(plan) == DOCUMENT
    assert (plan.starts_on, plan.ends_on) == (date(2024, 4, 1), date(2025, 3, 31))
    assert Update.objects.get(action__text="Tell people about them").source == (
        "imported from plan.csv"
    )
    assert events_for(plan)[0].facts == {"added": 4, "changed": 0}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_unchanged_export_changes_nothing(plan, form):
    written = write_document(document_of(plan), form)
    before = rows()

    read = read_document(BytesIO(written), f"plan.{form}")

    assert compare(read, plan).nothing
    assert compare(read, plan).unchanged == 4
    assert commit(read, target_of(read), by=BY, file_name="x") == plan
    assert rows() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_two_rows_changed_in_the_sheet_are_exactly_two_changes(plan, form):
    edited = with_action(document_of(plan), 0, 1, text="Hold them in the civic centre")
    edited = with_action(edited, 0, 2, status="completed", progress="Found in the library")

    read = read_document(BytesIO(write_document(edited, form)), f"plan.{form}")
    commit(read, plan, by=BY, file_name="edited.csv")

    assert document_of(plan) == edited
    assert [event.kind for event in events_for(plan)[:1]] == ["plan.imported"]
    assert events_for(plan)[0].facts == {"added": 0, "changed": 2}


def test_the_preview_names_each_field_before_and_after(plan):
    edited = with_action(document_of(plan), 0, 0, status="completed", due=date(2025, 3, 1))

    (item,) = compare(edited, plan).items

    assert item.where == "Action 18.1"
    assert [(f.title, f.before_words, f.after_words) for f in item.fields] == [
        ("status", "In Progress/ On Going", "Completed"),
        ("due", "nothing", "1 March 2025"),
    ]


def test_a_new_status_is_an_update_and_the_old_one_stays(plan):
    edited = with_action(document_of(plan), 0, 0, status="behind", progress="Two posts")

    commit(edited, plan, by=BY, file_name="edited.csv")

    action = Action.objects.get(text="Tell people about them")
    assert [(u.status, u.text) for u in action.updates.all()] == [
        ("behind", "Two posts"),
        ("in_progress", "Six posts"),
    ]


def test_a_status_alone_leaves_the_words_that_were_said(plan):
    edited = with_action(document_of(plan), 0, 0, status="behind")

    commit(edited, plan, by=BY, file_name="edited.csv")

    assert document_of(plan).actions[0].progress == "Six posts"
    assert compare(edited, plan).nothing


def test_a_blank_status_or_progress_unsays_nothing(plan):
    edited = with_action(document_of(plan), 0, 0, status=None, progress="")

    changes = compare(edited, plan)

    assert changes.nothing
    assert [warning.where for warning in changes.warnings] == ["Action 18.1", "Action 18.1"]


def test_what_the_file_leaves_out_stays_in_the_plan(plan):
    shorter = with_objective(document_of(plan), 0, actions=document_of(plan).actions[:1])

    changes = compare(shorter, plan)

    assert changes.nothing
    assert changes.missing == (
        "Action 18.2: Hold them face to face",
        "Action 18.3: Find a second room",
    )


def test_a_column_that_the_file_does_not_have_clears_nothing(plan):
    sheet = b"Theme,Objective,Action,Action status\n3,18,Hold them face to face,Behind\n"

    read = read_document(BytesIO(sheet), "plan 2024-25.csv")

    assert told(compare(read, plan)) == {"Action 18.2": ["status"]}


def test_a_row_is_known_by_its_ref_even_when_its_words_change(plan):
    before = document_of(plan)
    edited = with_action(before, 0, 0, text="Tell people of every strand about them")
    edited = with_action(edited, 0, 2, text="Find a second room, with a ramp")

    assert told(compare(edited, plan)) == {"Action 18.1": ["text"], "Action 18.3": ["text"]}


def test_rows_without_refs_are_known_by_their_words(plan):
    before = document_of(plan)
    actions = [replace(action, reference="") for action in before.objectives[0].actions]
    edited = with_objective(before, 0, actions=tuple(reversed(actions)))

    assert compare(edited, plan).nothing


def test_a_row_with_other_words_is_a_new_action(plan):
    before = document_of(plan)
    new = (*before.objectives[0].actions, ActionDocument("Offer interpreters"))

    commit(with_objective(before, 0, actions=new), plan, by=BY, file_name="x.csv")

    assert [a.reference for a in document_of(plan).actions] == [
        "18.1",
        "18.2",
        "18.3",
        "18.4",
        "19.1",
    ]


def test_what_was_taken_out_stays_out(plan):
    older = document_of(plan)
    plan_changes.drop_action(Action.objects.get(text="Find a second room"), why="Found", by=BY)

    changes = compare(older, plan)

    assert changes.nothing
    assert changes.warnings[0].what == "Find a second room"


def test_leads_are_found_whatever_their_case_or_short_name(plan):
    Organisation.objects.filter(name="Police").update(short_name="Met")
    edited = with_objective(document_of(plan), 0, leads=("SAFER  merton", "met"))

    changes = compare(edited, plan)

    assert changes.nothing
    assert changes.organisations == ()


def test_a_lead_that_nobody_knows_is_shown_before_it_is_added(plan):
    edited = with_objective(document_of(plan), 1, leads=("Safer Mertn", "Sports clubs"))

    changes = compare(edited, plan)
    commit(edited, plan, by=BY, file_name="x.csv")

    assert changes.organisations == ("Safer Mertn", "Sports clubs")
    assert [warning.what for warning in changes.warnings] == ["Safer Mertn"]
    assert document_of(plan).objectives[1].leads == ("Safer Mertn", "Sports clubs")


def test_whoever_leads_already_keeps_their_post(plan):
    action = Action.objects.get(text="Hold them face to face")
    clarion = organisation("Clarion")
    officer = post("Housing officer", clarion)
    plan_changes.set_leads(action, [plan_changes.NewLead(clarion, officer)], by=BY)
    edited = with_action(document_of(plan), 0, 1, leads=("Clarion", "Police"))

    commit(edited, plan, by=BY, file_name="x.csv")

    assert [lead.post for lead in action.leads.all()] == [officer, None]


def test_two_objectives_may_begin_and_cease_to_wait(plan):
    edited = with_objective(document_of(plan), 0, depends_on=("A room",))
    edited = with_objective(edited, 1, depends_on=("a  budget", "A room"))

    changes = compare(edited, plan)
    commit(edited, plan, by=BY, file_name="x.csv")

    waits = {d.title: [o.number for o in d.objectives.all()] for d in Dependency.objects.all()}
    assert changes.dependencies == ("A room",)
    assert waits == {"A budget": ["19"], "A room": ["18", "19"]}
    assert compare(edited, plan).nothing


def test_themes_and_objectives_can_be_added(plan):
    before = document_of(plan)
    more = ThemeDocument("4", "Protection", "", (ObjectiveDocument("22", "Landlords"),))
    theme = replace(
        before.themes[0], objectives=(*before.objectives, ObjectiveDocument("20", "Think Family"))
    )

    commit(replace(before, themes=(theme, more)), plan, by=BY, file_name="x.csv")

    assert [o.number for o in document_of(plan).objectives] == ["18", "19", "20", "22"]


def test_an_objective_under_another_theme_stays_where_the_plan_has_it(plan):
    before = document_of(plan)
    moved = ThemeDocument("1", "Elsewhere", "", (before.objectives[1],))
    theme = replace(before.themes[0], objectives=before.objectives[:1])

    changes = compare(replace(before, themes=(moved, theme)), plan)

    assert told(changes) == {}
    assert [(w.where, w.suggestion) for w in changes.warnings] == [
        ("Objective 19", "It stays in theme 3.")
    ]


def test_all_is_saved_or_nothing(plan):
    edited = with_action(document_of(plan), 0, 0, status="completed")
    edited = with_action(edited, 1, 0, leads=("x" * 201,))
    before = rows()

    with pytest.raises(Refused) as refusal:
        commit(edited, plan, by=BY, file_name="x.csv")

    assert refusal.value.details == (
        "Objective 19, action 1: a lead has 201 characters; it may have 200.",
    )
    assert rows() == before


def test_a_failure_in_the_last_row_takes_back_the_first(plan):
    edited = with_action(document_of(plan), 0, 0, status="completed")
    edited = with_action(edited, 1, 0, status="no such status")
    before = rows()

    with pytest.raises(Refused, match="Nothing was saved"):
        commit(edited, plan, by=BY, file_name="x.csv")

    assert rows() == before


def test_a_plan_that_moved_since_the_preview_is_left_alone(plan):
    edited = with_action(document_of(plan), 0, 0, status="completed")
    seen = compare(edited, plan).fingerprint
    plan_changes.add_update(Action.objects.first(), status="on_hold", by=BY)
    before = rows()

    with pytest.raises(PlanMoved):
        commit(edited, plan, by=BY, file_name="x.csv", expected=seen)

    assert rows() == before


def test_a_year_that_is_none_begins_no_plan():
    with pytest.raises(Refused, match="should read like 2024-25"):
        commit(replace(DOCUMENT, year="soon"), None, by=BY, file_name="x.csv")

    assert Plan.objects.count() == 0


@pytest.mark.parametrize("written", ["2024-25", "2024/25", "2024-2025", ""])
def test_a_document_finds_the_plan_of_its_year(plan, written):
    assert target_of(replace(DOCUMENT, year=written)) == plan


def test_a_document_of_another_year_begins_a_plan(plan):
    next_year = replace(DOCUMENT, year="2025-26")

    commit(next_year, target_of(next_year), by=BY, file_name="x.csv")

    assert sorted(plan.year for plan in Plan.objects.all()) == ["2024-25", "2025-26"]


def test_the_person_who_brings_it_signs_for_it(plan):
    amara = person("strategic_lead", name="Amara Osei")
    edited = with_action(document_of(plan), 0, 0, status="completed")

    commit(edited, plan, by=amara, file_name="x.csv")

    assert Update.objects.first().author == amara
    assert events_for(plan)[0].actor_name == "Amara Osei"


def test_an_earlier_day_still_reads_as_it_was(plan):
    with clock.set_to(clock.now().replace(year=2025)):
        commit(
            with_action(document_of(plan), 0, 0, status="completed"), plan, by=BY, file_name="x.csv"
        )

    assert document_of(plan).actions[0].status == "in_progress"


def test_merton_comes_in_quickly_and_goes_out_the_same():
    document = from_json(json.loads(MERTON.read_text("utf-8")))

    begun = time.process_time()
    plan = commit(document, None, by=BY, file_name="merton.json")
    took = time.process_time() - begun

    assert took <= 1.5
    assert document_of(plan) == document
    assert len(document.actions) == 58
