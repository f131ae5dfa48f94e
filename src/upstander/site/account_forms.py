"""The forms of sign-in, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_second_step_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as app
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction

from upstander.kernel.audit.record import record
from upstander.site.account import SIGN_IN
from upstander.site.emails import ask_for_password_link

NEW_PASSWORD = "At least 12 characters. Three words that do not belong together make a good one."
CODE_LIFE = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)


def ask(form: forms.Form, name: str, label: str, required: str, hint: str = "") -> None:
    """Word one field: a label that stays, a hint below it, no words inside the box."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)


def ask_for_code(form: forms.Form, hint: str) -> None:
    """Word the field for a code, with a keypad of digits on telephones."""
    ask(form, "code", "Code", "Enter the code", hint)
    form.fields["code"].widget.attrs |= {
        "class": "govuk-input--width-10",
        "inputmode": "numeric",
        "spellcheck": "false",
    }


def _used(user: Any, code: str) -> str:
    digits = "".join(filter(str.isdigit, code))
    return f"code:{user.pk}:{digits}"


class SignInForm(account.LoginForm):
    """Email address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fields."""
        super().__init__(*args, **kwargs)
        ask(self, "login", "Email address", "Enter your email address")
        ask(self, "password", "Password", "Enter your password")
        self.fields["login"].error_messages["invalid"] = "Enter an email address with an @ in it"


class AgainForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        ask(self, "password", "Password", "Enter your password")


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password and the new one, which is asked for once and can be shown."""

    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fields."""
        super().__init__(*args, **kwargs)
        ask(self, "oldpassword", "Your password now", "Enter your password as it is now")
        ask(self, "password1", "New password", "Enter a new password", NEW_PASSWORD)

    def clean_oldpassword(self) -> str:
        """Check the old password under the same limit as at the door."""
        password: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ForgottenForm(account.ResetPasswordForm):
    """Where to send the link that sets a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        ask(self, "email", "Email address", "Enter your email address")
        self.fields["email"].error_messages["invalid"] = "Enter an email address with an @ in it"

    def save(self, request: Any, **kwargs: Any) -> str:
        """Leave the link to the background.

        So the page answers as fast for an address that nobody has.
        """
        ask_for_password_link(self.users[0].pk if self.users else 0)
        return str(self.cleaned_data["email"])


class NewPasswordForm(account.ResetPasswordKeyForm):
    """The new password, at the end of a link."""

    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        ask(self, "password1", "New password", "Enter a new password", NEW_PASSWORD)


class OnceOnly(second_step.BaseAuthenticateForm):
    """A code that opens the door once, for as long as the app's clock could still show it."""

    hint = "The six digits that your authenticator app shows now, or one of your recovery codes."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        ask_for_code(self, self.hint)

    def clean_code(self) -> str:
        """Check the code, then that it was not used before; a wrong one goes on the trail."""
        try:
            code: str = super().clean_code()
        except ValidationError:
            with transaction.atomic():
                record("site.refused", self.user, by=SIGN_IN, step="code")
            raise
        if not cache.add(_used(self.user, code), True, CODE_LIFE):
            raise get_second_step_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceOnly, second_step.AuthenticateForm):
    """The second step at the door."""


class CodeAgainForm(OnceOnly, second_step.ReauthenticateForm):
    """A code once more, before something that matters."""


class AddAppForm(app.ActivateTOTPForm):
    """The first code of a new app, which shows that it reads the same clock and secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the field."""
        super().__init__(*args, **kwargs)
        ask_for_code(self, "The six digits that your app shows now.")

    def clean_code(self) -> str:
        """Check the code, and note that it was used: it opens the door no more."""
        code: str = super().clean_code()
        cache.set(_used(self.user, code), True, CODE_LIFE)
        return code
