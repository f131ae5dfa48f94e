"""Looking for a mark in every byte, also where it was encoded or packed."""

import base64
import re
import zlib
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.db import connection

from upstander.kernel.vault.kinds import Choice, Day, Email, Phone, Several
from upstander.kernel.vault.models.classified import classified_fields

FIRST_DAY = date(1890, 1, 1)
numbers = count(1)

BASE64 = re.compile(rb"[A-Za-z0-9+/_=-]{16,}")
PACKED = (b"x\x9c", b"x\xda", b"x\x01")
ARCHIVE = b"PK\x03\x04"  # which a spreadsheet is too


def readings(content: bytes):
    """Give the bytes as they are, and what they are once decoded and unpacked, twice over."""
    yield content
    for depth_one in _decoded(content):
        yield depth_one
        yield from _decoded(depth_one)


def _decoded(content: bytes):
    for found in BASE64.findall(content):
        for alphabet in (found, found.replace(b"-", b"+").replace(b"_", b"/")):
            for start in range(4):
                part = alphabet[start:]
                try:
                    yield base64.b64decode(part[: len(part) // 4 * 4])
                except ValueError:
                    continue
    for mark in PACKED:
        place = content.find(mark)
        while place >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(content[place:])
            place = content.find(mark, place + 1)
    yield from _unpacked(content)


def _unpacked(content: bytes):
    """Give what is in the last archive, or spreadsheet, that stands among bytes."""
    if ARCHIVE in content:
        with suppress(BadZipFile), ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def found_in(folder: Path, marks):
    """Name the files of a folder in which a mark can be read, and which."""
    return sorted(
        (path.name, mark)
        for path in folder.rglob("*")
        if path.is_file()
        for mark in found_in_bytes(path.read_bytes(), marks)
    )


def found_in_bytes(content: bytes, marks):
    seen = set()
    for reading in readings(content):
        seen |= {mark for mark in marks if mark.encode() in reading}
        seen |= {mark for mark in marks if mark.encode("utf-16-le") in reading}
    return seen


def dump_of_database():
    """Give every value of every table as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield value if isinstance(value, bytes) else str(value).encode()


def marked(model):
    """Give every protected field of a model a value with a mark of its own, and the marks.

    A choice among a few words, or an hour, can hold none.
    """
    values, marks = {}, []
    for field in classified_fields(model):
        kind = field.kind.kind if isinstance(field.kind, Several) else field.kind
        value, mark = value_for(kind, field.name, next(numbers))
        values[field.name] = [value] if isinstance(field.kind, Several) else value
        if mark:
            marks.append(mark)
    return values, marks


def value_for(kind, name, number):
    if isinstance(kind, Day):
        day = FIRST_DAY + timedelta(days=number)
        return day, day.isoformat()
    if isinstance(kind, Choice):
        return min(kind._codes()), ""
    if isinstance(kind, Email):
        address = f"canary{number:04}@{name.replace('_', '-')}.example"
        return address, address
    if isinstance(kind, Phone):
        return f"0770{number:07}", f"0770{number:07}"
    if kind.longest < 10:
        return "03:47", ""
    mark = f"canary{number:04}-{name}"[: kind.longest]
    return mark, mark
