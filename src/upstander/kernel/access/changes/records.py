"""Who takes part in a record, who is barred from it, and what of it is withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Model

from upstander.kernel.access.check import NotAllowed, may
from upstander.kernel.access.guarding import find_guard, owner_of, people_of, speaking_of
from upstander.kernel.access.models import (
    Barring,
    Involvement,
    UrgentAccess,
    Withholding,
    Workplace,
)
from upstander.kernel.audit.record import actor_name, key_of, record
from upstander.kernel.clock import now, today
from upstander.kernel.errors import Refused
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.people.models import Membership, Organisation

OVERSEER = "information_governance"
Set = TypeVar("Set", Involvement, Withholding, Workplace)


class BarredBody(Refused):
    """A hand-over to a body that must not have it, and nobody to take its place."""

    def __init__(self, organisation: Organisation) -> None:
        """Say what to do; why the body is barred is nobody's business here."""
        super().__init__(
            f"This cannot go to {organisation}, and no other organisation is named in its place. "
            "Choose another, or ask whoever keeps the record."
        )


class SetAlready(Refused):
    """The same was set before, until another day."""

    def __init__(self, state: str) -> None:
        """Say how it stands, and what to do."""
        how = state[:1].lower() + state[1:]
        super().__init__(f"This is so already: {how}. Lift it first, and set it anew.")


class AskOversight(Refused):
    """Whoever keeps a record would hide it from oversight, or from all of their own body."""

    def __init__(self) -> None:
        """Say who can do it."""
        super().__init__(
            "Only information governance bars one of its own officers, an organisation in which "
            "they work, or your own organisation. Ask them."
        )


class NotYours(Refused):
    """Whoever is barred would lift that."""

    def __init__(self) -> None:
        """Ask for somebody else."""
        super().__init__("Somebody else has to lift it.")


@dataclass(frozen=True)
class Receiver:
    """Who gets a hand-over, and what to say where that is not who was chosen."""

    organisation: Organisation
    sentence: str = ""


@transaction.atomic
def involve(
    target: Model,
    organisation: Organisation,
    *,
    by: Any,
    reason: str = "",
    until: date | None = None,
) -> Involvement:
    """Let a body take part in a case; an agreement decides what it sees there.

    Raises `BarredBody` where the record is shut to it, and `SetAlready` where it takes part until
    another day.
    """
    if _barring_of(target, organisation):
        raise BarredBody(organisation)
    part = {**named(target), "organisation": organisation}
    _end_what_is_over(Involvement, part)
    found, new = Involvement.objects.get_or_create(
        **part, ended_on=None, defaults=_said(by, until, reason=reason)
    )
    if new:
        said = _stated(organisation=organisation.short, reason=reason, until=until)
        record("access.joined", target, by=by, **said)
    return _as_asked(found, until)


@transaction.atomic
def uninvolve(target: Model, organisation: Organisation, *, by: Any, why: str = "") -> None:
    """End a body's part in a case: it sees nothing of it from now on, kept open or not."""
    part = named(target) | {"organisation": organisation}
    kept = UrgentAccess.objects.open().filter(kind=UrgentAccess.Kind.CONTINUITY, **part)
    kept.update(stopped_at=now())
    if Involvement.objects.standing().filter(**part).update(**_lifted(by, why)):
        said = _stated(organisation=organisation.short, why=why)
        record("access.left", target, by=by, **said)


@transaction.atomic
def bar(
    target: Model,
    who: Any,
    *,
    ground: str,
    by: Any,
    instead: Organisation | None = None,
    until: date | None = None,
) -> Barring:
    """Shut a record to a person or a body, at the next click; their part in it ends.

    On a person spoken of, it shuts every record that speaks of them and that a body of whoever
    sets it keeps; of all bodies where information governance does (`access.review`). Whoever was
    barred before stays so until the later day, and nobody is told that they were. Raises
    `AskOversight` where only information governance may do it, and NotAllowed for whoever keeps
    no record of the person.
    """
    body = who if isinstance(who, Organisation) else None
    _leave_oversight(who, by)
    if body:
        uninvolve(target, body, by=by)
    part = {**named(target), **({"organisation": body} if body else {"user": who})}
    said = _said(by, until, ground=ground, instead=instead)
    return [_shut({**part, "within": within}, said, by) for within in _reach(target, by)][-1]


def _reach(target: Model, by: Any) -> list[Organisation | None]:
    """Tell in whose records a barring holds; one on a person may not shut what others keep."""
    guard = find_guard(target._meta.label_lower)
    if guard is None or guard.owner or isinstance(by, str) or may(by, "access.review"):
        return [None]
    roles = {role for other, _ in speaking_of(guard) for role in other.insiders}
    bodies = Organisation.objects.filter(pk__in=by.organisations_as(*roles))
    if not bodies:
        raise NotAllowed("Bar somebody from a person")
    return list(bodies)


def _shut(part: Mapping[str, Any], said: Mapping[str, Any], by: Any) -> Barring:
    _end_what_is_over(Barring, part)
    barring, new = Barring.objects.get_or_create(**part, ended_on=None, defaults=said)
    until: date | None = said["until"]
    longer = barring.until is not None and (until is None or until > barring.until)
    if longer:
        barring.until = until
        barring.save(update_fields=["until"])
    if new or longer:
        who = key_of(barring.organisation or barring.user)  # type: ignore[arg-type]
        told = _stated(who=who, ground=said["ground"], until=until, within=barring.where)
        record("access.barred", _apart(barring), by=by, **told)
    return barring


