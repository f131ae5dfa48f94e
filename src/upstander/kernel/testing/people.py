"""People and organisations for tests: `person("caseworker")` and they are there."""

from itertools import count
from typing import Any

from upstander.kernel.people.changes import add_organisation, add_person, add_post, give_role
from upstander.kernel.people.models import Organisation, Post, User

SYSTEM = "system:tests"
_numbers = count(1)


def organisation(name: str = "", **fields: Any) -> Organisation:
    """Make an organisation, or give the one of that name."""
    known = Organisation.objects.filter(name=name).first() if name else None
    if known is not None:
        return known
    return add_organisation(name=name or f"Partner body {next(_numbers)}", by=SYSTEM, **fields)


def person(
    role: str | None = "administrator",
    organisation: Organisation | None = None,
    *,
    name: str = "",
    email: str = "",
    active: bool = True,
) -> User:
    """Make a person with a role in an organisation; without a role they are an outsider."""
    number = next(_numbers)
    made = add_person(
        name=name or f"Person {number}",
        email=email or f"person{number}@council.example",
        by=SYSTEM,
    )
    if role:
        body = organisation or _usual_organisation()
        give_role(made, organisation=body, role=role, by=SYSTEM)
    if not active:
        made.is_active = False
        made.save(update_fields=["is_active"])
    return made


def post(title: str = "", body: Organisation | None = None, holder: User | None = None) -> Post:
    """Make a post in an organisation."""
    return add_post(
        organisation=body or _usual_organisation(),
        title=title or f"Post {next(_numbers)}",
        holder=holder,
        by=SYSTEM,
    )


def _usual_organisation() -> Organisation:
    return organisation("Safer Merton", short_name="Safer Merton", sector="council")
