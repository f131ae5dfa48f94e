import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from upstander.kernel.audit.record import events_for
from upstander.kernel.people.changes import give_role
from upstander.kernel.people.models import Post, User
from upstander.kernel.testing.people import organisation, person, post

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


@pytest.fixture
def ada(client):
    made = person("administrator", name="Ada Admin")
    client.force_login(made)
    return made


@pytest.fixture
def library():
    return organisation("Tarn Library")


@pytest.fixture
def sam(library):
    return person("caseworker", library, name="Sam Osei")


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def roles(person):
    return User.objects.get(pk=person.pk).roles


def test_a_new_person_comes_with_a_first_role_and_needs_a_link(client, ada, library):
    fields = {
        "name": "Kim",
        "email": "Kim@X.example",
        "organisation": library.pk,
        "role": "analyst",
    }

    answer = client.post(page("people_new"), fields, follow=True)

    kim = User.objects.get(email="kim@x.example")
    assert roles(kim) == {"analyst"}
    assert "No password is set yet" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"role": "analyst"}, "Choose the organisation in which the role is held"),
        ({"organisation": "library"}, "Choose the role in this organisation"),
        ({"email": "SAM@x.example"}, "Somebody has an account with this address already"),
        ({"role": "emperor"}, "There is a problem"),
    ],
)
def test_a_person_that_cannot_be_added_says_why(client, ada, library, fields, sentence):
    person("analyst", email="sam@x.example")
    chosen = {name: library.pk if value == "library" else value for name, value in fields.items()}

    answer = client.post(page("people_new"), {"name": "Kim", "email": "kim@x.example", **chosen})

    assert sentence in answer.content.decode()
    assert not User.objects.filter(name="Kim").exists()


def test_a_link_to_set_a_password_works_and_is_in_the_trail(client, ada, sam):
    words = client.post(page("people_invite", sam.pk)).content.decode()

    link = re.search(r"http://127\.0\.0\.1:8000(/account/new-password/[^<]+)", words)[1]
    client.logout()
    asked = client.get(link, follow=True)
    answer = client.post(
        asked.request["PATH_INFO"], {"password1": "tarn-street-9!", "password2": "tarn-street-9!"}
    )
    assert answer.status_code == 302
    assert User.objects.get(pk=sam.pk).check_password("tarn-street-9!")
    assert events_for(sam).filter(kind="people.invited").count() == 1


def test_nobody_gets_a_link_by_asking_for_the_page(client, ada, sam):
    assert client.get(page("people_invite", sam.pk)).status_code == 405


def test_there_is_no_link_for_an_account_that_is_off(client, ada, library):
    gone = person("analyst", library, active=False)

    answer = client.post(page("people_invite", gone.pk))

    assert answer.status_code == 400
    assert "Switch the account on first" in answer.content.decode()
    assert not events_for(gone).filter(kind="people.invited").exists()


def test_a_role_is_given(client, ada, sam, library):
    fields = {"organisation": library.pk, "role": "analyst"}

    answer = client.post(page("people_give_role", sam.pk), fields)

    assert answer["Location"] == page("people_detail", sam.pk)
    assert told(answer) == ["Sam Osei is now Analyst in Tarn Library."]
    assert roles(sam) == {"caseworker", "analyst"}


def test_a_role_that_is_held_already_or_one_s_own_is_refused_on_the_form(client, ada, sam, library):
    held = client.post(
        page("people_give_role", sam.pk), {"organisation": library.pk, "role": "caseworker"}
    )
    own = client.post(
        page("people_give_role", ada.pk), {"organisation": library.pk, "role": "strategic_lead"}
    )

    assert "holds this role" in held.content.decode()
    assert "Nobody gives themselves a role" in own.content.decode()
    assert (
        "Choose the organisation" in client.post(page("people_give_role", sam.pk)).content.decode()
    )
    assert roles(ada) == {"administrator"}


def test_a_role_ends_after_a_question(client, ada, sam):
    address = page("people_end_role", sam.pk, sam.memberships.get().pk)

    question = client.get(address).content.decode()
    answer = client.post(address)

    assert "End this role of Sam Osei?" in question
    assert told(answer) == ["Sam Osei is no longer Caseworker in Tarn Library."]
    assert roles(sam) == frozenset()
    assert client.get(address).status_code == 404


