"""Danger does not wait: continuity for a partner, glass for a person, and the review of both."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from upstander.kernel.access.check import require
from upstander.kernel.access.gateways import URGENT_GATEWAYS
from upstander.kernel.access.guarding import find_guard, owner_of
from upstander.kernel.access.lapse import last_lapsed
from upstander.kernel.access.models import Involvement, UrgentAccess
from upstander.kernel.access.models.urgent import LASTS
from upstander.kernel.access.opening import barred_anywhere
from upstander.kernel.access.reading import open_reason
from upstander.kernel.access.terms import partner_bodies
from upstander.kernel.audit.record import record
from upstander.kernel.clock import now
from upstander.kernel.errors import Refused

SHORTEST = 20  # characters of a reason that says something


class NoSuchRecord(Refused):
    """There is no such record, or it is shut to whoever asks: both are answered alike."""

    def __init__(self) -> None:
        """Say no more than that."""
        super().__init__("There is no such record.")


class NothingToKeep(Refused):
    """The body never had what it wants to keep."""

    def __init__(self) -> None:
        """Say what else there is."""
        super().__init__(
            "Only an organisation that takes part in the case, under an agreement that is over, "
            "can keep it open. Ask whose record it is, or break the glass if somebody is in danger."
        )


class ReasonTooShort(Refused):
    """A reason that nobody could review."""

    def __init__(self) -> None:
        """Ask for more."""
        super().__init__(
            "Say in a sentence who is in danger of what, and why it cannot wait. It is read by "
            "information governance alone."
        )


class WrongGateway(Refused):
    """A legal gateway that does not carry urgent access."""

    def __init__(self) -> None:
        """Ask for one that does."""
        super().__init__("Choose the legal gateway on which the record is opened.")


class OwnReview(Refused):
    """Somebody would review what they did themselves."""

    def __init__(self) -> None:
        """Ask for somebody else."""
        super().__init__("Somebody else has to review what you opened yourself.")


class ReviewedBefore(Refused):
    """It was reviewed already."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This was reviewed before. A finding is not changed.")


@dataclass(frozen=True)
class Stated:
    """What somebody states who opens a record urgently."""

    danger: str
    gateway: str
    reason: str


@transaction.atomic
def keep_open(label: str, key: int, *, by: Any, **stated: str) -> UrgentAccess:
    """Keep a case open for 72 hours to a body that takes part in it (design.md 4, "Danger").

    `stated` is danger, gateway and reason.

    Raises `NothingToKeep` for any other body, and `NoSuchRecord` for whoever is barred.
    """
    require(by, "access.keep_open")
    said = Stated(**stated)
    _check(said)
    target = find_record(label, key, by)
    guard = find_guard(label)
    taking_part = Involvement.objects.standing().of(label, key)
    mine = partner_bodies(by, guard) if guard else frozenset()
    bodies = set(taking_part.filter(organisation__in=mine).values_list("organisation", flat=True))
    if (
        guard is None
        or not guard.owner
        or not bodies
        or last_lapsed(owner_of(guard, target), bodies) is None
    ):
        raise NothingToKeep
    return _open("continuity", (label, key), min(bodies), said, by)


@transaction.atomic
def break_glass(label: str, key: int, *, by: Any, **stated: str) -> UrgentAccess:
    """Open one record for four hours to a person who has no other right to it.

    Raises `NoSuchRecord` where there is none and for whoever is barred.
    """
    require(by, "access.break_glass")
    said = Stated(**stated)
    _check(said)
    find_record(label, key, by)
    body = by.current_memberships[0].organisation_id
    return _open("break_glass", (label, key), body, said, by)


@transaction.atomic
def note_attempt(label: str, key: int, *, by: Any) -> None:
    """Write that somebody asked for a record that is not there, or that is shut to them."""
    if find_guard(label):
        record("access.opening_refused", f"{label.lower()}:{key}", by=by)


@transaction.atomic
def review(urgent: UrgentAccess, *, finding: str, stop: bool = False, by: Any) -> UrgentAccess:
    """Say whether it was right; `stop` shuts the record at once."""
    require(by, "access.review")
    stands = UrgentAccess.objects.select_for_update().get(pk=urgent.pk)
    if stands.user_id == by.pk:
        raise OwnReview
    if stands.reviewed_at:
        raise ReviewedBefore
    stands.reviewed_at, stands.reviewed_by, stands.finding = now(), str(by), finding
    stands.stopped_at = now() if stop and stands.is_open else stands.stopped_at
    stands.full_clean(exclude=["reason"])
    stands.save(update_fields=["reviewed_at", "reviewed_by", "finding", "stopped_at"])
    record("access.reviewed", stands, by=by, finding=finding, stopped=bool(stands.stopped_at))
    return stands


def reason_for_review(urgent: UrgentAccess, *, by: Any) -> str:
    """Open the reason for whoever reviews it, or gave it; that is on record like all reading."""
    if urgent.user_id != by.pk:
        require(by, "access.review")
    open_reason(by, urgent)
    return str(urgent.reason)


def find_record(label: str, key: int, user: Any) -> Model:
    """Give a guarded record that is not shut to a person; raises `NoSuchRecord`."""
    guard = find_guard(label)
    if guard is None or guard.along:  # what lies with a person opens with a record of theirs
        raise NoSuchRecord
    rows: Any = apps.get_model(guard.record)._base_manager.filter(pk=key)
    found: Model | None = rows.exclude(barred_anywhere(user, guard)).first()
    if found is None:
        raise NoSuchRecord
    return found


def _check(said: Stated) -> None:
    if len(said.reason.strip()) < SHORTEST:
        raise ReasonTooShort
    if said.gateway not in URGENT_GATEWAYS:
        raise WrongGateway


def _open(kind: str, about: tuple[str, int], body: int, said: Stated, by: Any) -> UrgentAccess:
    began = now()
    urgent = UrgentAccess(
        kind=kind,
        label=about[0].lower(),
        key=about[1],
        user=by,
        organisation_id=body,
        danger=said.danger,
        gateway=said.gateway,
        began_on=localdate(began),
        began_at=began,
        ends_at=began + LASTS[kind],
        review_on=localdate(began) + timedelta(days=1),
        reason=said.reason.strip(),
    )
    urgent.full_clean()
    urgent.save()
    record(
        "access.kept_open" if kind == "continuity" else "access.glass_broken",
        urgent.about,
        by=by,
        organisation=urgent.organisation.short,
        danger=urgent.get_danger_display(),
        gateway=urgent.get_gateway_display(),
    )
    return urgent
