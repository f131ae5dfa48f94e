"""The link with which a person sets their first password."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import NoReverseMatch, reverse
from django.utils.http import int_to_base36

from upstander.kernel.errors import Refused
from upstander.kernel.people.models import User


def invitation_link(person: User) -> str:
    """Make the link; it works once and for three days. Raises Refused where nobody signs in."""
    if not person.is_active:
        raise Refused(f"{person} is switched off. Switch the account on first.")
    token = default_token_generator.make_token(person)
    kwargs = {"uidb36": int_to_base36(person.pk), "key": token}
    try:
        path = reverse("account_reset_password_from_key", kwargs=kwargs)
    except NoReverseMatch as error:
        raise Refused("In the demonstration nobody has a password: people step in.") from error
    return f"{settings.ADDRESS}{path}"
