"""The drill: a backup under load, brought back into an empty home, and every way it must refuse."""

import io
import os
import shutil
import sqlite3
import tarfile
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command

from upstander.kernel.audit.verify import verify
from upstander.kernel.errors import Refused
from upstander.kernel.vault.keys.backups import back_up_keys, refuse_beside_data, restore_keys
from upstander.kernel.vault.keys.master import read_masters
from upstander.kernel.vault.keys.store import close_store, store
from upstander.kernel.vault.stream import Unopened
from upstander.kernel.vault.tests.processes import in_home, started
from upstander.site.backups import container, snapshot
from upstander.site.backups.container import opened_archive, passphrase_from, sealed_archive
from upstander.site.backups.making import back_up
from upstander.site.backups.restoring import restore
from upstander.site.backups.snapshot import hashes_of, sqlite_at

WORDS = "five plain words make one"
WRITE = """
from upstander.kernel.audit.record import record
from upstander.kernel.registry import AuditKind, Capability, keep_only, register
from upstander.kernel.audit.anchors import anchor
kinds = (AuditKind("trial.added", "Added", keep_only()), AuditKind("site.restored", "Back", dict))
register(Capability(slug="trial", title="Trial", audit_kinds=kinds[:1]))
register(Capability(slug="site", title="Site", audit_kinds=kinds[1:]))
def add(name):
    with transaction.atomic():
        person = TrialPerson.objects.create(family_name=name, given_names="Jan")
        record("trial.added", person, by="system:test")
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory, django_db_blocker):
    """A home with twenty people in it, anchored, and one file."""
    home = tmp_path_factory.mktemp("source")
    with django_db_blocker.unblock():
        in_home(
            home,
            "call_command('migrate', run_syncdb=True, verbosity=0)",
            WRITE,
            "for number in range(20): add(f'canary-{number}')",
            "anchor()",
            "add('canary-last')",
        )
    (home / "files" / "plan").mkdir(parents=True)
    (home / "files" / "plan" / "evidence.pdf").write_bytes(b"%PDF-1.4 evidence")
    (home / "files" / "arriving").mkdir()
    (home / "files" / "arriving" / "half").write_bytes(b"sealed under a key that is gone")
    (home / "installation.json").write_text('{"mode": "real"}')
    return home


@pytest.fixture(autouse=True)
def own_databases(django_db_blocker):
    """These tests ask databases of their own, and not the one that all share."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch):
    """One guess at a passphrase costs little here."""
    monkeypatch.setitem(container.COST, "n", 2**8)


@pytest.fixture
def backup(source, tmp_path):
    path = tmp_path / "data.upstander"
    with closing(sqlite_at(source / "upstander.sqlite3")) as data:
        back_up(source, data, path, WORDS)
    return path


def backed_up_keys(home, folder, settings):
    settings.HOME = home
    path, _ = back_up_keys(store(), folder)
    close_store()
    return path


def empty_home(home, source, keys, settings):
    """Make a home that has nothing but its keys."""
    (home / "keys").mkdir(parents=True)
    shutil.copy(source / "keys" / "master.key", home / "keys")
    settings.HOME = home
    restore_keys(store(), keys)
    return home


@pytest.fixture
def keys(source, tmp_path, settings):
    """A backup of the source's keys."""
    return backed_up_keys(source, tmp_path / "keys", settings)


@pytest.fixture
def target(source, tmp_path, settings, keys):
    """An empty home that has its keys back."""
    yield empty_home(tmp_path / "target", source, keys, settings)
    close_store()


def bring_back(path, home, words=WORDS):
    with closing(sqlite_at(home / "upstander.sqlite3")) as data:
        return restore(home, data, path, words)


def untouched(home):
    left = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    data = [name for name in left if not name.startswith("keys/")]
    return data == [] or (data == ["upstander.sqlite3"] and not (home / data[0]).stat().st_size)


def test_what_comes_back_is_what_went_in(source, backup, target):
    manifest = bring_back(backup, target)

    with (
        closing(sqlite_at(source / "upstander.sqlite3")) as before,
        closing(sqlite_at(target / "upstander.sqlite3")) as after,
    ):
        assert hashes_of(after) == hashes_of(before) == manifest.tables
        report = verify(after, target)
    assert (report.whole, report.rows, report.anchored) == (True, 22, 20)
    assert (target / "files/plan/evidence.pdf").read_bytes() == b"%PDF-1.4 evidence"
    assert not (target / "files/arriving").exists()
    assert (target / "installation.json").read_text() == '{"mode": "real"}'
    assert list((target / "run").iterdir()) == []
    modes = {(target / name).stat().st_mode & 0o777 for name in ("upstander.sqlite3", "files")}
    assert modes == {0o600, 0o700}


