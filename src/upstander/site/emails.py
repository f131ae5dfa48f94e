"""The letters of sign-in, written and sent in the background."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django_tasks import task

from upstander.kernel.people.invitations import invitation_link
from upstander.kernel.people.models import User


@task()
def send_password_link(user_key: int) -> None:
    """Send somebody the link that sets a new password.

    The waiting task holds a key and nothing else: neither the address nor the link lies in a queue.
    """
    user = User.objects.filter(pk=user_key, is_active=True).first()
    if user is None:
        return
    body = render_to_string("account/email/new_password.txt", {"link": invitation_link(user)})
    send_mail("Set a new password for Upstander", body, None, [user.email])
