"""The referral sheet: one table says which answer stands under which heading, and who gets it.

`sheet.csv` is ours: nobody gets more than they need to act. A force, or any other kind of body,
that wants its own form has a table with the same columns in its place (`<kind>.csv`); document, PDF
and JSON are made from it, and nothing else changes. What may go without the person's name is not
for a table to say. Pure functions.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from upstander.kernel.errors import Refused

OURS = Path(__file__).parent / "sheet.csv"
VERSION = "2026-11"
COLUMNS = ("key", "heading", "part", "source", "for")
# answers that say who somebody is, whatever a table calls them
PERSONAL = frozenset(
    {"name", "phone", "email", "address", "safe_contact", "saw", "tenant_of", "told_whom"}
)


class UnfitTable(Refused):
    """A body's own table that cannot be used."""

    def __init__(self, path: Path, what: str) -> None:
        """Say what is wrong where."""
        super().__init__(f"The table {path.name} in the folder “forms” {what}")


@dataclass(frozen=True)
class Field:
    """One line of the sheet: its key in JSON, its heading, its part, which answer it shows."""

    key: str
    heading: str
    part: str
    source: str
    bodies: frozenset[str] = frozenset()  # none is every kind

    def is_for(self, body: str) -> bool:
        """Tell whether a kind of body gets it."""
        return not self.bodies or body in self.bodies


@dataclass(frozen=True)
class Table:
    """The lines of a sheet for one kind of body, and which edition of it."""

    version: str
    fields: tuple[Field, ...]

    def filled(self, values: Mapping[str, str], *, named: bool) -> Iterator[tuple[Field, str]]:
        """Give the lines with an answer; those that say who it is only where that was agreed."""
        for field in self.fields:
            value = values.get(field.source, "")
            if value and (named or field.source not in PERSONAL):
                yield field, value


def table_for(body: str, own: Path) -> Table:
    """Give the table for a kind of body: its own, where one lies at `own`, or else ours.

    Raises UnfitTable where its own cannot be used: ours would not be what they asked for.
    """
    if own.exists():
        return _own(own, own.stat().st_mtime_ns)
    return Table(VERSION, tuple(field for field in _ours() if field.is_for(body)))


@lru_cache(maxsize=1)
def _ours() -> tuple[Field, ...]:
    return tuple(_read(OURS))


@lru_cache(maxsize=16)
def _own(path: Path, changed: int) -> Table:
    fields = tuple(_read(path))
    if not fields:
        raise UnfitTable(path, "has no line.")
    known = {field.source for field in _ours()}
    strange = sorted({field.source for field in fields} - known)
    if strange:
        raise UnfitTable(path, f"asks for {strange[0]}, which no report has.")
    if len({field.key for field in fields}) < len(fields):
        raise UnfitTable(path, "has a key twice.")
    return Table(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()[:8]}", fields)


def _read(path: Path) -> Iterator[Field]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, strict=True):
                told = [(row.get(name) or "").strip() for name in COLUMNS]
                if not all(told[:4]):
                    raise UnfitTable(path, f"needs the columns {', '.join(COLUMNS[:4])}, all full.")
                yield Field(*told[:4], bodies=frozenset(told[4].split()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnfitTable(path, "cannot be read as a csv file in UTF-8.") from error
