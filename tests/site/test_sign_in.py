"""Coming in, and going out."""

import re
import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.site.conftest import PASSWORD, code_of, recovery_codes
from upstander.kernel.audit.record import events_for
from upstander.kernel.jobs.models import ScheduleRun
from upstander.kernel.jobs.work import Work
from upstander.kernel.outbox.models import Message
from upstander.kernel.outbox.ways import Way
from upstander.kernel.people.invitations import invitation_link
from upstander.kernel.people.models import Membership, Organisation, User
from upstander.site.changes import forget_app, tidy

pytestmark = pytest.mark.django_db
CODE = "/account/two-step/code/"
SET_UP = "/account/two-step/app/"


def who(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_a_password_alone_opens_nothing_to_whoever_has_an_app(client, knock, colleague, secret):
    response = knock(colleague.email)

    assert response.url == CODE
    assert who(client) == ""


def test_a_password_and_a_code_open_the_door(client, knock, colleague, secret):
    knock(colleague.email)

    response = client.post(CODE, {"code": code_of(secret)})

    assert response.url == "/"
    assert who(client) == str(colleague.pk)


def test_a_code_opens_the_door_once(client, knock, colleague, secret):
    code = code_of(secret, steps=1)
    knock(colleague.email)
    client.post(CODE, {"code": code})
    client.post("/account/sign-out/")
    knock(colleague.email)

    response = client.post(CODE, {"code": code})

    assert "or was used before" in response.content.decode()
    assert who(client) == ""


def test_a_code_of_half_a_minute_ago_still_counts(client, knock, colleague, secret):
    knock(colleague.email)

    client.post(CODE, {"code": code_of(secret, steps=-1)})

    assert who(client) == str(colleague.pk)


def test_an_old_code_opens_nothing(client, knock, colleague, secret):
    knock(colleague.email)

    client.post(CODE, {"code": code_of(secret, steps=-3)})

    assert who(client) == ""


def test_a_recovery_code_opens_the_door_once(client, knock, colleague, secret):
    RecoveryCodes.activate(colleague)
    code = recovery_codes(colleague)[0]
    knock(colleague.email)
    client.post(CODE, {"code": code})
    came_in = who(client)
    client.post("/account/sign-out/")
    knock(colleague.email)

    client.post(CODE, {"code": code})

    assert came_in == str(colleague.pk)
    assert who(client) == ""
    assert code not in recovery_codes(colleague)


def test_the_trail_says_who_came_was_refused_and_left(client, knock, colleague, secret):
    knock(colleague.email, "wrong")
    knock(colleague.email)
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code_of(secret)})
    client.post("/account/sign-out/")

    told = [(event.kind, event.facts) for event in reversed(events_for(colleague))]
    assert told == [
        ("site.refused", {"step": "password"}),
        ("site.refused", {"step": "code"}),
        ("site.signed_in", {"step": "authenticator app"}),
        ("site.signed_out", {}),
    ]


def test_whoever_has_no_app_is_led_to_set_one_up(client, knock, colleague, second_step):
    knock(colleague.email)

    led_to = {path: client.get(path).url for path in ("/", "/due/", "/account/password/")}

    assert set(led_to.values()) == {SET_UP}


def test_what_helps_answers_before_there_is_an_app(client, knock, colleague, second_step):
    knock(colleague.email)

    answers = [client.get(path).status_code for path in (SET_UP, "/health/")]
    left = client.post("/account/sign-out/")

    assert answers == [200, 200]
    assert left.url == "/"
    assert who(client) == ""


def test_setting_up_an_app_gives_recovery_codes_and_opens_the_product(
    client, knock, colleague, second_step
):
    knock(colleague.email)
    page = client.get(SET_UP)
    secret = page.context["secret"].replace(" ", "")

    response = client.post(SET_UP, {"code": code_of(secret)}, follow=True)

    assert response.redirect_chain == [("/account/two-step/codes/", 302)]
    assert recovery_codes(colleague)[0] in response.content.decode()
    assert client.get("/").status_code == 200
    assert events_for(colleague)[0].kind == "site.app_added"


def test_the_code_that_set_an_app_up_does_not_open_the_door_as_well(
    client, knock, colleague, second_step
):
    knock(colleague.email)
    code = code_of(client.get(SET_UP).context["secret"].replace(" ", ""))
    client.post(SET_UP, {"code": code})
    client.post("/account/sign-out/")
    knock(colleague.email)

    response = client.post(CODE, {"code": code})

    assert "or was used before" in response.content.decode()
    assert who(client) == ""


