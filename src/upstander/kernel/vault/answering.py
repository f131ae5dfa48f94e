"""Who answers for what is kept of people: they see lists and certificates, not what is in them."""

from typing import Any

from django.contrib.auth import get_user_model

from upstander.kernel.errors import Refused

ANSWERING = frozenset({"information_governance", "administrator"})


def answers_for_records(user: Any, record: Any = None) -> bool:
    """Let in information governance, and administrators."""
    return not ANSWERING.isdisjoint(user.roles)


def who_answers(email: str) -> Any:
    """Find at the command line who decides, by their address; raises `Refused` for others."""
    person = get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None or not answers_for_records(person):
        raise Refused(
            f"{email} is nobody who answers for records here. Give the address of an information "
            "governance officer or an administrator."
        )
    return person
