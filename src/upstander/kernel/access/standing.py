"""By which right a person may open each record, and which categories of it they see and edit.

`opened_to` tells the database which records; this tells, of records that were read, how far. Some
five questions are asked for a whole page, however many records are on it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q

from upstander.kernel.access.guarding import (
    find_guard,
    guard_of,
    opened_with,
    owner_of,
    people_of,
)
from upstander.kernel.access.models import Barring, Involvement, UrgentAccess, Withholding
from upstander.kernel.access.opening import barred_anywhere
from upstander.kernel.access.terms import Term, partner_bodies, terms_of
from upstander.kernel.guards import Guard


@dataclass
class Standing:
    """How one person stands to one record."""

    through: set[str] = field(default_factory=set)  # own, agreement, urgent, break_glass
    view: set[str] = field(default_factory=set)  # categories
    edit: set[str] = field(default_factory=set)
    purposes: set[str] = field(default_factory=set)

    @property
    def inside(self) -> bool:
        """Tell whether the record is one of the person's own body."""
        return "own" in self.through

    @property
    def open(self) -> bool:
        """Tell whether the record is there for the person, be all of it withheld."""
        return bool(self.through)

    def add(self, way: str, purpose: str, categories: Iterable[str]) -> None:
        """Add what one right gives."""
        self.through.add(way)
        self.view |= set(categories)
        self.purposes.add(purpose)

    def take(self, other: "Standing", codes: Collection[str]) -> None:
        """Take over what another record gives, as far as this one has such categories."""
        for way in other.through:
            self.add(way, "", other.view & set(codes))
        if self.through:
            self.purposes |= other.purposes
        self.purposes.discard("")
        self.edit |= other.edit & set(codes)

    def shut(self) -> None:
        """Take every right away."""
        self.through, self.view, self.edit, self.purposes = set(), set(), set(), set()


def standings(user: Any, records: Collection[Any]) -> dict[Any, Standing]:
    """Tell how a person stands to records of one model; where there is no right it is empty."""
    found = {record.pk: Standing() for record in records}
    if not found or not user.is_active:
        return found
    guard = guard_of(next(iter(records)))
    if guard.owner:
        _fill(user, guard, records, found)
    else:
        _fill_along(user, guard, records, found)
    for key in _barred(user, guard, records):
        found[key].shut()
    return found


def _fill(user: Any, guard: Guard, records: Collection[Any], found: Mapping[Any, Standing]) -> None:
    owners = {record.pk: owner_of(guard, record) for record in records}
    partner = _Partner(user, guard, owners)
    for key, standing in found.items():
        _as_own(user, guard, owners[key], standing)
        for way, purpose, category, body in partner.ways(key):
            shut = way != "break_glass" and partner.withheld(key, category, body)
            standing.add(way, purpose, [] if shut or not category else [category])


def _fill_along(
    user: Any, guard: Guard, records: Collection[Any], found: Mapping[Any, Standing]
) -> None:
    """Let people, and what lies with them, stand open as far as the records do that open them."""
    codes = {category.code for category in guard.categories}
    for other, name, ours in opened_with(guard):
        wanted: dict[Any, list[Any]] = defaultdict(list)
        for record in records:
            wanted[getattr(record, ours)].append(record)
        rows = list(apps.get_model(other.record)._base_manager.filter(**{f"{name}__in": wanted}))
        for row, standing in zip(rows, standings(user, rows).values(), strict=True):
            for record in wanted[getattr(row, name)]:
                if not guard.along or _about(record, f"{other.label}:{row.pk}"):
                    found[record.pk].take(standing, codes)
    for key in _behind_glass(user, guard, found) if user.roles else ():
        found[key].add("break_glass", "safeguarding", codes)


def _behind_glass(user: Any, guard: Guard, keys: Collection[Any]) -> Iterable[Any]:
    glass = UrgentAccess.objects.open().filter(kind="break_glass", user=user.pk, label=guard.label)
    broken = list(glass.filter(key__in=keys).values_list("key", flat=True))
    if not broken:
        return broken
    rows = apps.get_model(guard.record)._base_manager.filter(pk__in=broken)
    return rows.exclude(barred_anywhere(user, guard)).values_list("pk", flat=True)