@pytest.mark.slow
def test_what_was_acknowledged_before_a_backup_under_load_is_in_it(source, tmp_path, settings):
    home = shutil.copytree(source, tmp_path / "busy")
    path = tmp_path / "busy.upstander"
    program = (WRITE, "for n in range(100_000): add(f'busy-{n}'); print(n, flush=True)")
    with started(home, *program) as writer:
        acknowledged = [writer.stdout.readline() for _ in range(30)]
        with closing(sqlite_at(home / "upstander.sqlite3")) as data:
            manifest = back_up(home, data, path, WORDS)
        time.sleep(0.05)
        writer.kill()
    # the keys after the data, so that none is missing that the data need
    keys = backed_up_keys(home, tmp_path / "keys", settings)
    target = empty_home(tmp_path / "target", home, keys, settings)

    bring_back(path, target)
    close_store()

    people = manifest.tables["testing_trialperson"][0]
    assert people >= 21 + len(acknowledged)
    opened = in_home(
        target,
        "people = list(TrialPerson.objects.order_by('pk'))",
        "Door('system:test', 'trying').open(*people)",
        "print(len(people), people[0].family_name, people[50].family_name)",
    )
    assert opened.split() == [str(people), "canary-0", "busy-29"]


@pytest.mark.slow
def test_the_trail_explains_the_cut_and_what_was_erased_since_stays_erased(
    source, backup, target, tmp_path, settings
):
    ids = in_home(source, "print(TrialPerson.objects.first().vault_key)").split()
    store().destroy(ids, erased=True)

    said = in_home(
        target,
        WRITE,
        "from upstander.site.backups import container",
        "from upstander.site.backups.restoring import explain, restore",
        "container.COST['n'] = 2**8",
        f"manifest = restore(settings.HOME, connection, Path({str(backup)!r}), {WORDS!r})",
        "print(explain(manifest))",
        "from upstander.kernel.audit.record import events_for",
        "from upstander.kernel.audit.verify import verify",
        "event = events_for('installation:backup').get()",
        "print(event.kind, event.facts['rows'], verify().whole)",
        "first = TrialPerson.objects.order_by('pk').first()",
        "Door('system:test', 'trying').open(first)",
        "print(first.family_name)",
    )

    assert said.splitlines() == ["1", "site.restored 22 True", "[erased]"]


def test_a_backup_holds_no_key_and_shows_nothing(source, backup, keys, settings):
    settings.HOME = source
    secrets = [path.read_bytes().strip() for path in (source / "keys").glob("*.key")]
    locked = [bytes(row[0]) for row in store().rows("SELECT locked FROM vault_key")]
    close_store()

    sealed = backup.read_bytes()
    with opened_archive(backup, WORDS) as archive:
        parts = {each.name: archive.extractfile(each).read() for each in archive}

    assert backup.stat().st_mode & 0o777 == 0o600
    assert b"canary" not in sealed
    assert b"evidence" not in sealed
    inside = b"\n".join(parts.values())
    assert set(parts) == {
        "manifest.json",
        "installation.json",
        "anchors/audit.log",
        "database",
        "files/plan/evidence.pdf",
    }
    assert [secret for secret in [*secrets, *locked] if secret in inside] == []
    assert b"canary" not in inside
    assert str(read_masters()[0]).encode() not in inside


def test_a_wrong_passphrase_opens_nothing(backup, target):
    with pytest.raises(Unopened):
        bring_back(backup, target, "five other words make two")

    assert untouched(target)


@pytest.mark.parametrize("place", [3, 20, 40, 60, 0.3, 0.6, 0.9, -1])
def test_one_flipped_byte_anywhere_restores_nothing(place, backup, target):
    content = bytearray(backup.read_bytes())
    content[int(place * len(content)) if 0 < place < 1 else place] ^= 1
    backup.write_bytes(content)

    with pytest.raises(Refused):
        bring_back(backup, target)

    assert untouched(target)


@pytest.mark.parametrize("cut", [1, 100, 70_000])
def test_a_backup_that_was_cut_restores_nothing(cut, backup, target):
    backup.write_bytes(backup.read_bytes()[:-cut])

    with pytest.raises(Refused):
        bring_back(backup, target)

    assert untouched(target)


def test_without_the_keys_nothing_is_restored(backup, tmp_path, settings):
    settings.HOME = tmp_path / "bare"
    settings.HOME.mkdir()

    with pytest.raises(Refused, match="keys_restore"):
        bring_back(backup, settings.HOME)


def test_with_the_keys_of_another_installation_nothing_is_restored(backup, target):
    with store().writing() as cursor:
        store().note(cursor, "name", "another")

    with pytest.raises(Refused, match="do not belong to this backup"):
        bring_back(backup, target)

    assert untouched(target)


