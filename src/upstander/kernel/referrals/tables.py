"""The table behind a referral: which answer stands under which heading, and who gets it.

Whoever hands records over has one table (csv) for all kinds of body: nobody gets more than they
need to act. A body's own form has a table with the same columns. Pure functions.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

from upstander.kernel.documents.word_places import fits
from upstander.kernel.errors import Refused

COLUMNS = ("key", "heading", "part", "source", "for")
THEIRS = COLUMNS[:4]
TAKEN = "sheet"  # in JSON it names the edition


class UnfitForm(Refused):
    """A body's own form that cannot be used."""


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


Lines = tuple[tuple[Field, str], ...]


@dataclass(frozen=True)
class Table:
    """The lines of a referral, and which edition of them."""

    version: str
    fields: tuple[Field, ...]

    def filled(self, values: Mapping[str, str]) -> Lines:
        """Give the lines that have an answer."""
        return tuple((each, values[each.source]) for each in self.fields if values.get(each.source))

    def for_body(self, body: str) -> "Table":
        """Keep what a kind of body gets."""
        return Table(self.version, tuple(each for each in self.fields if each.is_for(body)))


@lru_cache(maxsize=16)
def read_table(path: Path, version: str) -> Table:
    """Read the table of whoever hands over."""
    return Table(version, tuple(fields_of(path.read_text("utf-8"))))


def fields_of(text: str) -> Iterator[Field]:
    """Read the lines of a table that is known to be right."""
    for row in csv.DictReader(StringIO(text, newline="")):
        key, heading, part, source, bodies = (row.get(name) or "" for name in COLUMNS)
        yield Field(key, heading, part, source, frozenset(bodies.split()))


def as_text(fields: Iterable[Field]) -> str:
    """Write lines as csv, without whom they are for."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(THEIRS)
    writer.writerows((each.key, each.heading, each.part, each.source) for each in fields)
    return out.getvalue()


def fields_from(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> tuple[Field, ...]:
    """Read a table that somebody made; raises UnfitForm with all that is wrong with its lines."""
    headings = [each.strip().casefold() for each in columns]
    lacking = [name for name in THEIRS if name not in headings]
    if lacking:
        raise UnfitForm(f"The table needs the columns {', '.join(THEIRS)}: {lacking[0]} is not in.")
    told = [dict(zip(headings, (cell.strip() for cell in row), strict=False)) for row in rows]
    fields = tuple(
        Field(row["key"], row["heading"], row["part"], row["source"], frozenset()) for row in told
    )
    wrong = list(_wrong_with(fields))
    if wrong:
        raise UnfitForm(" ".join(wrong))
    return fields


def _wrong_with(fields: tuple[Field, ...]) -> Iterator[str]:
    if not fields:
        yield "The table has no line."
    seen: set[str] = set()
    for number, each in enumerate(fields, start=2):
        if not all((each.key, each.heading, each.part, each.source)):
            yield f"Row {number} lacks its {next(n for n in THEIRS if not getattr(each, n))}."
        elif not fits(each.key) or each.key == TAKEN:
            yield f"Row {number}: the key {each.key[:40]} cannot be used. {WHAT_FITS}"
        elif each.key in seen:
            yield f"Row {number}: the key {each.key} stands there twice."
        seen.add(each.key)


WHAT_FITS = (
    "A key begins with a letter and has letters, digits, points, dashes and low lines, 40 at "
    f"most. The word “{TAKEN}” is taken."
)
