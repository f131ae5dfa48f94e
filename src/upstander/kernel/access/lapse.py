"""Why a record that somebody worked with yesterday is shut today, and who can open it again."""

from typing import Any

from django.utils.formats import date_format

from upstander.kernel.access.check import NotAllowed
from upstander.kernel.access.guarding import find_guard, owner_of
from upstander.kernel.access.models import Agreement, Involvement
from upstander.kernel.access.opening import barred_to
from upstander.kernel.access.terms import partner_bodies


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
    if guard is None or not mine:
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


def last_lapsed(owner: int, bodies: set[int]) -> Agreement | None:
    """Give the agreement between two bodies that lapsed last."""
    ended = Agreement.objects.lapsed().filter(parties__in=bodies)
    both = ended.filter(pk__in=Agreement.objects.filter(parties=owner))
    return both.select_related("renewed_by__holder", "renewed_by__organisation").last()
