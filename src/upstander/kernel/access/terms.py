"""What agreements open to one person's bodies, read in one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from upstander.kernel.access.models import Agreement
from upstander.kernel.guards import Guard


@dataclass(frozen=True)
class Term:
    """An agreement opens one category of one body's records to another body, for a purpose."""

    agreement: int
    owner: int
    partner: int
    purpose: str
    category: str


def partner_bodies(user: Any, guard: Guard) -> frozenset[int]:
    """Give the bodies for which a person may open records of others."""
    found: frozenset[int] = user.organisations_as(*guard.partners)
    return found


def terms_of(
    user: Any, guard: Guard, *, purpose: str = "", category: str = "", lapsed: bool = False
) -> list[Term]:
    """List what is open to a person's bodies today, or what was open before its agreement lapsed.

    Asked anew each time: an agreement that ends now opens nothing at the next click.
    """
    mine = partner_bodies(user, guard)
    if not mine:
        return []
    agreements = Agreement.objects.lapsed() if lapsed else Agreement.objects.in_force()
    wanted = {"purpose": purpose} if purpose else {}
    codes = [category] if category else [each.code for each in guard.categories]
    rows = (
        agreements.filter(parties__in=mine, **wanted)
        .annotate(partner=F("parties"))
        .filter(categories__category__in=codes)
        .values_list("pk", "partner", "purpose", "categories__category")
    )
    return _with_owners(list(rows))


def _with_owners(rows: list[tuple[int, int, str, str]]) -> list[Term]:
    through = Agreement.parties.through
    signed = through.objects.filter(agreement__in={row[0] for row in rows})
    parties: dict[int, set[int]] = {}
    for agreement, body in signed.values_list("agreement", "organisation") if rows else ():
        parties.setdefault(agreement, set()).add(body)
    return [
        Term(agreement, owner, partner, purpose, category)
        for agreement, partner, purpose, category in rows
        for owner in parties[agreement] - {partner}
    ]


def owners_by_partner(terms: Iterable[Term]) -> dict[int, set[int]]:
    """Gather whose records are open to which of a person's bodies."""
    found: dict[int, set[int]] = {}
    for term in terms:
        found.setdefault(term.partner, set()).add(term.owner)
    return found
