"""The second step: how its secrets are kept, and the pages that set it up and take it away."""

from io import BytesIO
from typing import Any

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from upstander.kernel.access.door import page
from upstander.kernel.audit.record import record
from upstander.kernel.pages.context import Frame
from upstander.kernel.people.models import User
from upstander.kernel.vault.sealing import seal, unseal
from upstander.site.account import must_set_up
from upstander.site.changes import forget_app


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step: its secrets are locked at rest, its square code is drawn here."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or was used before. Wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        """Lock a secret before it is saved."""
        return seal(text.encode(), "second step")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a saved secret."""
        return unseal(encrypted_text, "second step").decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the square code that the app reads."""
        drawing = BytesIO()
        segno.make(url, error="m").save(drawing, kind="svg", scale=5, border=4, light="#fff")
        return drawing.getvalue().decode()


class AddApp(ActivateTOTPView):
    """The page that sets up an authenticator app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret in groups of four, and leave out ways that all lead back here."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        fours = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        frame = Frame(self.request)
        if must_set_up(self.request.user):
            frame.nav = []
        return context | {"secret": " ".join(fours), "frame": frame}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Keep the app, and count its first code as proof for the recovery codes that follow."""
        user = self.request.user
        with transaction.atomic():
            response = super().form_valid(form)
            record("site.app_added", user, by=user)
        record_authentication(
            self.request, user, method="mfa", type=Authenticator.Type.TOTP, reauthenticated=True
        )
        return response


class RemoveApp(DeactivateTOTPView):
    """The page that removes an app, after which the person sets up another at once."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Remove it, on the trail."""
        with transaction.atomic():
            record("site.app_removed", self.request.user, by=self.request.user)
            return super().form_valid(form)


class MakeCodes(GenerateRecoveryCodesView):
    """The page that makes new recovery codes, after which the old ones open nothing."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Make them, on the trail."""
        with transaction.atomic():
            record("site.codes_made", self.request.user, by=self.request.user)
            return super().form_valid(form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.manage")
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to remove somebody's lost app, and do it."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    back = reverse("administration:people_detail", args=[person.pk])
    if request.method == "POST":
        forget_app(person, by=request.user)
        messages.success(request, f"{person} sets up a new app at the next sign-in.")
        return redirect(back)
    words = {
        "title": f"Remove the authenticator app of {person}?",
        "text": "Until they set up a new one, a password alone opens their account. So first make "
        "sure that it is really they who ask: call them back on a number that you know.",
        "button": "Remove the app",
        "cancel_url": back,
    }
    return render(request, "pages/confirm.html", words)
