"""The first administrator, who alone comes in without a colleague's invitation."""

from django.conf import settings
from django.db import transaction

from upstander.kernel.errors import Refused
from upstander.kernel.people.changes import ADMINISTRATOR, add_organisation, add_person
from upstander.kernel.people.invitations import invitation_link
from upstander.kernel.people.models import Membership, Organisation, User

ACTOR = "system:init"


def administrators() -> list[User]:
    """List those who can give accounts and roles today."""
    held = Membership.objects.current().filter(role=ADMINISTRATOR, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")))


@transaction.atomic
def first_administrator(email: str, name: str) -> str:
    """Make the first administrator and give the link with which they set a password.

    Asked again before the link was used, it gives a new one.
    """
    if settings.DEMO:
        raise Refused("In the demonstration nobody has a password: people step in.")
    known = administrators()
    person = next((user for user in known if user.email == email.strip().lower()), None)
    if known and (person is None or person.has_usable_password()):
        raise Refused("There is an administrator already, who invites everybody else.")
    return invitation_link(person or _make(email, name))


def _make(email: str, name: str) -> User:
    title = f"{settings.BOROUGH} Council"
    council = Organisation.objects.filter(name=title).first() or add_organisation(
        name=title, sector=Organisation.Sector.COUNCIL, by=ACTOR
    )
    return add_person(name=name, email=email, organisation=council, role=ADMINISTRATOR, by=ACTOR)
