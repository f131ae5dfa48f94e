"""Taking words or a file out for good: a name typed by mistake, wherever it stands.

History is otherwise only added to. What must not be known by anybody cannot stay readable beside
its correction, so this is the one change that overwrites: the trail says where, and never what.
It goes through every field that the parts of the product declare as typed (`Capability.typed`), of
the plans of all years too, since words are carried from one into the next.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from upstander.kernel.audit.record import key_of, record
from upstander.kernel.errors import Refused
from upstander.kernel.plan.models import EvidenceItem
from upstander.kernel.records.typed_fields import typed_fields

INSTEAD = "[taken out]"
SHORTEST = 2
MOST_ALIKE = 1000


class Why(models.TextChoices):
    """Why something has to go. A list, since the trail keeps it and nothing leaves the trail."""

    NAMED = "named", "It names somebody who should not be named"
    TELLING = "telling", "Somebody could be known by it"
    CONFIDENTIAL = "confidential", "It was said in confidence"
    ELSEWHERE = "elsewhere", "It belongs into another record"


class TooShort(Refused):
    """A letter or two stand in too many words."""


class NoFile(Refused):
    """There is nothing to take out."""


@dataclass(frozen=True)
class Place:
    """A field in which the words stand."""

    row: Any
    field: str

    @property
    def name(self) -> str:
        """Name it without a word of what it says."""
        return f"{key_of(self.row)}.{self.field}"


class Words:
    """Words to be found whatever their case and spacing, but never inside of another word."""

    def __init__(self, words: str) -> None:
        """Raises `TooShort` for a letter or two."""
        parts = _plain(words).casefold().split()
        if len("".join(parts)) < SHORTEST:
            raise TooShort(f"Write at least {SHORTEST} letters.")
        spelled = r"\s+".join(map(re.escape, parts))
        self._pattern = re.compile(rf"(?<!\w){spelled}(?!\w)")

    def stand_in(self, value: Any) -> bool:
        """Tell whether they stand in a value, whatever its shape."""
        if isinstance(value, str):
            return self._pattern.search(_plain(value).casefold()) is not None
        if isinstance(value, dict):
            value = list(value.values())
        return isinstance(value, list) and any(map(self.stand_in, value))

    def without(self, value: Any) -> Any:
        """Give a value with the words replaced in every text of it."""
        if isinstance(value, str):
            return self._without(value) if self.stand_in(value) else value
        if isinstance(value, list):
            return [self.without(part) for part in value]
        if isinstance(value, dict):
            return {name: self.without(part) for name, part in value.items()}
        return value

    def _without(self, text: str) -> str:
        written = _plain(text)
        folded = written.casefold()
        if len(folded) != len(written):  # letters that fold into two: places would not fit
            return INSTEAD
        kept, start = [], 0
        for found in self._pattern.finditer(folded):
            kept += [written[start : found.start()], INSTEAD]
            start = found.end()
        return "".join([*kept, written[start:]])


def places(words: Words) -> list[Place]:
    """Find every field in which words stand."""
    return [
        Place(row, field)
        for model, names in typed_fields().items()
        for row in model._default_manager.only("pk", *names)
        for field in names
        if words.stand_in(getattr(row, field))
    ]


@transaction.atomic
def redact_words(words: Words, *, why: Why, by: Any) -> list[Place]:
    """Take words out of every field. Returns the places in which they stood."""
    found = places(words)
    for place in found:
        _put(place, words.without(getattr(place.row, place.field)))
    if found:
        names = [place.name for place in found]
        record("plan.words_taken_out", "plan.words", by=by, places=names, why=why)
        transaction.on_commit(wipe, robust=True)
    return found


@transaction.atomic
def redact_file(item: EvidenceItem, *, why: Why, by: Any) -> None:
    """Destroy a file that shows something it should not; that there was one stays."""
    if not item.file:
        raise NoFile("There is no file here any more.")
    storage, name = item.file.storage, str(item.file.name)
    _overwrite(item, file="", title=INSTEAD)
    record("plan.file_taken_out", item, by=by, why=why)
    transaction.on_commit(lambda: storage.delete(name))
    transaction.on_commit(wipe, robust=True)


def wipe() -> None:
    """Write over what the database's files still hold of rows that were changed.

    SQLite leaves old rows in free pages and in its log. On PostgreSQL `VACUUM` does this, in its
    own time.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _plain(text: str) -> str:
    """Write letters with marks in one way, in which they can be compared."""
    return unicodedata.normalize("NFC", text)


def _put(place: Place, value: Any) -> None:
    """Write what stands instead, numbered where without the words it says what another row says."""
    longest = place.row._meta.get_field(place.field).max_length
    for number in range(1, MOST_ALIKE):
        told = f"{number}. {value}" if number > 1 else value
        try:
            with transaction.atomic():
                _overwrite(place.row, **{place.field: told[:longest] if longest else told})
        except IntegrityError:
            continue
        return
    raise Refused("So many say the same without these words that they cannot be told apart.")


def _overwrite(row: models.Model, **values: Any) -> None:
    """Write over a row, also over one that is otherwise written once: Django's own rows may."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**values)
