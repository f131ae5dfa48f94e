"""Every change to who works in the partnership, for whom, and as what.

Whether somebody may make the change is asked before; what is never right, whoever asks, is refused
here.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.changes import readdress, stop
from upstander.kernel.people.models import Membership, Organisation, Post, PostHolding, User

ADMINISTRATOR = "administrator"


class OwnRole(Refused):
    """Somebody tried to give a role to themselves."""

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("Nobody gives themselves a role. Ask another administrator.")


class LastAdministrator(Refused):
    """The change would leave nobody to give roles and accounts."""

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(
            "This is the last administrator. Give the role to somebody else first, "
            "so that the system never stands without one."
        )


@transaction.atomic
def add_organisation(*, name: str, by: Any, **fields: Any) -> Organisation:
    """Add a partner body."""
    organisation = Organisation(name=name, **fields)
    organisation.full_clean()
    organisation.save()
    record("people.organisation_added", organisation, by=by, sector=organisation.sector)
    return organisation


@transaction.atomic
def update_organisation(organisation: Organisation, *, by: Any, **fields: Any) -> Organisation:
    """Change what is known of a partner body."""
    changed = _set(organisation, fields)
    if changed:
        organisation.full_clean()
        organisation.save()
        record("people.organisation_changed", organisation, by=by, **changed)
    return organisation


@transaction.atomic
def add_person(
    *,
    name: str,
    email: str,
    by: Any,
    organisation: Organisation | None = None,
    role: str = "",
) -> User:
    """Add a person, who comes in by a link to set a password, and may get a first role at once."""
    person = User(name=name, email=email.strip().lower())
    person.set_unusable_password()
    person.full_clean()
    person.save()
    record("people.person_added", person, by=by)
    if organisation is not None and role:
        give_role(person, organisation=organisation, role=role, by=by)
    return person


@transaction.atomic
def update_person(person: User, *, by: Any, **fields: Any) -> User:
    """Change a person's name or address."""
    if "email" in fields:
        fields["email"] = fields["email"].strip().lower()
    changed = _set(person, fields)
    if changed:
        person.full_clean()
        person.save(update_fields=list(changed))
        record("people.person_changed", person, by=by, **changed)
    if "email" in changed:
        readdress(person, address=person.email, by=by)
    return person


@transaction.atomic
def switch_off(person: User, *, by: Any) -> User:
    """End a person's access at their next click, and what waits to be sent; what they did stays."""
    if not person.is_active:
        return person
    _keep_an_administrator(without=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    record("people.person_switched_off", person, by=by)
    stop(to=person, by=by)
    return person


@transaction.atomic
def switch_on(person: User, *, by: Any) -> User:
    """Give a person their access back, with the roles that they still hold."""
    if person.is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("people.person_switched_on", person, by=by)
    return person


@transaction.atomic
def give_role(
    person: User,
    *,
    organisation: Organisation,
    role: str,
    by: Any,
    starts_on: date | None = None,
) -> Membership:
    """Give a person a role in an organisation, from today unless said."""
    if by == person:
        raise OwnRole
    day = starts_on or today()
    theirs = Membership.objects.filter(user=person, organisation=organisation, role=role)
    if theirs.current(day).exists():
        raise Refused(f"{person} holds this role in {organisation} already.")
    # ended and given back on one day: the row stands again, since two would be one too many
    membership = theirs.filter(starts_on=day).first() or Membership(
        user=person, organisation=organisation, role=role, starts_on=day
    )
    membership.ends_on = None
    membership.full_clean()
    membership.save()
    _forget_roles(person)
    record("people.role_given", person, by=by, role=role, organisation=organisation.short, on=day)
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: Any, on: date | None = None) -> Membership:
    """End a role: the day it ends on, today unless said, is the first day without."""
    day = max(on or today(), membership.starts_on)
    if membership.ends_on is not None and membership.ends_on <= day:
        return membership
    person = membership.user
    if membership.role == ADMINISTRATOR and person.is_active:
        _keep_an_administrator(without=person, but_for=membership)
    membership.ends_on = day
    membership.full_clean()
    membership.save(update_fields=["ends_on"])
    _forget_roles(person)
    record(
        "people.role_ended",
        person,
        by=by,
        role=membership.role,
        organisation=membership.organisation.short,
        on=day,
    )
    return membership


@transaction.atomic
def leave_organisation(
    person: User, *, organisation: Organisation, by: Any, on: date | None = None
) -> None:
    """End every role that a person holds in an organisation, and give up their posts there."""
    day = on or today()
    for membership in person.memberships.current(day).filter(organisation=organisation):
        end_role(membership, by=by, on=day)
    for post in Post.objects.filter(holder=person, organisation=organisation):
        hand_over_post(post, to=None, by=by, on=day)
    record("people.organisation_left", person, by=by, organisation=organisation.short, on=day)


@transaction.atomic
def add_post(
    *, organisation: Organisation, title: str, by: Any, holder: User | None = None
) -> Post:
    """Add a post, and who holds it from today."""
    post = Post(organisation=organisation, title=title)
    post.full_clean()
    post.save()
    record("people.post_added", post, by=by, organisation=organisation.short)
    if holder is not None:
        hand_over_post(post, to=holder, by=by)
    return post


@transaction.atomic
def update_post(post: Post, *, by: Any, **fields: Any) -> Post:
    """Change a post; a new holder is a hand-over."""
    to = fields.pop("holder", post.holder)
    changed = _set(post, fields)
    if changed:
        post.full_clean()
        post.save(update_fields=list(changed))
        record("people.post_changed", post, by=by, **changed)
    return hand_over_post(post, to=to, by=by) if to != post.holder else post


@transaction.atomic
def hand_over_post(post: Post, *, to: User | None, by: Any, on: date | None = None) -> Post:
    """Pass a post on, from today unless said, or leave it vacant; who held it when is kept."""
    day = on or today()
    if to == post.holder:
        raise Refused("The post is held by the same person already.")
    if to is not None and not to.is_active:
        raise Refused(f"{to} is switched off. Switch the account on first, or choose another.")
    for holding in PostHolding.objects.filter(post=post, ends_on=None):
        holding.ends_on = max(day, holding.starts_on)
        holding.save(update_fields=["ends_on"])
    if to is not None:
        PostHolding.objects.create(post=post, user=to, starts_on=day)
    post.holder = to
    post.save(update_fields=["holder"])
    record(
        "people.post_handed_over", post, by=by, on=day, **({"vacant": True} if to is None else {})
    )
    return post


def _set(instance: Model, fields: dict[str, Any]) -> dict[str, list[Any]]:
    """Set fields and give what changed: before and after by name."""
    before = {name: getattr(instance, name) for name in fields}
    for name, value in fields.items():
        setattr(instance, name, value)
    return {
        name: [_plain(before[name]), _plain(value)]
        for name, value in fields.items()
        if before[name] != value
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value


def _keep_an_administrator(*, without: User, but_for: Membership | None = None) -> None:
    current = Membership.objects.current().filter(role=ADMINISTRATOR, user__is_active=True)
    # locked, so that two administrators who end each other cannot both succeed
    held = list(current.select_for_update(of=("self",)))
    lost = [
        membership
        for membership in held
        if membership.user_id == without.pk and but_for in (None, membership)
    ]
    if lost and len(lost) == len(held):
        raise LastAdministrator


def _forget_roles(person: User) -> None:
    person.__dict__.pop("current_memberships", None)
