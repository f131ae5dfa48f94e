"""Looking for a mark in every byte, also where it was encoded or packed."""

import base64
import re
import zlib
from contextlib import suppress
from pathlib import Path

from django.db import connection

BASE64 = re.compile(rb"[A-Za-z0-9+/_=-]{16,}")
PACKED = (b"x\x9c", b"x\xda", b"x\x01")


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