@transaction.atomic
def unbar(barring: Barring, *, by: Any, why: str = "") -> None:
    """Lift a barring; roles and agreements say again who may open the record.

    Raises `NotYours` for whoever is barred by it.
    """
    if not isinstance(by, str) and Barring.objects.filter(pk=barring.pk).naming(by).exists():
        raise NotYours
    if Barring.objects.standing().filter(pk=barring.pk).update(**_lifted(by, why)):
        who = barring.organisation or barring.user
        said = _stated(who=key_of(who), why=why)  # type: ignore[arg-type]
        record("access.unbarred", _apart(barring), by=by, **said)


@transaction.atomic
def withhold(
    target: Model,
    category: str,
    *,
    by: Any,
    organisation: Organisation | None = None,
    reason: str = "",
    until: date | None = None,
) -> Withholding:
    """Keep a category of a record from a partner body, or from every one.

    Raises `SetAlready` where that is so until another day.
    """
    if category not in CATEGORIES:
        raise LookupError(f"no such category: {category}")
    part = {**named(target), "category": category, "organisation": organisation}
    _end_what_is_over(Withholding, part)
    found, new = Withholding.objects.get_or_create(
        **part, ended_on=None, defaults=_said(by, until, reason=reason)
    )
    if new:
        whom = organisation.short if organisation else "every partner"
        said = _stated(category=category, organisation=whom, reason=reason, until=until)
        record("access.withheld", target, by=by, **said)
    return _as_asked(found, until)


@transaction.atomic
def release(withholding: Withholding, *, by: Any, why: str = "") -> None:
    """Let a category be seen again by those to whom an agreement opens it."""
    if Withholding.objects.standing().filter(pk=withholding.pk).update(**_lifted(by, why)):
        said = _stated(category=withholding.category, why=why)
        record("access.released", withholding.about, by=by, **said)


@transaction.atomic
def note_workplace(
    target: Model, organisation: Organisation, *, by: Any, until: date | None = None
) -> Workplace:
    """Write down that a person spoken of works for a body: colleagues who read of them are told.

    Raises `SetAlready` where that is so until another day.
    """
    part = {**named(target), "organisation": organisation}
    _end_what_is_over(Workplace, part)
    found, new = Workplace.objects.get_or_create(**part, ended_on=None, defaults=_said(by, until))
    if new:
        record("access.workplace_noted", target, by=by)
    return _as_asked(found, until)


@transaction.atomic
def end_workplace(workplace: Workplace, *, by: Any, why: str = "") -> None:
    """Write down that somebody works for a body no longer, or never did."""
    if Workplace.objects.standing().filter(pk=workplace.pk).update(**_lifted(by, why)):
        record("access.workplace_ended", workplace.about, by=by)


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


def _stated(**facts: Any) -> dict[str, Any]:
    """Keep of what a row of the trail may say that which was stated."""
    return {name: value for name, value in facts.items() if value}


def _said(by: Any, until: date | None, **more: Any) -> dict[str, Any]:
    """Give what a new row says besides what it is about."""
    if until is not None and until < today():
        raise Refused("The last day cannot be in the past.")
    return {"by_name": actor_name(by), "until": until, **more}


def _lifted(by: Any, why: str) -> dict[str, Any]:
    return {"ended_on": today(), "lifted_by": actor_name(by), "lifted_why": why}


def _leave_oversight(who: Any, by: Any) -> None:
    """Let nobody hide a record from those who watch over barring, or from their whole own team."""
    if isinstance(by, str) or may(by, "access.review"):
        return
    overseers = Membership.objects.current().filter(role=OVERSEER)
    if isinstance(who, Organisation):
        kept = overseers.filter(organisation=who).exists()
        kept = kept or who.pk in by.organisations_as(*by.roles)
    else:
        kept = overseers.filter(user=who).exists()
    if kept:
        raise AskOversight


def _end_what_is_over(model: Any, part: Mapping[str, Any]) -> None:
    """Write down that what ran out has ended, so that it can be set anew."""
    model.objects.over().filter(**part).update(ended_on=F("until"))


def _as_asked(found: Set, until: date | None) -> Set:
    if found.until != until:
        raise SetAlready(found.state)
    return found


def _apart(barring: Barring) -> str:
    """Name what the row is about: not the record, whose history more people read than may know."""
    return f"barring:{barring.about}"


def _barring_of(target: Model, organisation: Organisation) -> Barring | None:
    """Find what bars a body from a record, or, there, from whom it speaks of."""
    guard = find_guard(target._meta.label_lower)
    keys = [key_of(target), *(people_of(guard, target) if guard else ())]
    standing = Barring.objects.standing().filter(organisation=organisation)
    if guard and guard.owner:
        standing = standing.in_records_of(owner_of(guard, target))
    found = (standing.of(*_parted(key)).select_related("instead").first() for key in keys)
    return next((each for each in found if each), None)


def _parted(key: str) -> tuple[str, int]:
    label, _, number = key.partition(":")
    return label, int(number)