def test_a_wrong_first_code_sets_nothing_up(client, knock, colleague, second_step):
    knock(colleague.email)
    client.get(SET_UP)

    response = client.post(SET_UP, {"code": "12"})

    assert "That code is not right" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_the_square_code_is_a_picture_of_our_own(client, knock, colleague, second_step):
    knock(colleague.email)

    page = client.get(SET_UP).content.decode()

    assert 'src="data:image/svg+xml;base64,' in page
    assert "style=" not in page


def test_moving_the_app_asks_for_the_password_and_then_for_a_new_app(
    client, knock, colleague, secret, second_step
):
    knock(colleague.email)
    client.post(CODE, {"code": code_of(secret)})
    asked = client.get("/account/two-step/app/remove/")
    client.post(asked.url, {"password": PASSWORD})

    client.post("/account/two-step/app/remove/")

    assert asked.url.startswith("/account/again/")
    assert client.get("/").url == SET_UP
    assert events_for(colleague)[0].kind == "site.app_removed"


def test_recovery_codes_are_shown_only_after_the_password(client, knock, colleague, secret):
    RecoveryCodes.activate(colleague)
    knock(colleague.email)
    client.post(CODE, {"code": code_of(secret)})

    response = client.get("/account/two-step/codes/")

    assert response.url.startswith("/account/again/")


def test_new_recovery_codes_end_the_old_ones(client, knock, colleague, secret):
    RecoveryCodes.activate(colleague)
    old = recovery_codes(colleague)
    knock(colleague.email)
    client.post(CODE, {"code": code_of(secret)})
    client.post("/account/again/", {"password": PASSWORD})

    client.post("/account/two-step/codes/new/")

    assert not set(old) & set(recovery_codes(colleague))
    assert events_for(colleague)[0].kind == "site.codes_made"


def test_whoever_is_switched_off_is_told_only_after_the_right_password(client, knock, colleague):
    User.objects.filter(pk=colleague.pk).update(is_active=False)

    refused = knock(colleague.email, "wrong password")
    told = knock(colleague.email)

    assert refused.status_code == 200
    assert told.url == "/account/switched-off/"
    assert client.get(told.url).status_code == 200


def test_switching_off_ends_a_running_session(client, knock, colleague):
    knock(colleague.email)

    User.objects.filter(pk=colleague.pk).update(is_active=False)

    assert client.get("/due/").url.startswith("/account/sign-in/")


def test_a_changed_password_signs_out_every_other_browser(client, knock, colleague, second_step):
    other = type(client)()
    other.force_login(colleague)
    knock(colleague.email)
    client.get(SET_UP)
    client.session.save()
    secret = client.get(SET_UP).context["secret"].replace(" ", "")
    client.post(SET_UP, {"code": code_of(secret)})

    client.post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": "lantern quarry meadowsweet"}
    )

    assert client.get("/").status_code == 200
    assert other.get("/due/").url.startswith("/account/sign-in/")
    assert events_for(colleague)[0].kind == "site.password_changed"


@pytest.mark.parametrize("weak", ["short", "password123456", "ines marlow ines", "123456789012345"])
def test_a_weak_password_is_refused(client, colleague, weak):
    client.get(invitation_link(colleague), follow=True)

    response = client.post(client.get(invitation_link(colleague)).url, {"password1": weak})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_a_forgotten_password_is_set_anew_through_a_link(client, knock, colleague, at_once):
    client.post("/account/forgotten/", {"email": colleague.email.upper()})
    link = re.search(r"http://\S+", mail.outbox[0].body)[0]
    form = client.get(link.removeprefix("http://127.0.0.1:8000"))

    done = client.post(form.url, {"password1": "lantern quarry meadowsweet"})

    assert done.url == "/account/new-password/done/"
    assert who(client) == ""
    assert knock(colleague.email, "lantern quarry meadowsweet").url == "/"


def test_a_link_works_once(client, colleague):
    link = invitation_link(colleague)
    client.post(client.get(link).url, {"password1": "lantern quarry meadowsweet"})

    response = client.get(link)

    assert "This link no longer works" in response.content.decode()


def test_a_forgotten_password_does_not_go_round_the_second_step(
    client, knock, colleague, secret, second_step
):
    form = client.get(invitation_link(colleague))
    client.post(form.url, {"password1": "lantern quarry meadowsweet"})

    response = knock(colleague.email, "lantern quarry meadowsweet")

    assert response.url == CODE


