"""Why a record that somebody worked with yesterday is shut today, and who can open it again."""

from typing import Any

from django.utils.formats import date_format

from upstander.kernel.access.check import NotAllowed
from upstander.kernel.access.guarding import find_guard, guard_of, owner_of
from upstander.kernel.access.models import Agreement, Involvement
from upstander.kernel.access.opening import barred_to, involved
from upstander.kernel.access.terms import Term, partner_bodies, terms_of


class Lapsed(NotAllowed):
    """An agreement that opened the record is over."""

    def __init__(self, agreement: Agreement, about: str) -> None:
        """Name the agreement, the day, and who can renew it."""
        self.agreement, self.about = agreement, about
        super().__init__(
            f"“{agreement}” ended on {date_format(agreement.lapsed_on, 'j F Y')}, and with it your "
            f"organisation’s access. {agreement.renewer} can renew it."
        )

    @property
    def message(self) -> str:
        """Give the sentence."""
        return str(self)


def explain(user: Any, model: Any, key: int) -> None:
    """Raise `Lapsed` where a record is shut to a person because an agreement is over.

    For whoever was never in the case, or is barred from it, the record does not exist: then nothing
    is said.
    """
    guard = find_guard(model._meta.label_lower)
    mine = partner_bodies(user, guard) if guard else frozenset()
    if guard is None or not guard.owner or not mine:
        return
    taking_part = Involvement.objects.standing().of(guard.label, key).filter(organisation__in=mine)
    bodies = set(taking_part.values_list("organisation", flat=True))
    rows = model._base_manager.filter(pk=key).exclude(barred_to(user, guard))
    record = rows.first() if bodies else None
    if record is None:
        return
    ended = last_lapsed(owner_of(guard, record), bodies)
    if ended is not None:
        raise Lapsed(ended, f"{guard.label}:{key}")


def closed_by_lapse(user: Any, model: Any) -> list[Lapsed]:
    """List what a person's list of records lacks since an agreement is over, each with a sentence.

    An agreement in force between the same bodies leaves nothing to say.
    """
    guard = guard_of(model)
    ended = _pairs(terms_of(user, guard, lapsed=True)) - _pairs(terms_of(user, guard))
    said = []
    for owner, partner in sorted(ended):
        rows = model._base_manager.filter(involved(guard, partner), **{guard.owner: owner})
        agreement = last_lapsed(owner, {partner})
        if agreement is not None and rows.exclude(barred_to(user, guard)).exists():
            said.append(Lapsed(agreement, ""))
    return said


def _pairs(terms: list[Term]) -> set[tuple[int, int]]:
    return {(term.owner, term.partner) for term in terms}


def last_lapsed(owner: int, bodies: set[int]) -> Agreement | None:
    """Give the agreement between two bodies that lapsed last."""
    ended = Agreement.objects.lapsed().filter(parties__in=bodies)
    both = ended.filter(pk__in=Agreement.objects.filter(parties=owner))
    return both.select_related("renewed_by__holder", "renewed_by__organisation").last()
