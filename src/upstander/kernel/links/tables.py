"""The table behind a referral: which answer stands under which heading, and who gets it.

Whoever hands records over has one table (csv) for all kinds of body: nobody gets more than they
need to act. A body that wants its own form has a table with the same columns in its place
(`<kind>.csv` in the folder `forms` of UPSTANDER_HOME), and nothing else changes. What may go
without somebody's name is not for a table to say. Pure functions.
"""

import csv
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from upstander.kernel.errors import Refused

COLUMNS = ("key", "heading", "part", "source", "for")


class UnfitTable(Refused):
    """A body's own table that cannot be used."""

    def __init__(self, path: Path, what: str) -> None:
        """Say what is wrong where."""
        super().__init__(f"The table {path.name} in the folder “forms” {what}")


@dataclass(frozen=True)
class Field:
    """One line: its key in JSON, its heading, its part, which answer it shows, and to whom."""

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
    """The lines of a referral, and which edition of them."""

    version: str
    fields: tuple[Field, ...]

    def filled(
        self, values: Mapping[str, str], *, but: Collection[str] = ()
    ) -> Iterator[tuple[Field, str]]:
        """Give the lines with an answer; without those of which `but` names the answer."""
        for field in self.fields:
            if values.get(field.source) and field.source not in but:
                yield field, values[field.source]

    def for_body(self, body: str) -> "Table":
        """Keep what a kind of body gets."""
        return Table(self.version, tuple(each for each in self.fields if each.is_for(body)))


def table_for(body: str, ours: Table, folder: Path) -> Table:
    """Give the table for a kind of body: its own, where one lies in the folder, or else ours.

    Raises UnfitTable where its own cannot be used: ours would not be what they asked for.
    """
    own = folder / f"{body}.csv"
    if not own.exists():
        return ours.for_body(body)
    return _own(own, own.stat().st_mtime_ns, frozenset(each.source for each in ours.fields))


@lru_cache(maxsize=16)
def read_table(path: Path, version: str) -> Table:
    """Read the table of whoever hands over."""
    return Table(version, tuple(_read(path)))


@lru_cache(maxsize=16)
def _own(path: Path, changed: int, known: frozenset[str]) -> Table:
    fields = tuple(_read(path))
    if not fields:
        raise UnfitTable(path, "has no line.")
    strange = sorted({field.source for field in fields} - known)
    if strange:
        raise UnfitTable(path, f"asks for {strange[0]}, which nobody here is asked.")
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
                key, heading, part, source, bodies = told
                yield Field(key, heading, part, source, frozenset(bodies.split()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnfitTable(path, "cannot be read as a csv file in UTF-8.") from error
