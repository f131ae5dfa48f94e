"""Reading the whole trail and telling whether it is as it was written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

from upstander.kernel.audit.anchors import RECORD, Anchor, BadAnchor, anchor_path, read_anchors
from upstander.kernel.audit.chain import START
from upstander.kernel.audit.key import has_key, trail_key
from upstander.kernel.audit.record import KeyMissing
from upstander.kernel.audit.walk import TABLE, Progress, Walked, read_macs, silent, walk_rows

LINES = 500  # how many anchors are compared at once


@dataclass(frozen=True)
class Break:
    """The first place where the trail is not what was written: a row, and what is wrong there."""

    sequence: int
    sentence: str


@dataclass(frozen=True)
class Report:
    """What a check of the trail found."""

    rows: int
    anchors: int
    anchored: int
    anchored_at: str
    first_break: Break | None

    @property
    def whole(self) -> bool:
        """Tell whether everything stands as it was written."""
        return self.first_break is None

    @property
    def unanchored(self) -> int:
        """Count the rows after the last anchor, which somebody could have cut off unseen."""
        return self.rows - self.anchored


class Broken(Exception):
    """The check ends here."""

    def __init__(self, sequence: int, sentence: str) -> None:
        """Keep the row and the sentence."""
        super().__init__(sentence)
        self.found = Break(sequence, sentence)


@dataclass(frozen=True)
class Note:
    """A row of the trail that vouches for a line of the anchor file."""

    row: int
    sequence: int


def verify(
    connection: BaseDatabaseWrapper | None = None,
    home: Path | None = None,
    *,
    processes: int = 1,
    progress: Progress = silent,
) -> Report:
    """Check every row, every anchor and every note; raises `KeyMissing` where the key is gone.

    More than one process is for the command line alone: they are forked, and a server has threads.

    Anything may be written meanwhile. Notes are read before the length of the anchor file, and
    that before the rows, so that whatever is named by the one is surely in the next.
    """
    source, place = connection or default_connection, home or settings.HOME
    notes = dict(_notes(source))
    path = anchor_path(place)
    size = path.stat().st_size if path.exists() else 0
    if not has_key(place):
        return _without_key(source, size)
    key = trail_key(place)
    walked = walk_rows(source, key, processes, progress)
    lines = Lines(source, walked, notes)
    try:
        lines.check(read_anchors(path, key, size))
    except Broken as broken:
        return lines.report(broken.found)
    except BadAnchor as bad:
        return lines.report(Break(lines.last.sequence if lines.last else 0, bad.message))
    return lines.report(Break(walked.rows + 1, walked.wrong) if walked.wrong else None)


class Lines:
    """Holds the lines of the anchor file against the rows, and the notes against the lines."""

    def __init__(
        self, connection: BaseDatabaseWrapper, walked: Walked, notes: Mapping[int, Note]
    ) -> None:
        """Begin before the first line."""
        self.last: Anchor | None = None
        self._connection = connection
        self._walked = walked
        self._notes = dict(notes)

    def check(self, anchors: Iterator[Anchor]) -> None:
        """Compare the lines up to where the rows are sound; raises `Broken` at a false one."""
        while some := list(islice(anchors, LINES)):
            macs = {0: START, **read_macs(self._connection, [line.sequence for line in some])}
            for line in some:
                if line.sequence > self._walked.rows:
                    self._refuse_short_trail([*some, *anchors])
                    return
                self._compare(line, macs.get(line.sequence))
                self.last = line
        self._refuse_unwritten()

    def report(self, found: Break | None) -> Report:
        """Sum up."""
        rows, last = self._walked.rows, self.last
        if last is None:
            return Report(rows, 0, 0, "", found)
        return Report(rows, last.number, last.sequence, last.at, found)

    def _compare(self, line: Anchor, mac: str | None) -> None:
        if mac != line.mac:
            raise Broken(
                line.sequence,
                f"Row {line.sequence} is not the one that stood there on {line.at}:"
                " rows were cut off and others written in their place.",
            )
        note = self._notes.pop(line.number, None)
        if note and note.sequence != line.sequence:
            raise Broken(
                note.row,
                f"Row {note.row} notes that line {line.number} of the anchor file is about row"
                f" {note.sequence}, but it is about row {line.sequence}: the file was exchanged.",
            )

    def _refuse_short_trail(self, lines: list[Anchor]) -> None:
        if self._walked.wrong:
            return  # the rows go on, but not unbroken
        rows, longest = self._walked.rows, max(lines, key=lambda line: line.sequence)
        raise Broken(
            rows + 1,
            f"The trail ends at row {rows}, but on {longest.at} it had {longest.sequence} rows:"
            " its end was cut off.",
        )

    def _refuse_unwritten(self) -> None:
        ends = self.last.number if self.last else 0
        for number, note in () if self._walked.wrong else self._notes.items():
            raise Broken(
                note.row,
                f"Row {note.row} notes line {number} of the anchor file, but that ends at line"
                f" {ends}: lines were cut off.",
            )


def _without_key(connection: BaseDatabaseWrapper, size: int) -> Report:
    if size or walk_rows(connection, b"").wrong:
        raise KeyMissing
    return Report(0, 0, 0, "", None)


def _notes(connection: BaseDatabaseWrapper) -> Iterator[tuple[int, Note]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sequence, detail FROM {TABLE} WHERE record = %s ORDER BY sequence",  # noqa: S608
            [RECORD],
        )
        for row, detail in cursor.fetchall():
            try:
                facts = json.loads(detail)
                yield int(facts["line"]), Note(row, int(facts["sequence"]))
            except (ValueError, KeyError, TypeError):
                continue  # an edited row: the chain breaks there
