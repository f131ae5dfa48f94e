import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from upstander.kernel.audit.management.commands.audit_verify import show_progress
from upstander.kernel.audit.reading import readings
from upstander.kernel.audit.walk import TABLE


@pytest.mark.django_db
def test_the_command_says_that_the_trail_is_whole_and_what_it_cannot_know(write, capsys):
    call_command("audit_verify")
    assert capsys.readouterr().out.startswith("The audit trail is whole.\nRows read: 0. Anchors: 0")
    write(3)
    call_command("audit_verify")
    assert "No anchor has been written yet" in capsys.readouterr().out

    call_command("audit_anchor")
    assert capsys.readouterr().out == "Anchored: the trail has 3 rows.\n"
    call_command("audit_verify")
    assert "Rows written since the last anchor of 20" in capsys.readouterr().out

    call_command("audit_anchor")
    call_command("audit_anchor")
    assert "nothing was written since" in capsys.readouterr().out
    call_command("audit_verify")
    assert "Every row is anchored" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_exits_with_1_where_the_trail_is_broken(write, capsys):
    write(3)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET kind = 'trial.other' WHERE sequence = 2")

    with pytest.raises(SystemExit) as left:
        call_command("audit_verify", json=True)

    assert left.value.code == 1
    found = json.loads(capsys.readouterr().out)
    assert found["first_break"]["sequence"] == 2
    assert (found["whole"], found["rows"], found["anchors"]) == (False, 1, 0)
    with pytest.raises(SystemExit):
        call_command("audit_verify")
    assert capsys.readouterr().out.startswith("The audit trail is broken. Row 2 is not what was")


@pytest.mark.django_db
def test_the_command_exits_with_2_where_the_trail_cannot_be_read(monkeypatch):
    monkeypatch.setattr(
        "upstander.kernel.audit.management.commands.audit_verify.verify", no_such_table
    )

    with pytest.raises(CommandError) as refused:
        call_command("audit_verify")

    assert refused.value.returncode == 2


def no_such_table(processes, progress):
    raise DatabaseError("no such table")


def test_a_long_check_draws_a_bar_on_a_terminal_only(capsys, monkeypatch):
    show_progress(250_000, 1_000_000)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    show_progress(10, 1_000)
    show_progress(250_000, 1_000_000)
    show_progress(1_000_000, 1_000_000)

    half, whole = "#" * 10 + "." * 30, "#" * 40
    assert capsys.readouterr().err == (
        f"\r{half} 250,000 of 1,000,000 rows\r{whole} 1,000,000 of 1,000,000 rows\n"
    )


@pytest.mark.django_db
def test_the_command_finds_a_way_to_a_reader_that_somebody_took_away(write, capsys):
    write(8)
    call_command("audit_verify")
    capsys.readouterr()
    readings().filter(about="casework.case:3").delete()

    with pytest.raises(SystemExit) as left:
        call_command("audit_verify")

    assert left.value.code == 1
    assert "Row 4 names casework.case:3, but no line leads there." in capsys.readouterr().out
