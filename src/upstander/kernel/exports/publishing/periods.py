"""Financial years and quarters as a dimension: which quarters a year is made of is always said.

So a year is checked against its quarters, whichever of them were published first.
"""

from collections.abc import Sequence

from upstander.kernel.exports.publishing.dimensions import Dimension
from upstander.kernel.reference.quarters import Quarter, quarters_of


def years(*named: str) -> Dimension:
    """Give whole financial years, such as "2023-24"."""
    return _period({year: year for year in named}, named, "year")


def quarters(year: str) -> Dimension:
    """Give a year and each of its quarters."""
    codes = {_code(quarter): quarter.title for quarter in quarters_of(year)}
    return _period({**codes, year: year}, [year], "quarter")


def quarter(only: Quarter) -> Dimension:
    """Give one quarter."""
    return _period({_code(only): only.title}, [only.year], "quarter")


def year_to_date(last: Quarter) -> Dimension:
    """Give the quarters of a year up to one that is closed, added up."""
    parts = tuple(_code(quarter) for quarter in quarters_of(last.year)[: last.number])
    code = f"{last.year} Q1-Q{last.number}"
    words = f"{last.year} up to quarter {last.number}"
    return _period({code: words}, [last.year], "year", {code: parts})


def _code(quarter: Quarter) -> str:
    return f"{quarter.year} Q{quarter.number}"


def _period(
    codes: dict[str, str],
    of: Sequence[str],
    grain: str,
    more: dict[str, tuple[str, ...]] | None = None,
) -> Dimension:
    parts = {year: tuple(map(_code, quarters_of(year))) for year in of}
    return Dimension(
        "period", "Period", codes, {**parts, **(more or {})}, total="", whole=False, grain=grain
    )
