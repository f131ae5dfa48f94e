"""Bringing the shared words into the database; done by `upstander init`, twice without harm."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from upstander.kernel.reference import lists
from upstander.kernel.reference.models import Dated, Strand, Ward

Pairs = Sequence[tuple[str, str]]
Rows = dict[str, dict[str, Any]]  # what the row of each code should say


@transaction.atomic
def load_reference() -> None:
    """Bring strands and the borough's wards up to the lists; rows that a borough added stay."""
    local = _strands(lists.LOCAL, Strand.Scope.LOCAL, first=1 + len(lists.NATIONAL))
    main = _bring_up(Strand, _strands(lists.NATIONAL, Strand.Scope.NATIONAL) | local)
    parts: Rows = {}
    for listed, scope in (
        (lists.NATIONAL_PARTS, Strand.Scope.NATIONAL),
        (lists.LOCAL_PARTS, Strand.Scope.LOCAL),
    ):
        for code, rows in listed.items():
            parts |= _strands(rows, scope, parent=main[code])
    _bring_up(Strand, parts)
    _bring_up(Ward, _wards(settings.BOROUGH))


def _strands(
    rows: Pairs, scope: Strand.Scope, *, first: int = 1, parent: Strand | None = None
) -> Rows:
    return {
        code: {"title": title, "scope": scope, "position": position, "parent": parent}
        for position, (code, title) in enumerate(rows, start=first)
    }


def _wards(borough: str) -> Rows:
    return {
        code: {"title": title, "valid_from": lists.WARDS_FROM[borough]}
        for code, title in lists.WARDS.get(borough, ())
    }


def _bring_up(model: type[Dated], wanted: Rows) -> dict[str, Any]:
    """Mend the rows in force, and add all that are missing at once; give them by their codes."""
    in_force = model._default_manager.filter(valid_until=None, code__in=wanted)
    found: dict[str, Any] = {row.code: row for row in in_force}
    for code, row in found.items():
        for name, value in wanted[code].items():
            setattr(row, name, value)
        row.save()
    new = {code: model(code=code, **said) for code, said in wanted.items() if code not in found}
    model._default_manager.bulk_create(new.values())
    return found | new
