"""The first door: which records a person may open, as a condition that the database answers.

A capability's queryset needs two lines:

    class CaseQuerySet(GuardedQuerySet):
        \"\"\"Finds cases.\"\"\"

and has `visible_to(user)` and `acting_for(work)`. What is more special combines the parts below.
"""

from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from upstander.kernel.access.acting import Worked, write_use
from upstander.kernel.access.declared import all_guards
from upstander.kernel.access.guarding import guard_of, opened_with
from upstander.kernel.access.models import Barring, Involvement, UrgentAccess
from upstander.kernel.access.terms import owners_by_partner, partner_bodies, terms_of
from upstander.kernel.guards import Guard
from upstander.kernel.vault.models import ClassifiedQuerySet

NOTHING = Q(pk__in=())


def opened_to(user: Any, model: Any) -> Q:
    """Give the condition under which a person may open records of a model, at this moment."""
    if not user.is_active:
        return NOTHING
    guard = guard_of(model)
    if not guard.owner:
        urgently = opened_urgently(user, guard) & ~barred_anywhere(user, guard)
        return (opened_along(user, guard) | urgently) & ~barred_to(user, guard)
    return (
        opened_to_own_body(user, guard)
        | opened_by_agreement(user, guard)
        | opened_urgently(user, guard)
    ) & ~barred_to(user, guard)


def opened_to_own_body(user: Any, guard: Guard) -> Q:
    """Keep records of the bodies in which the person has a role that sees any of it."""
    return Q(**{f"{guard.owner}__in": user.organisations_as(*guard.insiders)})


def opened_along(user: Any, guard: Guard) -> Q:
    """Keep people of whom a record speaks that the person may open, and what lies with those."""
    opened = NOTHING
    for other, name, ours in opened_with(guard):
        model = apps.get_model(other.record)
        rows = model._base_manager.filter(opened_to(user, model), **{name: OuterRef(ours)})
        opened |= Q(Exists(_named(rows, other))) if guard.along else Q(Exists(rows))
        if guard.along:
            opened |= Q(Exists(rows)) & ~_names_a_record()
    return opened


def _names_a_record() -> Q:
    """Keep what says that it is about one record of a guard, and so opens with that one alone."""
    said = NOTHING
    for guard in all_guards():
        if guard.owner:
            said |= Q(about__startswith=f"{guard.label}:")
    return said


def _named(rows: QuerySet[Any], guard: Guard) -> QuerySet[Any]:
    """Keep the record that `about` names."""
    key = Concat(Value(f"{guard.label}:"), Cast("pk", CharField()))
    return rows.alias(named=key).filter(named=OuterRef("about"))


def opened_by_agreement(user: Any, guard: Guard, *, purpose: str = "", category: str = "") -> Q:
    """Keep records in which the person's body is involved, and that an agreement in force opens."""
    opened = NOTHING
    terms = terms_of(user, guard, purpose=purpose, category=category)
    for partner, owners in owners_by_partner(terms).items():
        opened |= Q(**{f"{guard.owner}__in": owners}) & Q(involved(guard, partner))
    return opened


def opened_urgently(user: Any, guard: Guard) -> Q:
    """Keep records that the person's body keeps for 72 hours, or for which they broke the glass."""
    here = UrgentAccess.objects.open().filter(label=guard.label, key=OuterRef("pk"))
    kinds = UrgentAccess.Kind
    kept = Q(kind=kinds.CONTINUITY, organisation__in=partner_bodies(user, guard))
    if user.roles:  # whoever left has nothing left open, glass or no glass
        kept |= Q(kind=kinds.BREAK_GLASS, user=user.pk)
    return Q(Exists(here.filter(kept)))


def barred_to(user: Any, guard: Guard) -> Q:
    """Keep records that are shut to the person or a body of theirs, or whose person is.

    People whom one body alone shuts to them are not: they open along with what others keep.
    """
    here = OuterRef(guard.owner) if guard.owner else None
    return _barred(Barring.objects.standing().naming(user).in_records_of(here), guard)


def barred_anywhere(user: Any, guard: Guard) -> Q:
    """Keep these, and people whom one body alone shuts to the person.

    So that no list tells of them, and no glass is broken before them.
    """
    if guard.owner:
        return barred_to(user, guard)
    return _barred(Barring.objects.standing().naming(user), guard)


def _barred(out: Any, guard: Guard) -> Q:
    shut = Q(Exists(out.filter(label=guard.label, key=OuterRef("pk"))))
    for name, label in guard.about.items():
        shut |= Q(Exists(out.filter(label=label.lower(), key=OuterRef(name))))
    return shut


def shut_to(user: Any) -> dict[str, list[int]]:
    """Name every record that is shut to a person, so that no list tells them that there is one."""
    if not Barring.objects.standing().naming(user).exists():
        return {}
    return {
        guard.label: list(
            apps.get_model(guard.record)
            ._base_manager.filter(barred_anywhere(user, guard))
            .values_list("pk", flat=True)
        )
        for guard in all_guards()
    }


def without_shut(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Leave out what is said of records that are shut to a person, by label and key."""
    for label, keys in shut_to(user).items():
        rows = rows.exclude(label=label, key__in=keys)
    return rows


def shut_keys(user: Any) -> list[str]:
    """Name the same as the trail does."""
    return [f"{label}:{key}" for label, keys in shut_to(user).items() for key in keys]


def involved(guard: Guard, organisation: int) -> Exists:
    """Tell of each record whether a body takes part in it."""
    return Exists(
        Involvement.objects.standing().filter(
            label=guard.label, organisation=organisation, key=OuterRef("pk")
        )
    )


class GuardedQuerySet(ClassifiedQuerySet):
    """The two doors to records of people, and no third."""

    def visible_to(self, user: Any) -> "GuardedQuerySet":
        """Keep what a person may open; what they may not is not there for them."""
        return self.filter(opened_to(user, self.model))

    def acting_for(self, work: str, *, by: str = "") -> "GuardedQuerySet":
        """Give every record, for work of the product that is listed by name; a row says so.

        Raises LookupError for work that nobody declared.
        """
        write_use(Worked(work, self.model._meta.label_lower), by=by)
        return self.all()