def test_with_another_key_of_the_trail_nothing_is_restored(backup, target):
    (target / "keys" / "audit.key").write_text("another")

    with pytest.raises(Refused, match="trail in the backup is broken"):
        bring_back(backup, target)

    assert untouched(target)


def test_a_home_with_data_in_it_is_left_alone(backup, target):
    bring_back(backup, target)

    with pytest.raises(Refused, match="There are data"):
        bring_back(backup, target)


def test_a_home_with_files_in_it_is_left_alone(backup, target):
    (target / "files").mkdir()
    (target / "files" / "kept").touch()

    with pytest.raises(Refused, match="empty home"):
        bring_back(backup, target)


def test_a_backup_of_a_newer_version_is_refused(backup, target, monkeypatch):
    monkeypatch.setattr("upstander.site.backups.restoring.migrations_on_disk", set)

    with pytest.raises(Refused, match="newer version"):
        bring_back(backup, target)


def test_a_backup_of_another_kind_of_database_is_refused(backup, target, monkeypatch):
    with closing(sqlite_at(target / "upstander.sqlite3")) as data:
        monkeypatch.setattr(type(data), "vendor", "postgresql")
        with pytest.raises(Refused, match="UPSTANDER_DATABASE"):
            restore(target, data, backup, WORDS)


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside-of-the-home"])
def test_an_archive_that_reaches_outside_is_refused(name, target, tmp_path):
    path = tmp_path / "evil.upstander"
    with sealed_archive(path, WORDS) as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 3
        archive.addfile(entry, io.BytesIO(b"bad"))

    with pytest.raises(Refused, match="no backup of this product"):
        bring_back(path, target)

    assert not Path("/tmp/outside-of-the-home").exists()


def test_what_is_no_backup_at_all_is_said(target, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")

    with pytest.raises(Refused, match="is no backup"):
        bring_back(tmp_path / "letter.txt", target)
    with pytest.raises(Refused, match="There is no file"):
        bring_back(tmp_path / "nothing", target)


def test_a_backup_is_never_written_over_another_and_leaves_nothing_half_done(
    source, backup, tmp_path, monkeypatch
):
    with (
        closing(sqlite_at(source / "upstander.sqlite3")) as data,
        pytest.raises(Refused, match="is there already"),
    ):
        back_up(source, data, backup, WORDS)
    with closing(sqlite_at(source / "upstander.sqlite3")) as data, monkeypatch.context() as patch:
        patch.setattr(tarfile.TarFile, "add", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            back_up(source, data, tmp_path / "second", WORDS)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.upstander"]
    assert list((source / "run").iterdir()) == []


def test_keys_and_data_are_never_backed_up_into_one_folder(backup, keys, tmp_path):
    with pytest.raises(Refused, match="holds backups of data"):
        refuse_beside_data(tmp_path)
    with pytest.raises(Refused, match="holds backups of keys"):
        call_command("backup", str(keys.parent / "x"), passphrase_file=_written(tmp_path))
    refuse_beside_data(keys.parent)


def _written(folder):
    (folder / "passphrase").write_text(WORDS)
    return folder / "passphrase"


def test_a_passphrase_comes_from_a_file_and_is_long_enough(tmp_path):
    (tmp_path / "long").write_text(f"{WORDS}\n")
    (tmp_path / "short").write_text("secret")

    assert passphrase_from(tmp_path / "long") == WORDS
    with pytest.raises(Refused, match="16 characters"):
        passphrase_from(tmp_path / "short")
    with pytest.raises(Refused, match="cannot be read"):
        passphrase_from(tmp_path / "nothing")
    with pytest.raises(Refused, match="--passphrase-file"):
        passphrase_from(None)


def test_a_typed_passphrase_is_asked_for_twice(monkeypatch):
    answers = iter([WORDS, WORDS, WORDS, "something else"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))

    assert passphrase_from(None, twice=True) == WORDS
    with pytest.raises(Refused, match="differ"):
        passphrase_from(None, twice=True)


def test_a_program_that_is_missing_or_fails_is_said(monkeypatch, tmp_path):
    with closing(sqlite_at(tmp_path / "x.sqlite3")) as data:
        for program, said in (("no-such-program", "not on this machine"), ("false", "not finish")):
            with pytest.raises(Refused, match=said):
                snapshot._run_postgresql(data, program)


def test_the_copy_is_one_file_that_a_busy_log_does_not_belong_to(source, tmp_path):
    copy = tmp_path / "copy"
    with (
        closing(sqlite_at(source / "upstander.sqlite3")) as data,
        snapshot.snapshot(data, copy) as seen,
    ):
        assert "vault_pairing" in hashes_of(seen)

    assert os.listdir(tmp_path) == ["copy"]
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
