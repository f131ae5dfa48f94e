"""Bringing the shared words into the database; done by `upstander init`, twice without harm."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction

from upstander.kernel.reference import lists
from upstander.kernel.reference.models import Strand, Ward

Pairs = Sequence[tuple[str, str]]


@transaction.atomic
def load_reference() -> None:
    """Bring strands and the borough's wards up to the lists; rows that a borough added stay."""
    _load_strands(lists.NATIONAL, Strand.Scope.NATIONAL, first=1)
    _load_strands(lists.LOCAL, Strand.Scope.LOCAL, first=1 + len(lists.NATIONAL))
    _load_parts(lists.NATIONAL_PARTS, Strand.Scope.NATIONAL)
    _load_parts(lists.LOCAL_PARTS, Strand.Scope.LOCAL)
    for code, title in lists.WARDS.get(settings.BOROUGH, ()):
        Ward.objects.update_or_create(
            code=code,
            valid_until=None,
            defaults={"title": title, "valid_from": lists.WARDS_FROM[settings.BOROUGH]},
        )


def _load_parts(parts: Mapping[str, Pairs], scope: Strand.Scope) -> None:
    for code, rows in parts.items():
        _load_strands(rows, scope, first=1, parent=Strand.objects.current().get(code=code))


def _load_strands(
    rows: Pairs, scope: Strand.Scope, *, first: int, parent: Strand | None = None
) -> None:
    for position, (code, title) in enumerate(rows, start=first):
        Strand.objects.update_or_create(
            code=code,
            valid_until=None,
            defaults={
                "title": title,
                "scope": scope,
                "position": position,
                "parent": parent,
            },
        )
