import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.urls import reverse

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.administration.declarations import OrganisationViews, PeopleViews
from upstander.kernel.audit.record import events_for
from upstander.kernel.people.changes import give_role, switch_off, update_organisation
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.records import looking
from upstander.kernel.records.telling import Fact, facts_of
from upstander.kernel.records.views import RecordViews
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "Tarn Library",
    "short_name": "",
    "sector": "council",
    "email": "",
    "active": "on",
}


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


@pytest.fixture
def ada(client):
    made = person("administrator", name="Ada Admin")
    client.force_login(made)
    return made


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_new_record_is_saved_and_shown(client, ada):
    answer = client.post(page("organisations_new"), FIELDS)

    made = Organisation.objects.get(name="Tarn Library")
    assert answer["Location"] == page("organisations_detail", made.pk)
    assert told(answer) == ["Tarn Library was added."]
    assert events_for(made).get().actor_name == "Ada Admin"


def test_a_form_with_a_fault_saves_nothing_and_loses_nothing_typed(client, ada):
    answer = client.post(page("organisations_new"), {**FIELDS, "email": "at the desk"})

    words = answer.content.decode()
    assert "There is a problem" in words
    assert "<title>Error: " in words
    assert 'value="at the desk"' in words
    assert 'value="Tarn Library"' in words
    assert not Organisation.objects.filter(name="Tarn Library").exists()


def test_what_a_change_refuses_stands_on_the_form(client, ada):
    gone = person("analyst", name="Gone")
    lead = post("Librarian", holder=ada)
    post("Other", holder=gone)
    switch_off(gone, by=ada)
    fields = {"organisation": lead.organisation_id, "title": "Librarian", "holder": gone.pk}

    answer = client.post(page("posts_edit", lead.pk), fields)

    assert "Gone is switched off" in answer.content.decode()
    assert Post.objects.get(pk=lead.pk).holder == ada


def opened(client, body):
    """What a browser holds once somebody has opened the form."""
    context = client.get(page("organisations_edit", body.pk)).context
    fields = {name: context["form"][name].value() for name in FIELDS}
    return {**{n: v for n, v in fields.items() if v is not False}, "seen": context["seen"]}


def test_two_people_who_change_different_fields_do_not_undo_each_other(client, ada):
    body = organisation("Tarn Library", sector="council", short_name="Tarn")
    typed = opened(client, body)
    update_organisation(body, by=ada, sector="police", active=False)

    client.post(page("organisations_edit", body.pk), {**typed, "email": "a@x.example"})

    body.refresh_from_db()
    assert (body.sector, body.active, body.email) == ("police", False, "a@x.example")
    assert events_for(body).first().facts == {"fields": ["email"]}


def test_who_changes_the_same_field_second_is_asked_to_look_again(client, ada):
    body = organisation("Tarn Library", sector="council")
    typed = {**opened(client, body), "sector": "housing", "short_name": "Tarn"}
    update_organisation(body, by=ada, sector="police")

    asked = client.post(page("organisations_edit", body.pk), typed)
    between = Organisation.objects.get(pk=body.pk)
    client.post(page("organisations_edit", body.pk), {**typed, "seen": asked.context["seen"]})

    assert "Somebody else has changed this since you opened the page" in asked.content.decode()
    assert (between.sector, between.short_name) == ("police", "")
    assert Organisation.objects.get(pk=body.pk).sector == "housing"


@pytest.mark.parametrize("seen", ["", "x", "[]", '{"sector": 1}'])
def test_a_crafted_mark_of_what_was_seen_breaks_nothing(client, ada, seen):
    body = organisation("Tarn Library", sector="council")

    answer = client.post(page("organisations_edit", body.pk), {**FIELDS, "email": "", "seen": seen})

    assert answer.status_code == 302


def test_a_change_that_the_model_refuses_stands_by_its_field(client, ada, monkeypatch):
    def refuse(*, by, **fields):
        raise ValidationError({"name": "Not this name", "vanished": "Not this either"})

    def refuse_all(record, *, by, **fields):
        raise ValidationError("Not like this")

    monkeypatch.setattr(OrganisationViews, "create", staticmethod(refuse))
    monkeypatch.setattr(OrganisationViews, "update", staticmethod(refuse_all))
    body = organisation("Other")

    new = client.post(page("organisations_new"), FIELDS)
    edit = client.post(page("organisations_edit", body.pk), FIELDS)

    assert dict(new.context["form"].errors) == {
        "name": ["Not this name"],
        "__all__": ["Not this either"],
    }
    assert edit.context["form"].non_field_errors() == ["Not like this"]


def test_saving_without_a_change_writes_nothing(client, ada):
    body = organisation("Tarn Library", sector="council")
    counted = events_for(body).count()

    answer = client.post(page("organisations_edit", body.pk), FIELDS)

    assert told(answer) == ["Nothing was changed."]
    assert events_for(body).count() == counted


def test_a_record_that_is_not_there_is_not_found(client, ada):
    for name in ("detail", "edit", "history"):
        assert client.get(page(f"organisations_{name}", 10_000_000)).status_code == 404
    assert client.post(page("organisations_edit", 10_000_000), FIELDS).status_code == 404


