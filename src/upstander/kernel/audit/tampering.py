"""Every way we know of to falsify the trail. The bench and the tests do all of them.

Each takes a cursor, the number of rows, up to which row there are anchors, and a source of chance;
it changes the table by plain SQL, as somebody with the database but without the key would.
"""

# ruff: noqa: S608 - the names in these statements are ours, and falsifying is the purpose

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from upstander.kernel.audit.chain import COLUMNS
from upstander.kernel.audit.models import AuditEvent
from upstander.kernel.audit.reading import KIND

TABLE = AuditEvent._meta.db_table
CONTENT = (*COLUMNS[1:], "mac")
NAMES = ", ".join(CONTENT)

Tampering = Callable[[Any, int, int, Random], None]


def delete(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Delete one row."""
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence = %s", [chance.randint(1, anchored)])


def delete_and_close(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Delete one row and close the gap behind it."""
    row = chance.randint(1, rows - 1)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence = %s", [row])
    _move(cursor, row, -1)


def swap(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Let two rows change places."""
    one, other = chance.sample(range(1, rows + 1), 2)
    for source, target in ((one, -1), (other, one), (-1, other)):
        cursor.execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", [target, source])


def insert(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Put a copy of one row in front of another."""
    row, copied = chance.randint(1, rows), chance.randint(1, rows)
    _copy(cursor, copied, -1)
    _move(cursor, row - 1, 1)
    cursor.execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = -1", [row])


def append(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Add a copy of one row at the end."""
    _copy(cursor, chance.randint(1, rows), rows + 1)


def truncate(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Cut the end off."""
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence > %s", [chance.randint(0, anchored - 1)])


def rewrite_tail(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Replace the end by rows from further up."""
    first = chance.randint(rows // 2 + 2, rows)
    source = chance.randint(1, 2 * first - rows - 1)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence >= %s", [first])
    for step in range(rows - first + 1):
        _copy(cursor, source + step, first + step)


def move_number(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Give a row another number."""
    cursor.execute(
        f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s",
        [rows + chance.randint(2, 9), chance.randint(1, anchored)],
    )


def shift_border(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Move the border between two columns, so that the row's text as a whole stays the same."""
    cursor.execute(f"SELECT sequence FROM {TABLE} WHERE length(detail) <= 120 ORDER BY sequence")
    row = chance.choice(cursor.fetchall())[0]  # a longer one does not fit where PostgreSQL looks
    cursor.execute(
        f"UPDATE {TABLE} SET kind = kind || %s || actor, actor = actor_name, actor_name = record,"
        " record = detail, detail = '' WHERE sequence = %s",
        ["\n", row],
    )


def edit(column: str) -> Tampering:
    """Make the tampering that changes one column of one row."""

    def tamper(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
        row = chance.randint(1, rows)
        cursor.execute(f"SELECT {column} FROM {TABLE} WHERE sequence = %s", [row])
        text = cursor.fetchone()[0]
        place = chance.randrange(len(text))
        other = chance.choice([letter for letter in "0123456789abcdef" if letter != text[place]])
        changed = text[:place] + other + text[place + 1 :]
        cursor.execute(f"UPDATE {TABLE} SET {column} = %s WHERE sequence = %s", [changed, row])

    return tamper


def borrow(column: str) -> Tampering:
    """Make the tampering that takes the value of a column from another row, where it differs."""

    def tamper(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
        row = chance.randint(1, rows)
        cursor.execute(
            f"UPDATE {TABLE} SET {column} = (SELECT other.{column} FROM {TABLE} AS other"
            f" WHERE other.{column} <> {TABLE}.{column} ORDER BY other.sequence LIMIT 1)"
            " WHERE sequence = %s",
            [row],
        )

    return tamper


def hide_read(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Take one record out of a row that says which were read."""
    row, facts = _a_read(cursor, chance)
    facts["records"] = facts["records"][1:] or ["casework.case:0"]
    _write_facts(cursor, row, facts)


def change_reader(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Say that somebody else read."""
    row, _ = _a_read(cursor, chance)
    cursor.execute(f"UPDATE {TABLE} SET actor = 'people.user:9999' WHERE sequence = %s", [row])


def change_reason(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Say that something was read for another purpose, by another right."""
    row, facts = _a_read(cursor, chance)
    _write_facts(cursor, row, facts | {"purpose": "safeguarding", "through": ["agreement"]})


def delete_read(cursor: Any, rows: int, anchored: int, chance: Random) -> None:
    """Delete a row of reading and close the gap."""
    row, _ = _a_read(cursor, chance)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence = %s", [row])
    _move(cursor, row, -1)


TAMPERINGS: Mapping[str, Tampering] = {
    "delete": delete,
    "delete and close the gap": delete_and_close,
    "swap": swap,
    "insert": insert,
    "append": append,
    "truncate": truncate,
    "rewrite the tail": rewrite_tail,
    "edit sequence": move_number,
    "shift a border": shift_border,
    "hide what was read": hide_read,
    "change who read": change_reader,
    "change why it was read": change_reason,
    "delete a reading": delete_read,
    **{f"edit {column}": edit(column) for column in CONTENT},
    **{f"borrow {column}": borrow(column) for column in CONTENT},
}


def _a_read(cursor: Any, chance: Random) -> tuple[int, dict[str, Any]]:
    cursor.execute(f"SELECT sequence, detail FROM {TABLE} WHERE kind = %s", [KIND])
    row, detail = chance.choice(cursor.fetchall())
    return row, json.loads(detail)


def _write_facts(cursor: Any, row: int, facts: Mapping[str, Any]) -> None:
    written = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    cursor.execute(f"UPDATE {TABLE} SET detail = %s WHERE sequence = %s", [written, row])


def _copy(cursor: Any, row: int, target: int) -> None:
    cursor.execute(
        f"INSERT INTO {TABLE} (sequence, {NAMES}) SELECT %s, {NAMES} FROM {TABLE}"
        " WHERE sequence = %s",
        [target, row],
    )


def _move(cursor: Any, after: int, by: int) -> None:
    """Move the rows behind a row, by way of negative numbers, since no two may meet."""
    cursor.execute(
        f"UPDATE {TABLE} SET sequence = -(sequence + %s + 1000000) WHERE sequence > %s", [by, after]
    )
    cursor.execute(f"UPDATE {TABLE} SET sequence = -sequence - 1000000 WHERE sequence < -1000000")
