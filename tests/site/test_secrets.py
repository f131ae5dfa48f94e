"""What the database keeps of the second step, and of a session, and what it does not show."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session

from tests.site.test_limits import _found_in_database
from upstander.kernel.people.models import User
from upstander.kernel.vault.sealing import unseal


@pytest.mark.django_db
def test_the_secret_of_an_app_is_locked_at_rest(colleague, secret):
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)

    assert kept.data["secret"].startswith("v1:")
    assert _found_in_database(secret) == []


@pytest.mark.django_db
def test_recovery_codes_and_their_seed_are_locked_at_rest(colleague):
    codes = RecoveryCodes.activate(colleague)
    seed = unseal(codes.instance.data["seed"], "second step").decode()

    assert len(seed) == 80
    assert _found_in_database(seed, *codes.get_unused_codes()) == []


@pytest.mark.django_db
def test_a_secret_that_is_being_set_up_is_not_readable_in_the_session(
    client, knock, colleague, second_step
):
    knock(colleague.email)

    secret = client.get("/account/two-step/app/").context["secret"].replace(" ", "")

    assert Session.objects.count() == 1
    assert client.session["mfa.totp.secret"] == secret
    assert _found_in_database(secret) == []


@pytest.mark.django_db
def test_an_email_address_stands_in_the_list_of_people_alone(client, knock, colleague):
    knock(colleague.email)
    client.get("/")

    assert set(_found_in_database(colleague.email)) == {User._meta.db_table}


@pytest.mark.django_db
def test_a_session_sealed_with_another_key_is_an_empty_one(client, colleague, settings, tmp_path):
    client.force_login(colleague)
    settings.HOME = tmp_path

    assert client.get("/due/").url.startswith("/account/sign-in/")
