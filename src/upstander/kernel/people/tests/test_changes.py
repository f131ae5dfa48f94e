from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.changes import queue
from upstander.kernel.outbox.models import Message
from upstander.kernel.people import changes
from upstander.kernel.people.changes import (
    add_organisation,
    add_person,
    add_post,
    end_role,
    give_role,
    hand_over_post,
    leave_organisation,
    switch_off,
    switch_on,
    update_organisation,
    update_person,
    update_post,
)
from upstander.kernel.people.models import Membership, Organisation, Post, User
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return person("administrator", name="Ada Admin")


@pytest.fixture
def body():
    return organisation("Tarn Street Library")


def kinds(instance):
    return [event.kind for event in events_for(instance)]


def latest(instance):
    return events_for(instance).first().facts


def test_adding_an_organisation_is_on_its_record(ada):
    body = add_organisation(name="Weir End Hall", sector="council", by=ada)

    assert kinds(body) == ["people.organisation_added"]
    assert latest(body) == {"sector": "council"}


def test_two_organisations_cannot_have_one_name(ada, body):
    with pytest.raises(ValidationError):
        add_organisation(name=body.name, by=ada)


def test_the_trail_keeps_of_an_organisation_its_sector_and_else_names_of_fields(ada, body):
    update_organisation(body, by=ada, sector="council", email="desk@library.example")

    assert latest(body) == {"sector": ["voluntary", "council"], "fields": ["email"]}


def test_an_update_that_changes_nothing_leaves_no_row(ada, body):
    post = add_post(organisation=body, title="Librarian", by=ada)
    counted = len(kinds(body)), len(kinds(ada)), len(kinds(post))

    update_organisation(body, by=ada, name=body.name)
    update_person(ada, by=ada, name=ada.name)
    update_post(post, by=ada, title="Librarian")

    assert (len(kinds(body)), len(kinds(ada)), len(kinds(post))) == counted


def test_an_invited_person_has_no_password_until_they_set_one(ada):
    sam = add_person(name="Sam Osei", email=" Sam@Library.EXAMPLE ", by=ada)

    assert sam.email == "sam@library.example"
    assert not sam.has_usable_password()
    assert sam.roles == frozenset()


def test_a_person_may_get_a_first_role_at_once(ada, body):
    sam = add_person(name="Sam", email="s@x.example", organisation=body, role="analyst", by=ada)

    assert sam.roles == {"analyst"}
    assert kinds(sam) == ["people.role_given", "people.person_added"]


def test_the_trail_never_keeps_a_name_or_an_address(ada):
    sam = add_person(name="Sam Marker", email="marker@x.example", by=ada)

    update_person(sam, by=ada, name="Samira Marker", email="MARKER2@x.example")

    assert latest(sam) == {"fields": ["email", "name"]}
    assert "arker" not in "".join(event.detail for event in events_for(sam))


def test_a_role_is_in_force_from_the_day_it_is_given(ada, body):
    sam = person(None)

    give_role(sam, organisation=body, role="caseworker", by=ada)
    give_role(sam, organisation=body, role="analyst", by=ada, starts_on=today() + timedelta(days=1))

    assert sam.roles == {"caseworker"}
    assert sam.organisations_as("caseworker") == {body.pk}
    assert sam.organisations_as("analyst") == frozenset()
    assert latest(sam) == {
        "role": "analyst",
        "organisation": "Tarn Street Library",
        "on": "2024-11-15",
    }


def test_nobody_gives_themselves_a_role(ada, body):
    with pytest.raises(Refused, match="Ask another administrator"):
        give_role(ada, organisation=body, role="strategic_lead", by=ada)


def test_a_role_is_not_held_twice(ada, body):
    sam = person("analyst", body)

    with pytest.raises(Refused, match="already"):
        give_role(sam, organisation=body, role="analyst", by=ada)


def test_an_ended_role_is_gone_at_the_next_click(ada, body):
    sam = person("analyst", body)

    end_role(sam.memberships.get(), by=ada)

    assert User.objects.get(pk=sam.pk).roles == frozenset()


