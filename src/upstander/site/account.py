"""Signing in: what we ask of django-allauth, and the one rule about the second step."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from upstander.kernel.audit.record import actor_key, record
from upstander.kernel.people.models import User
from upstander.site.limits import source_of
from upstander.site.refusals import too_many

SIGN_IN = "system:sign-in"
NOBODY_WE_KNOW = "site.account:unknown"
STEPS = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.RECOVERY_CODES: "recovery code",
}
OPEN_BEFORE_SECOND_STEP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "health",
        "mfa_activate_totp",
        "pages:accessibility",
        "pages:privacy",
    }
)


def must_set_up(user: Any) -> bool:
    """The rule: whoever is signed in has an authenticator app, or sets one up before all else."""
    return settings.SECOND_STEP and user.is_authenticated and not has_app(user)


def has_app(user: Any) -> bool:
    """Tell whether a person has an authenticator app; recovery codes alone do not count."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


class SecondStepMiddleware:
    """Leads whoever lacks a second step to the page where they set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before every view."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through to its view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Hold a request back where the rule says so."""
        match = request.resolver_match
        if match and match.view_name in OPEN_BEFORE_SECOND_STEP:
            return None
        return redirect("mfa_activate_totp") if must_set_up(request.user) else None


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out: on the trail, within limits, and with nobody's address kept."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right. Check both.",
        "enter_current_password": "That is not your password now.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given by an administrator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Name the source of a request, never by its address."""
        return source_of(super().get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth puts the host name in front: each further name of the server would give as many
        # more tries. No public method of allauth's decides this.
        return str(credentials.get("email", "")).strip().lower()

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Answer too many tries with a page of their own (429), not with an error on the form."""
        if code in {"too_many_login_attempts", "rate_limited"}:
            raise ImmediateHttpResponse(too_many(self.request))
        return super().validation_error(code, *args)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, on the trail."""
        with transaction.atomic():
            super().login(request, user)
            record("site.signed_in", user, by=user, step=last_step(request, user))

    def logout(self, request: HttpRequest) -> None:
        """Sign out, on the trail."""
        with transaction.atomic():
            record("site.signed_out", actor_key(request.user), by=request.user)
            super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password: the same work, and as long, for an account that does not exist."""
        known = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        with transaction.atomic():
            record("site.refused", known or NOBODY_WE_KNOW, by=SIGN_IN, step="password")

    def reauthenticate(self, user: User, password: str) -> bool:
        """Ask again for the password, under the same limit as at the door."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def set_password(self, user: User, password: str) -> None:
        """Change a password, on the trail."""
        with transaction.atomic():
            super().set_password(user, password)
            record("site.password_changed", user, by=user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, but not straight after it, before there is a second step."""
        if app == "allauth.mfa" and not has_app(self.request.user):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def last_step(request: HttpRequest, user: User) -> str:
    """Name the last thing that a person showed at the door."""
    steps = [entry.get("type") for entry in get_authentication_records(request, user)]
    return STEPS.get(steps[-1], "password") if steps else "password"
