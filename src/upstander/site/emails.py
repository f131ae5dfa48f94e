"""The letters of sign-in, written and sent in the background."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36
from django_tasks import task

from upstander.kernel.people.models import User


@task()
def send_reset_link(user_key: int) -> None:
    """Send somebody the link that sets a new password.

    The waiting task holds a key and nothing else: neither the address nor the link lies in a queue.
    """
    user = User.objects.filter(pk=user_key, is_active=True).first()
    if user is None:
        return
    body = render_to_string("account/email/new_password.txt", {"link": reset_link(user)})
    send_mail("Set a new password for Upstander", body, None, [user.email])


def reset_link(user: User) -> str:
    """Make the link with which a person sets a new password, once."""
    code = {"uidb36": int_to_base36(user.pk), "key": default_token_generator.make_token(user)}
    return settings.ADDRESS + reverse("account_reset_password_from_key", kwargs=code)