def test_the_last_administrator_is_told_why_not(client, ada):
    for address in (
        page("people_end_role", ada.pk, ada.memberships.get().pk),
        page("people_switch_off", ada.pk),
    ):
        answer = client.post(address)
        assert "last administrator" in told(answer)[0]

    assert roles(ada) == {"administrator"}
    assert User.objects.get(pk=ada.pk).is_active


def test_a_role_of_somebody_else_does_not_end_by_a_crafted_address(client, ada, sam):
    other = person("analyst")

    assert (
        client.post(page("people_end_role", other.pk, sam.memberships.get().pk)).status_code == 404
    )
    assert roles(sam) == {"caseworker"}


def test_leaving_ends_roles_and_posts_there(client, ada, sam, library):
    post("Librarian", library, holder=sam)
    give_role(sam, organisation=organisation("Other"), role="analyst", by=ada)
    address = page("people_leave", sam.pk, library.pk)

    question = client.get(address).content.decode()
    client.post(address)

    assert "Sam Osei leaves Tarn Library?" in question
    assert roles(sam) == {"analyst"}
    assert Post.objects.get().holder is None
    assert client.get(page("people_leave", sam.pk, 10_000_000)).status_code == 404


def test_an_account_goes_off_and_on_after_a_question(client, ada, sam):
    assert (
        "Switch off the account" in client.get(page("people_switch_off", sam.pk)).content.decode()
    )
    client.post(page("people_switch_off", sam.pk))
    off = client.get(page("people_detail", sam.pk)).content.decode()
    assert "Switch on the account" in client.get(page("people_switch_on", sam.pk)).content.decode()
    client.post(page("people_switch_on", sam.pk))

    assert "This account is off." in off
    assert User.objects.get(pk=sam.pk).is_active


def test_who_is_switched_off_is_out_at_the_next_click(client, ada, sam):
    from django.test import Client

    theirs = Client()
    theirs.force_login(sam)
    assert theirs.get(page("people_list")).status_code == 200

    client.post(page("people_switch_off", sam.pk))

    assert theirs.get(page("people_list")).status_code == 302


def test_a_post_is_handed_over_from_a_day(client, ada, sam, library):
    lead = post("Librarian", library, holder=ada)
    day = {"on_day": "1", "on_month": "12", "on_year": "2024"}

    answer = client.post(page("posts_hand_over", lead.pk), {"to": sam.pk, **day}, follow=True)

    words = answer.content.decode()
    assert "Librarian is now held by Sam Osei." in words
    assert "From Sun 1 Dec 2024" in words
    assert "to Sun 1 Dec 2024" in words


def test_a_hand_over_to_who_holds_the_post_is_refused_on_the_form(client, ada):
    lead = post("Librarian", holder=ada)
    day = {"on_day": "1", "on_month": "12", "on_year": "2024"}

    answer = client.post(page("posts_hand_over", lead.pk), {"to": ada.pk, **day})

    assert "held by the same person already" in answer.content.decode()


@pytest.mark.parametrize("role", ["caseworker", "information_governance", "strategic_lead"])
def test_only_an_administrator_changes_people(client, sam, library, role):
    client.force_login(person(role))
    lead = post("Librarian", library)
    addresses = [
        page("people_give_role", sam.pk),
        page("people_end_role", sam.pk, sam.memberships.get().pk),
        page("people_leave", sam.pk, library.pk),
        page("people_switch_off", sam.pk),
        page("people_switch_on", sam.pk),
        page("people_invite", sam.pk),
        page("posts_hand_over", lead.pk),
    ]

    answers = {address: client.post(address).status_code for address in addresses}

    assert set(answers.values()) == {403}
    assert roles(sam) == {"caseworker"}


def test_a_person_s_page_tells_what_they_hold_and_held(client, ada, sam, library):
    post("Librarian", library, holder=sam)
    client.post(page("people_end_role", sam.pk, sam.memberships.get().pk))
    client.post(page("people_give_role", sam.pk), {"organisation": library.pk, "role": "analyst"})

    words = client.get(page("people_detail", sam.pk)).content.decode()

    assert "Before: Caseworker, Tarn Library" in words
    assert "Librarian" in words
    assert page("trail_list") + f"?actor={sam.pk}" in words


def test_an_organisation_s_page_tells_its_posts_and_people(client, sam, library):
    client.force_login(sam)
    post("Librarian", library)

    words = client.get(page("organisations_detail", library.pk)).content.decode()

    assert "Vacant" in words
    assert "Sam Osei" in words
    assert "Caseworker" in words
