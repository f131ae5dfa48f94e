"""What the database keeps of the second step, and of a session, and what it does not show."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session

from tests.site.test_limits import _found_in_database
from upstander.kernel.people.models import User
from upstander.site.sealing import Unsealable, seal, unseal


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


def test_what_is_sealed_opens_again():
    assert unseal(seal("hälge".encode(), "trying"), "trying").decode() == "hälge"


def test_the_same_secret_is_never_sealed_twice_alike():
    assert seal(b"secret", "trying") != seal(b"secret", "trying")


@pytest.mark.parametrize("place", [3, 10, 20, -4])
def test_a_sealed_secret_that_was_changed_does_not_open(place):
    sealed = list(seal(b"a secret of some length", "trying"))
    sealed[place] = "A" if sealed[place] != "A" else "B"

    with pytest.raises(Unsealable):
        unseal("".join(sealed), "trying")


def test_a_secret_opens_only_for_what_it_was_sealed_for():
    with pytest.raises(Unsealable):
        unseal(seal(b"secret", "session"), "second step")


def test_a_secret_of_another_installation_does_not_open(settings, tmp_path):
    sealed = seal(b"secret", "trying")
    settings.HOME = tmp_path

    with pytest.raises(Unsealable):
        unseal(sealed, "trying")


def test_text_that_was_never_sealed_does_not_open():
    with pytest.raises(Unsealable):
        unseal("JBSWY3DPEHPK3PXP", "second step")


def test_the_key_lies_in_a_file_of_its_owners_alone(settings, tmp_path):
    settings.HOME = tmp_path

    seal(b"secret", "trying")

    assert (tmp_path / "keys" / "secrets.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_session_sealed_with_another_key_is_an_empty_one(client, colleague, settings, tmp_path):
    client.force_login(colleague)
    settings.HOME = tmp_path

    assert client.get("/due/").url.startswith("/account/sign-in/")
