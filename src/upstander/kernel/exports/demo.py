"""Two published tables for the demonstration. Their counts are invented, and say so."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from upstander.kernel.exports.changes import publish
from upstander.kernel.exports.models import Publication
from upstander.kernel.exports.publishing.dimensions import Dimension
from upstander.kernel.exports.publishing.periods import quarters, years
from upstander.kernel.exports.publishing.table import Table
from upstander.kernel.reference.lists import NATIONAL, WARDS

BY = "system:demonstration"
YEAR, CLOSED = "2023-24", date(2024, 3, 31)
SHARES = {"disability": 5, "race": 34, "religion": 9, "sexual-orientation": 7, "transgender": 2}
STRANDS = Dimension("strand", "Strand", dict(NATIONAL), total="All reports", overlapping=True)


def load() -> None:
    """Publish the two tables, unless they were."""
    wards = Dimension("ward", "Ward", dict(WARDS["Merton"]), total="Merton")
    tables = {
        "demonstration.ward-strand": ((wards, STRANDS, years(YEAR)), "ward and strand"),
        "demonstration.strand-quarter": ((STRANDS, quarters(YEAR)), "strand and quarter"),
    }
    for code, (dimensions, words) in tables.items():
        if Publication.objects.filter(code=code).exists():
            continue
        rows = _reports(code)
        publish(
            Table.from_rows(
                dimensions, rows, code=code, subject="demonstration.reports", ends_on=CLOSED
            ),
            by=BY,
            title=f"Reports of hate crime by {words}, {YEAR}",
            edition="First edition",
            source="Invented for the demonstration",
            where="The demonstration",
        )


def _reports(code: str) -> Iterator[dict[str, Any]]:
    """Invent reports; every ninth or so speaks of two strands."""
    for place, (ward, _) in enumerate(WARDS["Merton"]):
        for strand, share in SHARES.items():
            count = share * (2 + (7 * place + 3 * len(strand)) % 9) // 12
            for number in range(count):
                both = [strand, "race"] if (number + place) % 9 == 0 else [strand]
                quarter = f"{YEAR} Q{1 + (number + place) % 4}"
                where = {"ward": ward} if "ward" in code else {}
                when = {"period": YEAR if "ward" in code else quarter}
                yield {**where, **when, "strand": both}
