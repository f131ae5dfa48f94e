from datetime import date

import pytest
from django.core.management import call_command

from upstander.kernel.audit.record import events_for
from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.vault import rekeying, rotation
from upstander.kernel.vault.keys import store as storing
from upstander.kernel.vault.keys.master import read_masters
from upstander.kernel.vault.keys.store import KeyStore, store
from upstander.kernel.vault.management.commands.keys_rotate import show_progress
from upstander.kernel.vault.models import SearchToken
from upstander.kernel.vault.rotation import RECORD, left_to_do, rotate
from upstander.kernel.vault.search import find
from upstander.kernel.vault.tests.conftest import BY, again
from upstander.kernel.vault.tests.test_attacks import overwrite
from upstander.kernel.vault.tokens import Purpose

pytestmark = pytest.mark.usefixtures("own_home")


def silent(what, done, total):
    assert 0 <= done <= total


def turn(records=True):
    return rotate(by=BY, records=records, progress=silent)


def state():
    """Everything that a rotation changes: master keys, keys of records, tokens."""
    rows = store().rows("SELECT id FROM vault_key")
    return (
        read_masters(),
        {row[0] for row in rows},
        set(TrialReport.objects.values_list("vault_key", flat=True)),
        set(SearchToken.objects.values_list("token", flat=True)),
    )


def all_open(door, amara, report):
    """Every record opens and says what it said."""
    person, note, kept = again(amara), TrialNote.objects.get(), again(report)
    door.open(person)
    door.open(note)
    door.open(kept)
    assert (person.family_name, note.text) == ("Zebra-Nowak", "canary-note about her")
    assert (kept.name, note.vault_key) == ("canary-name", person.vault_key)
    (found,) = find(TrialPerson.objects.all(), {Purpose.SURNAME: "Novak"}, door)
    assert found.record == amara


def test_every_key_has_a_successor_and_every_record_opens(amara, report, door):
    masters, keys, used, tokens = state()

    done = turn()

    new_masters, new_keys, new_used, new_tokens = state()
    assert (done.records, done.unopened) == (3, [])
    assert len(new_masters) == 1
    assert {*masters}.isdisjoint(new_masters)
    assert keys.isdisjoint(new_keys)
    assert used.isdisjoint(new_used)
    assert tokens.isdisjoint(new_tokens)
    assert len(tokens) == len(new_tokens)
    assert not left_to_do(store())
    all_open(door, amara, report)


def test_the_master_key_alone_can_be_rotated(amara, report, door):
    masters, keys, used, tokens = state()

    turn(records=False)

    assert {*masters}.isdisjoint(read_masters())
    assert state()[1:] == (keys, used, tokens)
    all_open(door, amara, report)


def test_a_rotation_stands_in_the_trail(amara, report):
    turn()

    assert [event.kind for event in events_for(RECORD)] == ["vault.rotated", "vault.rotation_begun"]
    assert events_for(RECORD).first().facts == {"records": 3, "unopened": 0}


class Crash(Exception):
    pass


POINTS = [
    (rotation, "write_masters"),
    (KeyStore, "note"),
    (KeyStore, "make"),
    (KeyStore, "destroy"),
    (rekeying, "_rekey_rows"),
    (rekeying, "_resealed"),
    (rekeying, "replace_tokens"),
    (rotation, "_lock_some"),
    (rotation, "_leave"),
    (KeyStore, "cut_log"),
]


@pytest.mark.parametrize(("where", "name"), POINTS, ids=[name for _, name in POINTS])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", [1, 2])
def test_a_rotation_cut_off_anywhere_is_taken_up_again(  # noqa: PLR0917
    where, name, after, call, amara, report, door, monkeypatch
):
    before, calls, real = state(), [], getattr(where, name)

    def crash(*args, **kwargs):
        calls.append(name)
        if len(calls) == call and not after:
            raise Crash
        found = real(*args, **kwargs)
        if len(calls) == call:
            raise Crash
        return found

    with monkeypatch.context() as patch:
        patch.setattr(where, name, crash)
        try:
            turn()
        except Crash:
            storing.close_store()
            all_open(door, amara, report)
            patch.undo()
            turn()

    assert not left_to_do(store())
    assert len(read_masters()) == 1
    assert before[1].isdisjoint(state()[1])
    all_open(door, amara, report)


def test_a_record_read_before_a_rotation_opens_after_it(amara, report, door):
    stale = again(report)
    turn()

    door.open(stale)

    assert stale.name == "canary-name"


def test_a_record_read_before_a_rotation_is_changed_after_it(amara, report, door):
    stale = again(report)
    door.open(stale)
    turn()

    stale.phone, stale.ward = "07700 900456", "Lavender"
    stale.save()

    kept = again(report)
    door.open(kept)
    assert (kept.name, kept.phone, kept.ward) == ("canary-name", "07700 900456", "Lavender")


def test_a_note_about_a_person_read_before_a_rotation_has_the_new_key(amara, report):
    stale = again(amara)
    turn()

    note = TrialNote.objects.create(person=stale, text="later")

    assert note.vault_key == again(amara).vault_key


def test_a_record_written_after_the_beginning_has_a_new_key(amara, report, door):
    kept = store()
    rotation._begin(kept, by=BY, records=True)

    fresh = TrialReport.objects.create(received_on=date(2024, 1, 1), name="canary")

    rows = kept.rows("SELECT generation FROM vault_key WHERE id = %s", [fresh.vault_key])
    assert rows == [(kept.generation,)]


def test_people_are_found_while_a_rotation_is_half_done(amara, report, door):
    second = TrialPerson.objects.create(family_name="Nowak", given_names="Jan")
    rotation._begin(store(), by=BY, records=True)
    rekeying.rekey([again(amara).vault_key], rekeying.Rekeyed())

    found = find(TrialPerson.objects.all(), {Purpose.SURNAME: "Novak"}, door)

    assert {one.record for one in found} == {amara, second}


def test_a_record_that_does_not_open_keeps_its_key_and_is_named(amara, report, door):
    overwrite(report, vault_document=again(report).vault_document[:-8] + "AAAAAAA=")

    done = turn()

    assert done.unopened == [f"testing.trialreport {report.pk}"]
    assert report.vault_key in state()[1]
    assert not left_to_do(store())
    assert turn().unopened == done.unopened  # and stops no later rotation
    person = again(amara)
    door.open(person)
    assert person.family_name == "Zebra-Nowak"


def test_the_command_rotates_and_says_so(amara, report, capsys):
    call_command("keys_rotate")

    assert "3 records have new keys" in capsys.readouterr().out


def test_a_rotation_draws_a_bar_on_a_terminal_only(capsys, monkeypatch):
    show_progress("records", 50, 100)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    show_progress("records", 50, 100)
    show_progress("records", 100, 100)

    half, whole = "#" * 20 + "." * 20, "#" * 40
    assert capsys.readouterr().err == (
        f"\r{half} records: 50 of 100\r{whole} records: 100 of 100\n"
    )


def test_the_command_exits_with_1_where_a_record_does_not_open(amara, report, capsys):
    overwrite(report, vault_document=again(report).vault_document[:-8] + "AAAAAAA=")

    with pytest.raises(SystemExit) as left:
        call_command("keys_rotate", json=True)

    assert left.value.code == 1
    assert f'"testing.trialreport {report.pk}"' in capsys.readouterr().out
