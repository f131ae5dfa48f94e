from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from upstander.kernel.audit import anchors
from upstander.kernel.audit.anchors import (
    RECORD,
    BadAnchor,
    anchor,
    anchor_path,
    last_anchor,
    unanchored_since,
)
from upstander.kernel.audit.record import events_for, record, whole_trail
from upstander.kernel.audit.verify import verify
from upstander.kernel.audit.walk import TABLE


@pytest.mark.django_db
def test_the_head_of_the_trail_is_written_outside_the_database(write, own_home):
    write(3)

    line = anchor()

    head = whole_trail().get(sequence=3)
    assert (line.number, line.sequence, line.mac) == (1, 3, head.mac)
    assert (own_home / "anchors" / "audit.log").read_text() == f"{line}\n"
    assert last_anchor() == line
    assert anchor_path().stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_nothing_new_needs_no_new_line(write):
    write(3)
    anchor()
    anchor()

    assert anchor() is None
    assert len(anchor_path().read_text().splitlines()) == 2


@pytest.mark.django_db
def test_the_trail_notes_the_first_line_and_then_one_a_day(write, monkeypatch):
    for _ in range(3):
        write(1)
        anchor()
    assert [note.facts for note in events_for(RECORD)] == [{"line": 1, "sequence": 1}]

    monkeypatch.setattr(anchors, "NOTE_EVERY", timedelta(0))
    write(1)
    anchor()

    assert [note.facts["line"] for note in events_for(RECORD)] == [4, 1]
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_rows_that_may_still_vanish_are_not_anchored(library):
    with transaction.atomic():
        record("trial.moved", library, by="system:nightly count")
        with pytest.raises(RuntimeError):
            anchor()

    assert last_anchor() is None


@pytest.mark.django_db
def test_the_oldest_row_without_an_anchor_is_known(write):
    assert unanchored_since() is None
    write(2)
    assert unanchored_since() == whole_trail().last().moment

    anchor()
    anchor()
    assert unanchored_since() is None


@pytest.mark.django_db
def test_what_a_power_cut_left_of_a_line_is_cut_off_and_vouches_for_nothing(write):
    write(3)
    anchor()
    with anchor_path().open("a") as file:
        file.write("2 4 abc")

    assert verify().whole
    assert anchor().number == 2
    assert verify().anchors == 2


@pytest.mark.django_db
def test_a_last_line_that_is_no_line_is_said(write):
    write(3)
    anchor()
    with anchor_path().open("a") as file:
        file.write("anything\n")

    with pytest.raises(BadAnchor, match="The last line of the anchor file"):
        anchor()


def change_the_row(path: Path) -> None:
    edit(path, 2, lambda line: line.replace(f" {line.split()[1]} ", " 10 ", 1))


def change_the_mac(path: Path) -> None:
    edit(path, 2, lambda line: line.replace(line.split()[2], "0" * 64))


def change_the_time(path: Path) -> None:
    edit(path, 2, lambda line: line.replace(line.split()[3], "2020-01-01T00:00:00Z"))


def change_the_seal(path: Path) -> None:
    edit(path, 2, lambda line: line[:-1] + ("0" if line[-1] != "0" else "1"))


def remove_a_line(path: Path) -> None:
    edit(path, 2, lambda line: None)


def repeat_a_line(path: Path) -> None:
    edit(path, 2, lambda line: f"{line}\n{line}")


def let_two_lines_change_places(path: Path) -> None:
    lines = path.read_text().splitlines()
    lines[1:3] = reversed(lines[1:3])
    path.write_text("\n".join(lines) + "\n")


def edit(path, number, change):
    lines = path.read_text().splitlines()
    changed = change(lines[number - 1])
    lines[number - 1 : number] = [] if changed is None else [changed]
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tamper",
    [
        change_the_row,
        change_the_mac,
        change_the_time,
        change_the_seal,
        remove_a_line,
        repeat_a_line,
        let_two_lines_change_places,
    ],
)
def test_a_line_that_was_tampered_with_is_found(write, tamper):
    for _ in range(4):
        write(10)
        anchor()

    tamper(anchor_path())

    found = verify().first_break
    assert found.sentence in {
        f"Line {number} of the anchor file is not what was written there." for number in (2, 3)
    }


@pytest.mark.django_db
def test_an_anchor_file_that_is_gone_is_missed(write):
    write(10)
    anchor()
    anchor_path().unlink()

    found = verify().first_break

    assert found.sequence == 11
    assert found.sentence == (
        "Row 11 notes line 1 of the anchor file, but that ends at line 0: lines were cut off."
    )


@pytest.mark.django_db
def test_an_anchor_file_that_was_begun_anew_is_found_out(write):
    write(10)
    anchor()
    anchor_path().unlink()
    write(10)
    anchor()

    found = verify().first_break

    assert found.sequence == 11
    assert "the file was exchanged" in found.sentence


@pytest.mark.django_db
def test_lines_cut_off_behind_a_note_are_missed(write, monkeypatch):
    monkeypatch.setattr(anchors, "NOTE_EVERY", timedelta(0))
    for _ in range(3):
        write(10)
        anchor()
    edit(anchor_path(), 3, lambda line: None)

    found = verify().first_break

    assert found.sentence.endswith("notes line 3 of the anchor file, but that ends at line 2: "
                                   "lines were cut off.")  # fmt: skip


@pytest.mark.django_db
def test_the_empty_trail_of_a_new_installation_can_be_anchored():
    line = anchor()

    assert (line.number, line.sequence, line.mac) == (1, 0, "0" * 64)
    assert verify().whole


@pytest.mark.django_db
@pytest.mark.parametrize("detail", ["", "[]", "{}", '{"line":"x","sequence":1}'])
def test_a_note_that_was_edited_breaks_the_chain_and_nothing_else(write, detail):
    write(3)
    anchor()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET detail = %s WHERE sequence = 4", [detail])

    assert verify().first_break.sequence == 4
