"""Tables for tests of what is published: `table(rows)`, and `published()` for one in the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from upstander.kernel.exports.changes import publish
from upstander.kernel.exports.models import Publication
from upstander.kernel.exports.publishing.dimensions import Dimension
from upstander.kernel.exports.publishing.policy import PEOPLE, Policy
from upstander.kernel.exports.publishing.table import Table

SYSTEM = "system:tests"
CLOSED = date(2024, 3, 31)


def dimension(name: str, *codes: str, **more: Any) -> Dimension:
    """Make a dimension whose codes are their own words."""
    return Dimension(name, name.capitalize(), {code: code for code in codes}, **more)


def table(
    dimensions: Sequence[Dimension],
    counts: Mapping[Any, int] | Iterable[Mapping[str, Any]],
    code: str = "tests.table",
    **more: Any,
) -> Table:
    """Make a table from rows, or from counts by the finest codes."""
    rows = _rows(dimensions, counts) if isinstance(counts, Mapping) else counts
    about: dict[str, Any] = {"subject": "tests.reports", "ends_on": CLOSED} | more
    return Table.from_rows(dimensions, rows, code=code, **about)


def published(policy: Policy = PEOPLE, **more: Any) -> Publication:
    """Publish a small table with one count too small to show."""
    where = dimension("place", "home", "street", "shop")
    counts = {"home": 12, "street": 3, "shop": 9}
    made = publish(
        table([where], counts), policy, by=SYSTEM, **{"title": "By place", "edition": "1"} | more
    )
    return Publication.objects.get(code=made.code, edition=made.edition)


def _rows(dimensions: Sequence[Dimension], counts: Mapping[Any, int]) -> list[dict[str, Any]]:
    names = [dimension.name for dimension in dimensions]
    cells = ((cell if isinstance(cell, tuple) else (cell,), n) for cell, n in counts.items())
    return [dict(zip(names, cell, strict=True)) | {"count": n} for cell, n in cells]
