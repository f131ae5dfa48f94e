"""Agreements begin, are renewed, and are stopped."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.access.declared import opening_purposes
from upstander.kernel.access.models import Agreement, OpenedCategory
from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.people.models import Organisation


class TooFewParties(Refused):
    """One body alone agrees with nobody."""

    def __init__(self) -> None:
        """Say what is needed."""
        super().__init__("Name at least two organisations: whose records are opened, and to whom.")


class NotLater(Refused):
    """A renewal that does not make the agreement last longer."""

    def __init__(self, ends_on: date) -> None:
        """Say until when it lasts already."""
        super().__init__(
            f"It lasts until {ends_on:%d %B %Y} already, and a renewal needs a later day that is "
            "not past. To end it sooner, stop it."
        )


@transaction.atomic
def add_agreement(
    *,
    parties: Collection[Organisation],
    categories: Collection[str],
    by: Any,
    **fields: Any,
) -> Agreement:
    """Write an agreement down; it opens records from its first day on."""
    if len(set(parties)) < 2:
        raise TooFewParties
    if fields["purpose"] not in opening_purposes():
        raise LookupError(f"no such purpose: {fields['purpose']}")
    if unknown := set(categories) - set(CATEGORIES):
        raise LookupError(f"no such category: {', '.join(sorted(unknown))}")
    agreement = Agreement(**fields)
    agreement.full_clean()
    agreement.save()
    agreement.parties.set(parties)
    for category in categories:
        OpenedCategory.objects.create(agreement=agreement, category=category)
    record(
        "access.agreement_added",
        agreement,
        by=by,
        parties=", ".join(sorted(body.short for body in parties)),
        categories=", ".join(code for code in CATEGORIES if code in categories),
        purpose=agreement.purpose,
        gateway=agreement.get_gateway_display(),
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
    )
    return agreement


@transaction.atomic
def renew_agreement(agreement: Agreement, *, until: date, by: Any) -> Agreement:
    """Let an agreement last longer, or open again what had lapsed."""
    if until < today() or (until <= agreement.ends_on and not agreement.stopped_on):
        raise NotLater(agreement.ends_on)
    before = agreement.lapsed_on
    agreement.ends_on, agreement.stopped_on = until, None
    agreement.full_clean()
    agreement.save(update_fields=["ends_on", "stopped_on"])
    record("access.agreement_renewed", agreement, by=by, ends_on=[before, until])
    return agreement


@transaction.atomic
def stop_agreement(agreement: Agreement, *, by: Any) -> Agreement:
    """End an agreement now: at the next click it opens nothing."""
    if agreement.stopped_on is None:
        agreement.stopped_on = today()
        agreement.save(update_fields=["stopped_on"])
        record("access.agreement_stopped", agreement, by=by, on=agreement.stopped_on)
    return agreement
