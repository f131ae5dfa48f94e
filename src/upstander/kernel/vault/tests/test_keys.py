import os
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from upstander.kernel.errors import Refused
from upstander.kernel.testing.models import TrialReport
from upstander.kernel.vault.erasure import GROUNDS, erase
from upstander.kernel.vault.keys import pool
from upstander.kernel.vault.keys.backups import back_up_keys, last_backup_ends, restore_keys
from upstander.kernel.vault.keys.master import Master, read_masters, write_masters
from upstander.kernel.vault.keys.store import KeyStore, close_store, store
from upstander.kernel.vault.rekeying import sweep_unused_keys
from upstander.kernel.vault.stream import Unopened
from upstander.kernel.vault.tests.conftest import BY, again

pytestmark = pytest.mark.usefixtures("own_home")


def keys_held():
    return {id for (id,) in store().rows("SELECT id FROM vault_key WHERE used <> 2")}


def add(count=1, **fields):
    return [
        TrialReport.objects.create(received_on=date(2024, 1, 1), name="canary", **fields)
        for _ in range(count)
    ]


@pytest.fixture
def writes(monkeypatch):
    """Count the transactions in which the key store is written."""
    begun, writing = [], KeyStore.writing

    def counted(self):
        begun.append(self)
        return writing(self)

    monkeypatch.setattr(KeyStore, "writing", counted)
    return begun


def test_a_new_record_waits_for_the_disk_of_its_key_once_in_many(db, writes):
    add()
    writes.clear()

    add(pool.AHEAD - 1)
    assert writes == []
    add()
    assert len(writes) == 1


def test_each_record_has_a_key_of_its_own(db):
    records = add(5)

    assert len({record.vault_key for record in records}) == 5


def test_a_transaction_that_fails_costs_a_key_and_nothing_else(db):
    add()
    with suppress(ZeroDivisionError), transaction.atomic():
        add()
        raise ZeroDivisionError

    assert TrialReport.objects.count() == 1
    assert len(keys_held()) == pool.AHEAD


def later(monkeypatch, hours):
    moved = datetime.now(UTC) + timedelta(hours=hours)

    class Moved(datetime):
        @classmethod
        def now(cls, tz=None):
            return moved

    monkeypatch.setattr("upstander.kernel.vault.rekeying.datetime", Moved)


def test_keys_that_no_record_uses_are_swept_up_after_a_day(db, door, monkeypatch):
    (report,) = add()
    later(monkeypatch, 23)
    assert sweep_unused_keys() == 0

    later(monkeypatch, 26)
    assert sweep_unused_keys() == pool.AHEAD - 1

    assert keys_held() == {report.vault_key}
    door.open(again(report))
    assert sweep_unused_keys() == 0


def test_a_key_that_was_swept_up_is_never_handed_out(db, door, monkeypatch):
    add()
    later(monkeypatch, 26)
    sweep_unused_keys()

    (second,) = add()

    assert second.vault_key in keys_held()
    door.open(again(second))


def test_keys_made_ahead_are_not_used_for_long(db, monkeypatch, writes):
    add()
    writes.clear()
    begun = time.monotonic()
    monkeypatch.setattr(pool.time, "monotonic", lambda: begun + pool.KEPT_FOR + 1)

    add()

    assert len(writes) == 1


def test_a_backup_brings_back_what_a_lost_store_held(db, door, own_home):
    (report,) = add()
    path, ends = back_up_keys(store(), own_home / "elsewhere")
    close_store()
    for lost in (own_home / "keys").glob("store.*"):
        lost.unlink()

    count = restore_keys(store(), path)

    assert count == pool.AHEAD
    assert ends == (datetime.now(UTC) + timedelta(days=30)).date() == last_backup_ends(store())
    kept = again(report)
    door.open(kept)
    assert kept.name == "canary"
    add()


def test_a_backup_never_brings_back_the_key_of_an_erased_record(
    db, door, own_home, django_capture_on_commit_callbacks
):
    kept, gone = add(2)
    path, _ = back_up_keys(store(), own_home / "elsewhere")
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone, by=BY, ground=GROUNDS.REQUEST)
    store().destroy([kept.vault_key], erased=False)

    assert restore_keys(store(), path) == 1

    door.open(again(kept))
    assert gone.vault_key not in keys_held()


def test_a_backup_opens_with_its_master_key_alone(db, own_home):
    add()
    path, _ = back_up_keys(store(), own_home / "elsewhere")
    write_masters([Master.made()])

    with pytest.raises(Unopened):
        restore_keys(store(), path)


@pytest.mark.parametrize("place", [0, 5, 30, 500, -1])
def test_a_changed_backup_of_keys_is_refused(place, db, own_home):
    add()
    path, _ = back_up_keys(store(), own_home / "elsewhere")
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    before = keys_held()

    with pytest.raises(Refused):
        restore_keys(store(), path)

    assert keys_held() == before


def test_backups_live_for_thirty_days(db, own_home):
    add()
    folder = own_home / "elsewhere"
    old, _ = back_up_keys(store(), folder)
    aged = folder / old.name.replace("-20", "-19")
    old.rename(aged)
    past = time.time() - 31 * 24 * 3600
    os.utime(aged, (past, past))

    fresh, _ = back_up_keys(store(), folder)

    assert list(folder.iterdir()) == [fresh]
    assert fresh.stat().st_mode & 0o777 == 0o600


def test_a_backup_of_keys_shows_no_key_and_no_master_key(db, own_home):
    (report,) = add()
    (own_home / "keys" / "audit.key").write_text("canary-audit-key")
    path, _ = back_up_keys(store(), own_home / "elsewhere")

    content = path.read_bytes()

    assert report.vault_key.encode() not in content
    assert b"canary" not in content
    assert str(read_masters()[0]).encode() not in content


def test_other_keys_of_the_home_come_back_but_never_over_others(db, own_home):
    add()
    key = own_home / "keys" / "audit.key"
    key.write_text("as it was")
    path, _ = back_up_keys(store(), own_home / "elsewhere")
    key.unlink()

    restore_keys(store(), path)
    assert key.read_text() == "as it was"
    assert key.stat().st_mode & 0o777 == 0o600

    key.write_text("of another installation")
    with pytest.raises(Refused, match=r"audit\.key"):
        restore_keys(store(), path)


@pytest.mark.parametrize("word", ["--json", None])
def test_the_command_says_how_the_keys_stand(word, db, capsys, own_home):
    add()
    call_command("keys_status", *([word] if word else []))

    said = capsys.readouterr().out
    assert read_masters()[0].id in said
    assert str(read_masters()[0]) not in said


def test_the_commands_back_up_and_restore(db, capsys, own_home, tmp_path_factory):
    add()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    call_command("keys_backup", str(elsewhere))
    said = capsys.readouterr().out
    (path,) = elsewhere.iterdir()

    call_command("keys_restore", str(path))

    assert str(path) in said
    assert "0 keys" in capsys.readouterr().out
    with pytest.raises(Refused):
        call_command("keys_restore", str(own_home / "nothing"))
    with pytest.raises(Refused, match="data"):
        call_command("keys_backup", str(own_home / "files"))
