"""Stepping into roles, and never mistaking the demonstration for real work."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.audit.record import events_for
from upstander.kernel.people.models import Membership, Organisation, User
from upstander.site.demonstration import (
    NotADemonstration,
    OnlyADemonstration,
    check_demo,
    check_installation,
    check_real,
    mark_installation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    reverse("home")  # the addresses of real work are made up before the setting changes
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.site.demo_urls"


@pytest.fixture
def everybody(db) -> dict[str, User]:
    """One invented person for each role."""
    body = Organisation.objects.create(name="Tarn Street Library")
    people = {}
    for role in ALL_ROLES:
        person = User.objects.create_user(f"{role.code}@merton.example", f"{role.title} Person")
        Membership.objects.create(user=person, organisation=body, role=role.code)
        people[role.code] = person
    return people


def test_every_role_is_listed_with_its_sentence_and_a_button(client, demo, everybody):
    page = client.get("/demo/").content.decode()

    for role in ALL_ROLES:
        assert escape(role.sentence) in page
        assert f'value="{role.code}"' in page
    assert page.count('<button type="submit"') == len(ALL_ROLES)


@pytest.mark.parametrize("role", [role.code for role in ALL_ROLES])
def test_one_click_steps_into_a_role_without_any_password(client, demo, everybody, role):
    response = client.post("/demo/step-in/", {"role": role})

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(everybody[role].pk)
    assert events_for(everybody[role])[0].facts == {"step": "demonstration"}
    assert client.get("/").status_code == 200


def test_one_steps_from_one_role_into_another(client, demo, everybody):
    client.post("/demo/step-in/", {"role": "analyst"})

    client.post("/demo/step-in/", {"role": "strategic_lead"})

    assert client.session["_auth_user_id"] == str(everybody["strategic_lead"].pk)


def test_one_steps_out_again(client, demo, everybody):
    client.post("/demo/step-in/", {"role": "analyst"})

    client.post("/account/sign-out/")

    assert "_auth_user_id" not in client.session


def test_stepping_in_leads_to_the_page_that_was_asked_for(client, demo, everybody):
    asked = client.get("/due/")
    listed = client.get(asked.url)

    response = client.post("/demo/step-in/", {"role": "analyst", "next": "/due/"})

    assert 'name="next" value="/due/"' in listed.content.decode()
    assert response.url == "/due/"


@pytest.mark.parametrize(
    "onward",
    ["https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test/", "due", "health"],
)
def test_stepping_in_leads_to_no_other_site(client, demo, everybody, onward):
    form = {"role": "analyst", "next": onward}

    response = client.post("/demo/step-in/", form)

    assert response.url == "/"


def test_a_button_on_another_site_steps_into_nothing(demo, everybody):
    careful = Client(enforce_csrf_checks=True)

    response = careful.post("/demo/step-in/", {"role": "administrator"})

    assert response.status_code == 403
    assert "_auth_user_id" not in careful.session


def test_looking_at_a_button_steps_into_nothing(client, demo, everybody):
    assert client.get("/demo/step-in/?role=administrator").status_code == 405


def test_a_role_that_nobody_holds_is_not_found(client, demo):
    assert client.post("/demo/step-in/", {"role": "administrator"}).status_code == 404


def test_a_demonstration_without_people_says_how_to_load_it(client, demo):
    assert "upstander demo_load" in client.get("/demo/").content.decode()


def test_real_work_has_no_way_to_step_in(client, everybody):
    answers = [client.get("/demo/"), client.post("/demo/step-in/", {"role": "administrator"})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_demonstration_has_no_pages_for_passwords(client, demo, everybody):
    client.post("/demo/step-in/", {"role": "analyst"})

    paths = ("/account/password/", "/account/forgotten/", "/account/two-step/")

    assert [client.get(path).status_code for path in paths] == [404] * 3


def test_the_public_home_of_a_demonstration_leads_in(client, demo):
    page = client.get("/").content.decode()

    assert 'href="/demo/"' in page
    assert "Demonstration" in page


def test_an_empty_database_may_become_either(settings):
    check_demo()
    check_real()


def test_invented_people_alone_are_a_demonstration(everybody):
    check_demo()

    with pytest.raises(OnlyADemonstration):
        check_real()


def test_one_real_person_stops_a_demonstration(everybody):
    User.objects.create_user("ines@council.test", "Ines Marlow")

    with pytest.raises(NotADemonstration, match="accounts of real people"):
        check_demo()


def test_a_password_stops_a_demonstration(everybody):
    User.objects.create_user("ines@merton.example", "Ines Marlow", "harbour violet trombone")

    with pytest.raises(NotADemonstration, match="password or an authenticator app"):
        check_demo()


def test_the_secret_of_an_app_stops_a_demonstration(everybody):
    TOTP.activate(everybody["analyst"], "JBSWY3DPEHPK3PXP")

    with pytest.raises(NotADemonstration, match="password or an authenticator app"):
        check_demo()


def test_what_was_made_for_real_work_never_becomes_a_demonstration(settings):
    settings.DEMO = False
    mark_installation()
    settings.DEMO = True

    with pytest.raises(NotADemonstration, match="made for real work"):
        check_installation()


def test_what_was_made_as_a_demonstration_never_becomes_real(settings):
    settings.DEMO = True
    mark_installation()
    settings.DEMO = False

    with pytest.raises(OnlyADemonstration, match="empty home"):
        check_installation()


def test_what_a_database_is_for_is_written_once(settings):
    for _ in range(2):
        mark_installation()

    assert [event.facts for event in events_for("installation:real")] == [{"mode": "real"}]


def test_a_database_of_the_other_kind_is_not_marked(settings, everybody):
    settings.DEMO = False

    with pytest.raises(OnlyADemonstration):
        mark_installation()

    assert not events_for("installation:real").exists()


def test_an_address_that_somebody_mistyped_does_not_stop_real_work(settings):
    settings.DEMO = False
    mark_installation()
    User.objects.create_user("ines@council.example", "Ines Marlow")

    check_installation()

    settings.DEMO = True
    with pytest.raises(NotADemonstration, match="made for real work"):
        check_installation()