@pytest.mark.parametrize("name", ["edit", "detail", "history"])
def test_who_lacks_the_right_is_refused_alike_for_records_that_are_and_are_not(client, name):
    body = organisation("Tarn Library")
    client.force_login(person(None))

    there = client.get(page(f"organisations_{name}", body.pk)).status_code
    missing = client.get(page(f"organisations_{name}", 10_000_000)).status_code

    assert (there, missing) == (403, 403)


def test_a_colleague_sees_a_record_and_its_history_and_no_way_to_change_it(client):
    body = organisation("Tarn Library")
    client.force_login(person("caseworker"))

    answer = client.get(page("organisations_detail", body.pk))

    assert answer.status_code == 200
    assert page("organisations_edit", body.pk) not in answer.content.decode()
    assert client.get(page("organisations_history", body.pk)).status_code == 200
    assert client.post(page("organisations_edit", body.pk), FIELDS).status_code == 403


def test_the_history_tells_in_words_who_did_what_and_when(client, ada):
    body = organisation("Tarn Library")
    update_organisation(body, by=ada, sector="council", name="Tarn Street Library")

    answer = client.get(page("organisations_history", body.pk))

    words = answer.content.decode()
    assert "Changed an organisation" in words
    assert "by Ada Admin" in words
    assert "Changed: Name" in words
    assert "Voluntary and community</del>" in words
    assert "<ins>Council</ins>" in words


def test_a_very_long_history_says_that_there_is_more(client, ada, monkeypatch):
    monkeypatch.setattr(looking, "MOST_EVENTS", 3)
    body = organisation("Tarn Library")
    for number in range(3):
        update_organisation(body, by=ada, short_name=str(number))

    answer = client.get(page("organisations_history", body.pk))

    assert "The latest 3 are shown." in answer.content.decode()


class Event:
    def __init__(self, record="file:letter.txt", **facts):
        self.record, self.facts = record, facts


def test_facts_of_the_trail_are_told_by_what_they_are():
    event = Event(
        on="2024-11-14",
        role="caseworker",
        fields=["name", "joined_on"],
        sector=["council", "police"],
        strands=["race", "religion", "disability"],
        empty="",
        count=3,
        done=True,
        met=[None, "2024-12-01"],
    )

    assert facts_of(event, {"name": "Full name"}) == [
        Fact("Role", "", "Caseworker", moved=False),
        Fact("Changed", "", "Full name, joined on", moved=False),
        Fact("Sector", "council", "police"),
        Fact("Strands", "", "race, religion, disability", moved=False),
        Fact("Count", "", "3", moved=False),
        Fact("Done", "", "Yes", moved=False),
        Fact("Met", "", "1 Dec 2024"),
        Fact("On", "", "14 Nov 2024", moved=False),
    ]


@pytest.mark.django_db
def test_codes_and_keys_are_told_as_the_fields_of_the_record_say_them():
    body = Organisation.objects.create(name="Tarn Street Library")
    known = Event("people.organisation:1", sector=["council", "gone"], purpose="partnership")
    role = Event("people.membership:1", organisation=body.pk, user=[None, 987], active=True)

    assert [(fact.before, fact.after) for fact in facts_of(known)] == [
        ("Council", "gone"),
        ("", all_purposes()["partnership"].title),
    ]
    assert [(fact.before, fact.after) for fact in facts_of(role)] == [
        ("", "Tarn Street Library"),
        ("", "987"),
        ("", "Yes"),
    ]


@pytest.mark.parametrize("name", ["sector", "purpose"])
def test_a_row_that_keeps_several_values_or_named_ones_of_a_field_is_told(name):
    told = Event("people.organisation:1", **{name: [["council", "police"], []]})
    named = Event("people.organisation:1", **{name: {"old": "council"}})

    assert "council" in facts_of(told)[0].before
    assert "council" in facts_of(named)[0].after


def test_a_kind_of_record_without_a_form_has_no_page_to_change_it():
    class Plain(RecordViews):
        slug = "plain"
        model = Organisation
        columns = ()

    assert Plain.pages() == {"list", "detail", "history", "export"}
    assert Plain.verb("edit") == "plain.change"
    assert Plain.verb("list") == "plain.view"
    assert Plain.code == "plain.plain"
    assert [address.name for address in Plain.urls()] == ["list", "export", "detail", "history"]
    with pytest.raises(ImproperlyConfigured):
        Plain.make_form(None)


def test_a_dataset_gives_the_columns_of_the_page(ada):
    give_role(
        person("analyst", name="Sam"), organisation=organisation("A"), role="caseworker", by=ada
    )
    dataset = PeopleViews.dataset()

    rows = list(dataset.rows(ada))

    assert dataset.verb == "people.manage"
    assert [set(row) for row in rows] == [{column.name for column in dataset.columns}] * 2
    assert rows[1]["roles_held"] == "Analyst, Safer Merton\nCaseworker, A"
