"""People at the door, and the codes that their apps would show."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from upstander.kernel.people.models import User

PASSWORD = "harbour violet trombone"


@pytest.fixture(autouse=True)
def _fresh_limits(request):
    if {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue(
            "transactional_db" if "transactional_db" in request.fixturenames else "db"
        )
        cache.clear()


@pytest.fixture
def second_step(settings):
    """The rule as it holds outside of tests."""
    settings.SECOND_STEP = True


@pytest.fixture
def colleague(db) -> User:
    return User.objects.create_user("colleague@council.test", "Ines Marlow", PASSWORD)


@pytest.fixture
def secret(colleague) -> str:
    """The secret of the colleague's app, which is set up."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(colleague, secret)
    return secret


@pytest.fixture
def knock(client: Client) -> Callable:
    """Try an email address and a password at the door."""

    def try_at(email: str, password: str = PASSWORD, source: str = "127.0.0.1", **more):
        return client.post(
            "/account/sign-in/",
            {"login": email, "password": password},
            REMOTE_ADDR=source,
            **more,
        )

    return try_at


def code_of(secret: str, steps: int = 0) -> str:
    """The code that an app shows now, or some half minutes before or after."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def recovery_codes(user: User) -> list[str]:
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return kept.wrap().get_unused_codes()


@pytest.fixture
def at_once(settings):
    """Background work done on the spot."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