def _about(record: Any, key: str) -> bool:
    """Tell whether what lies with a person opens along with a record: the one it names, or any."""
    guard = find_guard(record.about.partition(":")[0])
    return record.about == key or guard is None or not guard.owner


def standing_of(user: Any, record: Any) -> Standing:
    """Tell how a person stands to one record."""
    found: Standing = standings(user, [record])[record.pk]
    return found


def _as_own(user: Any, guard: Guard, owner: int, standing: Standing) -> None:
    roles = {each.role for each in user.current_memberships if each.organisation_id == owner}
    if roles & guard.insiders:
        standing.add("own", guard.purpose, [c.code for c in guard.categories if c.view & roles])
    standing.edit |= {c.code for c in guard.categories if c.edit & roles}


def is_barred(user: Any, record: Any) -> bool:
    """Tell whether a record is shut to a person; one of a model without a guard never is."""
    guard = find_guard(record._meta.label_lower)
    return guard is not None and bool(_barred(user, guard, [record]))


class _Partner:
    """What comes to a person from other bodies' records, read for a whole page at once."""

    def __init__(self, user: Any, guard: Guard, owners: Mapping[Any, int]) -> None:
        self.guard, self.owners = guard, owners
        of_these = {"label": guard.label, "key__in": list(owners)}
        self.bodies = partner_bodies(user, guard)
        self.involved: dict[Any, set[int]] = defaultdict(set)
        rows = Involvement.objects.standing().filter(organisation__in=self.bodies, **of_these)
        for key, body in rows.values_list("key", "organisation"):
            self.involved[key].add(body)
        mine = Q(kind="continuity", organisation__in=self.bodies)
        if user.roles:
            mine |= Q(kind="break_glass", user=user.pk)
        urgent = UrgentAccess.objects.open().filter(mine, **of_these)
        self.urgent = list(urgent.values_list("key", "kind", "organisation"))
        self.terms = terms_of(user, guard)
        kept = any(kind == "continuity" for _, kind, _ in self.urgent)
        self.lapsed = terms_of(user, guard, lapsed=True) if kept else []
        withheld = Withholding.objects.standing().filter(**of_these)
        self._withheld = set(withheld.values_list("key", "category", "organisation"))

    def ways(self, key: Any) -> Iterable[tuple[str, str, str, int]]:
        """Give way, purpose, category ('' for the mere record) and body of all that is open."""
        for term in self._held(self.terms, key, self.involved[key]):
            yield "agreement", term.purpose, term.category, term.partner
        for of, kind, body in self.urgent:
            if of == key and kind == "break_glass":
                for category in self.guard.categories:
                    yield "break_glass", "safeguarding", category.code, body
            elif of == key:
                yield "urgent", "safeguarding", "", body
                for term in self._held([*self.terms, *self.lapsed], key, {body}):
                    yield "urgent", "safeguarding", term.category, body

    def withheld(self, key: Any, category: str, body: int) -> bool:
        """Tell whether a category of a record is kept from a body."""
        return not self._withheld.isdisjoint({(key, category, body), (key, category, None)})

    def _held(self, terms: Iterable[Term], key: Any, bodies: set[int]) -> Iterable[Term]:
        return (t for t in terms if t.owner == self.owners[key] and t.partner in bodies)


def _barred(user: Any, guard: Guard, records: Collection[Any]) -> set[Any]:
    """Give the keys of records that are shut to the person, or that speak of somebody who is."""
    named = {
        record.pk: {f"{guard.label}:{record.pk}", *people_of(guard, record)} for record in records
    }
    labels = [guard.label, *(label.lower() for label in guard.about.values())]
    keys = {int(each.partition(":")[2]) for names in named.values() for each in names}
    rows = Barring.objects.standing().naming(user).filter(label__in=labels, key__in=keys)
    out = rows.values_list("label", "key", "within")
    shut = {(f"{label}:{key}", within) for label, key, within in out}
    if not shut:
        return set()
    holds = {r.pk: {None, owner_of(guard, r) if guard.owner else None} for r in records}
    return {
        key
        for key, names in named.items()
        if any((name, body) in shut for name in names for body in holds[key])
    }
