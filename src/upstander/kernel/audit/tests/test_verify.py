from random import Random

import pytest
from django.db import OperationalError, connection, transaction

from upstander.kernel.audit import walk
from upstander.kernel.audit.anchors import anchor
from upstander.kernel.audit.bench import scratch_trail
from upstander.kernel.audit.key import trail_key
from upstander.kernel.audit.record import KeyMissing
from upstander.kernel.audit.tampering import TAMPERINGS
from upstander.kernel.audit.verify import Report, verify


@pytest.mark.django_db
def test_an_empty_trail_is_whole():
    assert verify() == Report(0, 0, 0, "", None)


@pytest.mark.django_db
def test_a_trail_as_it_was_written_is_whole(write):
    write(20)
    line = anchor()
    write(5)

    report = verify()

    assert report.whole
    assert (report.rows, report.anchors, report.anchored) == (26, 1, 20)
    assert report.anchored_at == line.at
    assert report.unanchored == 6  # five, and the note of the first anchor


@pytest.mark.slow
@pytest.mark.django_db
def test_a_thousand_random_tamperings_are_all_found(write):
    for _ in range(3):
        write(100)
        anchor()
    rows = verify().rows
    names = list(TAMPERINGS)

    missed = [
        (names[number % len(names)], number)
        for number in range(1000)
        if is_whole_after(names[number % len(names)], rows, Random(number))
    ]

    assert missed == []
    assert verify().whole


def is_whole_after(name, rows, chance):
    with transaction.atomic():
        with connection.cursor() as cursor:
            TAMPERINGS[name](cursor, rows, rows - 1, chance)
        whole = verify().whole
        transaction.set_rollback(True)
    return whole


@pytest.mark.django_db
def test_only_rows_after_the_last_anchor_can_be_cut_off_unseen(write):
    write(10)
    anchor()
    write(4)

    delete_from(11)
    assert verify().whole
    delete_from(10)

    found = verify().first_break
    assert found.sequence == 10
    assert found.sentence.startswith("The trail ends at row 9, but on ")
    assert found.sentence.endswith(" it had 10 rows: its end was cut off.")


@pytest.mark.django_db
def test_rows_that_are_cut_off_and_written_anew_are_found(write):
    write(10)
    anchor()
    delete_from(6)
    write(10)

    found = verify().first_break

    assert found.sequence == 10
    assert "written in their place" in found.sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "sequence", "sentence"),
    [
        ("DELETE FROM {} WHERE sequence = 7", 7, "Row 7 is missing: row 8 comes next."),
        ("DELETE FROM {} WHERE sequence = 1", 1, "Row 1 is missing: row 2 comes next."),
        (
            "UPDATE {} SET detail = '{{}}' WHERE sequence = 5",
            5,
            "Row 5 is not what was written, or not where it was written.",
        ),
    ],
)
def test_a_break_says_where_it_is_and_what_is_wrong(write, statement, sequence, sentence):
    write(10)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(walk.TABLE))

    found = verify().first_break

    assert (found.sequence, found.sentence) == (sequence, sentence)


@pytest.mark.django_db
def test_a_row_put_before_the_first_is_found(write):
    write(3)
    with connection.cursor() as cursor:
        TAMPERINGS["append"](cursor, 3, 3, Random(1))
        cursor.execute(f"UPDATE {walk.TABLE} SET sequence = 0 WHERE sequence = 4")

    assert verify().first_break.sequence == 1


@pytest.mark.django_db
def test_a_trail_without_its_key_cannot_be_checked(write, own_home):
    write(3)
    (own_home / "keys" / "audit.key").unlink()

    with pytest.raises(KeyMissing):
        verify()


@pytest.mark.django_db
def test_another_key_is_found_out_at_the_first_row(write, own_home):
    write(3)
    key = own_home / "keys" / "audit.key"

    key.write_text(key.read_text()[::-1])
    trail_key.cache_clear()

    assert verify().first_break.sequence == 1


@pytest.mark.django_db
@pytest.mark.parametrize("cut", [(), (1,), (100,), (101,), (150,), (200,), (100, 101)])
def test_two_processors_find_what_one_finds(monkeypatch, cut):
    seen = []
    monkeypatch.setattr(walk, "STRETCH", 50)
    with scratch_trail(200) as (scratch, home):
        with scratch.cursor() as cursor:
            for row in cut:
                cursor.execute(f"DELETE FROM {walk.TABLE} WHERE sequence = {row}")

        alone = verify(scratch, home)
        shared = verify(scratch, home, processes=2, progress=lambda *rows: seen.append(rows))

    assert alone.first_break == shared.first_break or alone.rows == shared.rows == cut[0] - 1
    assert alone.whole is shared.whole is (not cut)
    assert seen[0][0] == min(50, shared.rows)


@pytest.mark.django_db
def test_a_text_that_is_none_is_a_break_and_no_crash():
    with scratch_trail(20) as (scratch, home):
        with scratch.cursor() as cursor:
            cursor.execute(f"UPDATE {walk.TABLE} SET kind = CAST(X'ff' AS TEXT) WHERE sequence = 3")

        found = verify(scratch, home).first_break

    assert found.sequence == 1
    assert found.sentence == "Row 1, or one soon after it, holds bytes that are no text."


@pytest.mark.django_db
def test_a_table_that_cannot_be_read_is_no_break():
    with scratch_trail(20) as (scratch, home):
        with scratch.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {walk.TABLE} RENAME COLUMN actor TO somebody")

        with pytest.raises(OperationalError):
            verify(scratch, home)


def delete_from(sequence):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {walk.TABLE} WHERE sequence >= {sequence}")
