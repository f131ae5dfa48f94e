"""Who takes part in a record, who is barred from it, and what of it is withheld."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from upstander.kernel.access.guarding import find_guard, people_of
from upstander.kernel.access.models import (
    Barring,
    Involvement,
    UrgentAccess,
    Withholding,
    Workplace,
)
from upstander.kernel.audit.record import key_of, record
from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.people.models import Organisation


class BarredBody(Refused):
    """A hand-over to a body that must not have it, and nobody to take its place."""

    def __init__(self, organisation: Organisation) -> None:
        """Say what to do; why the body is barred is nobody's business here."""
        super().__init__(
            f"This cannot go to {organisation}, and no other organisation is named in its place. "
            "Choose another, or ask whoever keeps the record."
        )


@dataclass(frozen=True)
class Receiver:
    """Who gets a hand-over, and what to say where that is not who was chosen."""

    organisation: Organisation
    sentence: str = ""


@transaction.atomic
def involve(target: Model, organisation: Organisation, *, by: Any) -> Involvement:
    """Let a body take part in a case; an agreement decides what it sees there.

    Raises `BarredBody` where the record is shut to it.
    """
    if _barring_of(target, organisation):
        raise BarredBody(organisation)
    found, new = Involvement.objects.get_or_create(
        **named(target), organisation=organisation, ended_on=None
    )
    if new:
        record("access.joined", target, by=by, organisation=organisation.short)
    return found


@transaction.atomic
def uninvolve(target: Model, organisation: Organisation, *, by: Any) -> None:
    """End a body's part in a case: it sees nothing of it from now on, kept open or not."""
    part = named(target) | {"organisation": organisation}
    kept = UrgentAccess.objects.open().filter(kind=UrgentAccess.Kind.CONTINUITY, **part)
    kept.update(stopped_at=now())
    if Involvement.objects.standing().filter(**part).update(ended_on=today()):
        record("access.left", target, by=by, organisation=organisation.short)


@transaction.atomic
def bar(
    target: Model,
    who: Any,
    *,
    ground: str,
    by: Any,
    instead: Organisation | None = None,
) -> Barring:
    """Shut a record to a person or a body, at the next click; their part in it ends.

    On a person spoken of, it shuts every record that speaks of them.
    """
    body = who if isinstance(who, Organisation) else None
    if body:
        uninvolve(target, body, by=by)
    whom = {"organisation": body} if body else {"user": who}
    standing = Barring.objects.standing().filter(**named(target), **whom).first()
    if standing is not None:
        return standing
    barring = Barring.objects.create(**named(target), **whom, ground=ground, instead=instead)
    record("access.barred", _apart(barring), by=by, who=key_of(who), ground=ground)
    return barring


@transaction.atomic
def unbar(barring: Barring, *, by: Any) -> None:
    """Lift a barring; roles and agreements say again who may open the record."""
    if Barring.objects.standing().filter(pk=barring.pk).update(ended_on=today()):
        who = barring.organisation or barring.user
        record("access.unbarred", _apart(barring), by=by, who=key_of(who))  # type: ignore[arg-type]


@transaction.atomic
def withhold(
    target: Model, category: str, *, by: Any, organisation: Organisation | None = None
) -> Withholding:
    """Keep a category of a record from a partner body, or from every one."""
    if category not in CATEGORIES:
        raise LookupError(f"no such category: {category}")
    found, new = Withholding.objects.get_or_create(
        **named(target), category=category, organisation=organisation, ended_on=None
    )
    if new:
        whom = organisation.short if organisation else "every partner"
        record("access.withheld", target, by=by, category=category, organisation=whom)
    return found


@transaction.atomic
def release(withholding: Withholding, *, by: Any) -> None:
    """Let a category be seen again by those to whom an agreement opens it."""
    if Withholding.objects.standing().filter(pk=withholding.pk).update(ended_on=today()):
        record("access.released", withholding.about, by=by, category=withholding.category)


@transaction.atomic
def note_workplace(target: Model, organisation: Organisation, *, by: Any) -> Workplace:
    """Write down that whom a record speaks of works for a body of the partnership."""
    found, new = Workplace.objects.get_or_create(**named(target), organisation=organisation)
    if new:
        record("access.workplace_noted", target, by=by, organisation=organisation.short)
    return found


def receiver_of(target: Model, organisation: Organisation) -> Receiver:
    """Tell who gets a hand-over about a record: a barred body is skipped for the one named instead.

    Raises `BarredBody` where none is, or that one is barred too.
    """
    barring = _barring_of(target, organisation)
    if barring is None:
        return Receiver(organisation)
    instead = barring.instead
    if instead is None or _barring_of(target, instead):
        raise BarredBody(organisation)
    return Receiver(instead, f"It goes to {instead} in place of {organisation}.")


def named(target: Model) -> dict[str, Any]:
    """Name a record as the tables here do."""
    return {"label": target._meta.label_lower, "key": target.pk}


def _apart(barring: Barring) -> str:
    """Name what the row is about: not the record, whose history more people read than may know."""
    return f"barring:{barring.about}"


def _barring_of(target: Model, organisation: Organisation) -> Barring | None:
    """Find what bars a body from a record, or from whom it speaks of."""
    guard = find_guard(target._meta.label_lower)
    keys = [key_of(target), *(people_of(guard, target) if guard else ())]
    standing = Barring.objects.standing().filter(organisation=organisation)
    found = (standing.of(*_parted(key)).select_related("instead").first() for key in keys)
    return next((each for each in found if each), None)


def _parted(key: str) -> tuple[str, int]:
    label, _, number = key.partition(":")
    return label, int(number)