def test_an_unknown_address_is_answered_as_a_known_one_and_gets_no_letter(
    client, colleague, at_once
):
    known = client.post("/account/forgotten/", {"email": colleague.email})
    letters = len(mail.outbox)

    unknown = client.post("/account/forgotten/", {"email": "nobody@council.test"})

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert letters == len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_while_background_work_is_off_a_link_is_sent_all_the_same(client, colleague, settings):
    settings.WEB_HELPS_OUT = True

    client.post("/account/forgotten/", {"email": colleague.email})
    write_and_send_is_done()

    assert [letter.to for letter in mail.outbox] == [[colleague.email]]
    Work().run(until_idle=True)  # comes back later, and sends no second link
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_while_background_work_runs_links_are_left_to_it(client, colleague, settings):
    settings.WEB_HELPS_OUT = True
    ScheduleRun.objects.create(code="audit.anchor", last_started=timezone.now())

    client.post("/account/forgotten/", {"email": colleague.email})
    write_and_send_is_done()
    assert mail.outbox == []

    Work().run(until_idle=True)
    assert [letter.to for letter in mail.outbox] == [[colleague.email]]


@pytest.mark.django_db(transaction=True)
def test_a_link_that_cannot_be_sent_at_once_waits_and_the_log_says_only_that(
    client, colleague, settings, caplog
):
    settings.WEB_HELPS_OUT = True
    settings.WAYS = {"email": Way("a way that nobody built")}

    client.post("/account/forgotten/", {"email": colleague.email})
    write_and_send_is_done()

    assert "A link could not be sent at once: KeyError" in caplog.text
    assert Message.objects.get().state == "queued"
    assert colleague.email not in caplog.text


def write_and_send_is_done():
    """Wait for the threads that the product began."""
    for thread in threading.enumerate():
        if thread.name.endswith("(write_and_send)"):
            thread.join(10)


def test_no_second_copy_of_an_address_is_kept(client, knock, colleague, secret, at_once):
    client.post("/account/forgotten/", {"email": colleague.email})
    knock(colleague.email)
    client.post(CODE, {"code": code_of(secret)})
    client.post("/account/again/", {"password": PASSWORD})

    assert not EmailAddress.objects.exists()


def test_nobody_signs_up():
    for name in ("account_signup", "account_email", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_page_that_needs_an_account_leads_on_after_sign_in(client, knock, colleague):
    asked = client.get("/due/")

    response = client.post(
        asked.url, {"login": colleague.email, "password": PASSWORD, "next": "/due/"}
    )

    assert response.url == "/due/"


def test_nobody_is_led_to_another_site(client, colleague):
    response = client.post(
        "/account/sign-in/",
        {"login": colleague.email, "password": PASSWORD, "next": "https://elsewhere.test/"},
    )

    assert response.url == "/"


def administrator() -> User:
    person = User.objects.create_user("admin@council.test", "Alun Deshmukh", PASSWORD)
    body = Organisation.objects.create(name="Safer Borough")
    Membership.objects.create(user=person, organisation=body, role="administrator")
    return person


def test_an_administrator_helps_whoever_lost_their_telephone(
    client, knock, colleague, secret, second_step
):
    RecoveryCodes.activate(colleague)
    forget_app(colleague, by=administrator())

    response = knock(colleague.email)

    assert response.url == "/"
    assert client.get("/").url == SET_UP
    assert not Authenticator.objects.exists()
    assert events_for(colleague)[1].kind == "site.app_forgotten"


def test_the_page_that_removes_a_lost_app_says_to_make_sure_who_asks(client, colleague, secret):
    client.force_login(administrator())
    path = f"/account/people/{colleague.pk}/forget-app/"

    page = client.get(path).content.decode()
    client.post(path)

    assert "call them back" in page
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_administrator_removes_a_lost_app(client, colleague, secret, method):
    other = User.objects.create_user("other@council.test", "Tom Abiola", PASSWORD)
    client.force_login(other)

    response = getattr(client, method)(f"/account/people/{colleague.pk}/forget-app/")

    assert response.status_code == 403
    assert Authenticator.objects.exists()


def test_nobody_removes_their_own_app_without_their_password(client):
    person = administrator()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person)

    response = client.post(f"/account/people/{person.pk}/forget-app/")

    assert response.status_code == 400
    assert "Your sign-in" in response.content.decode()
    assert Authenticator.objects.exists()


def test_ended_sessions_and_counts_are_cleared_away(client, knock, colleague):
    knock(colleague.email, "wrong")
    knock(colleague.email)
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    cache.set("lasting", 1, 3600)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cache SET expires = '2020-01-01 00:00:00' WHERE cache_key <> %s",
            [cache.make_key("lasting")],
        )

    tidy()

    assert not Session.objects.exists()
    assert cache.get("lasting") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        assert cursor.fetchone() == (1,)