def test_a_role_ended_and_given_back_on_one_day_is_held(ada, body):
    sam = person("analyst", body)
    end_role(sam.memberships.get(), by=ada)

    give_role(sam, organisation=body, role="analyst", by=ada)

    assert User.objects.get(pk=sam.pk).roles == {"analyst"}
    assert sam.memberships.count() == 1


def test_ending_a_role_again_changes_nothing(ada, body):
    sam = person("analyst", body)
    membership = end_role(sam.memberships.get(), by=ada)
    counted = len(kinds(sam))

    end_role(membership, by=ada)

    assert len(kinds(sam)) == counted


def test_a_role_may_end_on_a_later_day(ada, body):
    sam = person("analyst", body)

    end_role(sam.memberships.get(), by=ada, on=today() + timedelta(days=7))

    assert User.objects.get(pk=sam.pk).roles == {"analyst"}
    assert not sam.memberships.current(today() + timedelta(days=7)).exists()


def test_the_last_administrator_cannot_stop_being_one(ada):
    with pytest.raises(Refused, match="last administrator"):
        end_role(ada.memberships.get(), by=ada)


def test_the_last_administrator_cannot_be_switched_off(ada):
    person("administrator", active=False)

    with pytest.raises(Refused, match="last administrator"):
        switch_off(ada, by=ada)


def test_the_last_administrator_cannot_leave_their_organisation(ada):
    with pytest.raises(Refused, match="last administrator"):
        leave_organisation(ada, organisation=ada.memberships.get().organisation, by=ada)

    assert Membership.objects.current().filter(role="administrator").exists()


def test_one_of_two_administrators_may_go(ada):
    eve = person("administrator", name="Eve")

    switch_off(eve, by=ada)

    assert not eve.is_active
    with pytest.raises(Refused):
        switch_off(ada, by=eve)


def test_an_administrator_in_two_bodies_may_leave_one(ada, body):
    give_role(ada, organisation=body, role="administrator", by="system:tests")

    leave_organisation(ada, organisation=body, by=ada)

    assert User.objects.get(pk=ada.pk).roles == {"administrator"}


def test_an_account_goes_off_and_on_and_both_are_on_record(ada):
    sam = person("analyst")

    switch_off(switch_off(sam, by=ada), by=ada)
    switch_on(switch_on(sam, by=ada), by=ada)

    assert sam.is_active
    assert kinds(sam)[:2] == ["people.person_switched_on", "people.person_switched_off"]
    assert len(kinds(sam)) == 4


def test_whoever_is_switched_off_gets_no_message_that_still_waits(ada):
    sam, kim = person("analyst"), person("analyst")
    for colleague in (sam, kim):
        queue("outbox.test", to=colleague, context={"sent_from": "here"}, by=ada)

    switch_off(sam, by=ada)

    states = dict(Message.objects.values_list("to", "state"))
    assert states == {key_of(sam): "stopped", key_of(kim): "queued"}
    assert kinds(sam)[:2] == ["outbox.stopped", "people.person_switched_off"]


def test_what_waits_for_a_person_follows_them_to_a_new_address(ada):
    sam = person("analyst", email="sam@council.example")
    message = queue("outbox.test", to=sam, context={"sent_from": "here"}, by=ada)

    update_person(sam, by=ada, name="Samira")
    update_person(sam, by=ada, email="Samira@council.example")

    message.refresh_from_db()
    assert message.open().to == "samira@council.example"


def test_leaving_an_organisation_ends_its_roles_and_posts_and_no_others(ada, body):
    sam = person("analyst", body)
    give_role(sam, organisation=organisation("Other"), role="caseworker", by=ada)
    there = post("Librarian", body, holder=sam)
    elsewhere = post("Clerk", organisation("Other"), holder=sam)

    leave_organisation(sam, organisation=body, by=ada)

    assert User.objects.get(pk=sam.pk).roles == {"caseworker"}
    assert list(Post.objects.filter(holder=sam)) == [elsewhere]
    assert kinds(there)[0] == "people.post_handed_over"
    assert kinds(sam)[0] == "people.organisation_left"


def test_a_hand_over_keeps_who_held_the_post_before(ada, body):
    sam, kim = person("analyst", body), person("analyst", body)
    lead = post("Librarian", body, holder=sam)

    hand_over_post(lead, to=kim, by=ada, on=today() + timedelta(days=3))

    assert [(h.user, h.starts_on, h.ends_on) for h in lead.holdings.order_by("pk")] == [
        (sam, date(2024, 11, 14), date(2024, 11, 17)),
        (kim, date(2024, 11, 17), None),
    ]
    assert lead.holder == kim


def test_a_post_may_be_left_vacant(ada):
    lead = post(holder=ada)

    hand_over_post(lead, to=None, by=ada)

    assert lead.holder is None
    assert latest(lead) == {"vacant": True, "on": "2024-11-14"}


def test_a_post_does_not_pass_to_who_holds_it_or_to_who_cannot_sign_in(ada):
    lead = post(holder=ada)

    with pytest.raises(Refused, match="same person"):
        hand_over_post(lead, to=ada, by=ada)
    with pytest.raises(Refused, match="switched off"):
        hand_over_post(lead, to=person("analyst", active=False), by=ada)


def test_a_new_holder_is_a_hand_over_wherever_it_is_typed(ada, body):
    sam = person("analyst", body)
    lead = post("Librarian", body)

    update_post(lead, by=ada, title="Head librarian", holder=sam)

    assert kinds(lead) == [
        "people.post_handed_over",
        "people.post_changed",
        "people.post_added",
    ]
    assert lead.holdings.get().user == sam


def test_a_post_has_one_title_in_one_organisation(ada, body):
    post("Librarian", body)

    with pytest.raises(ValidationError):
        add_post(organisation=body, title="Librarian", by=ada)


CHANGES = {
    "add_organisation": lambda ada, body, sam: add_organisation(name="New", by=ada),
    "update_organisation": lambda ada, body, sam: update_organisation(body, by=ada, name="New"),
    "add_person": lambda ada, body, sam: add_person(name="New", email="n@x.example", by=ada),
    "update_person": lambda ada, body, sam: update_person(sam, by=ada, name="New"),
    "switch_off": lambda ada, body, sam: switch_off(sam, by=ada),
    "give_role": lambda ada, body, sam: give_role(
        sam, organisation=body, role="caseworker", by=ada
    ),
    "end_role": lambda ada, body, sam: end_role(sam.memberships.get(), by=ada),
    "leave_organisation": lambda ada, body, sam: leave_organisation(sam, organisation=body, by=ada),
    "add_post": lambda ada, body, sam: add_post(organisation=body, title="New", by=ada),
    "hand_over_post": lambda ada, body, sam: hand_over_post(Post.objects.get(), to=ada, by=ada),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_whose_trail_row_fails_is_not_saved(ada, body, monkeypatch, change):
    def broken(*args, **kwargs):
        raise DatabaseError("the disk is full")

    sam = person("analyst", body)
    post("Librarian", body, holder=sam)
    before = everything()
    monkeypatch.setattr(changes, "record", broken)

    with pytest.raises(DatabaseError):
        change(ada, body, sam)

    assert everything() == before


def everything():
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in (Organisation, User, Membership, Post)
    }


def test_roles_are_one_query_a_request(ada, django_assert_num_queries):
    sam = User.objects.get(pk=ada.pk)

    with django_assert_num_queries(1):
        assert sam.roles
        assert sam.organisations_as("administrator")


def test_the_role_of_an_outsider_opens_no_list():
    outsider = person(None)

    assert not User.objects.visible_to(outsider).exists()
    assert not Organisation.objects.visible_to(outsider).exists()
    assert not Post.objects.visible_to(outsider).exists()
