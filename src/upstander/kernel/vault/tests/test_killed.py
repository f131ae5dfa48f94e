"""What kill -9 leaves of writing, rotating and erasing, between true processes."""

import time
from random import Random

import pytest
from django.db import connection

from upstander.kernel.vault.tests.processes import in_home, started

RECORDS = 60

WRITE = """
for number in range(100_000):
    with transaction.atomic():
        person = TrialPerson.objects.create(family_name="canary", given_names=str(number))
        TrialNote.objects.create(person=person, text=f"note {number}")
    print(number, flush=True)
"""
ROTATE = """
rotate(by="system:test", records=True, progress=lambda what, done, total: print(done, flush=True))
print("done", flush=True)
"""
ERASE = """
for person in TrialPerson.objects.filter(vault_erased_at=None).order_by("pk")[20:]:
    erase(person, by="system:test", ground="request")
    print(person.pk, flush=True)
"""
CHECK = """
door = Door("system:test", "trying")
people = list(TrialPerson.objects.order_by("pk"))
notes = list(TrialNote.objects.select_related("person"))
door.open(*people)
door.open(*notes)
door.open(*[note.person for note in notes])
alive = [person for person in people if not person.vault_erased_at]
assert [person.given_names for person in people if not person.vault_erased_at] == [
    str(number) for number, person in enumerate(people) if not person.vault_erased_at
]
assert all(
    note.text == ("[erased]" if note.person.vault_erased_at else f"note {note.person.given_names}")
    for note in notes
)
assert len(notes) == len(people)
print(len(people), len(alive), left_to_do(store()).keys)
"""


@pytest.fixture
def vault_home(tmp_path, transactional_db):
    """A home with a SQLite file and its tables, or beside the test's own PostgreSQL database."""
    home = tmp_path / "home"
    home.mkdir()
    if connection.vendor == "sqlite":
        in_home(home, "call_command('migrate', run_syncdb=True, verbosity=0)")
    return home


def kill_after(home, program, lines):
    """Let a program write so many lines, then kill it in the middle of the next."""
    with started(home, program) as process:
        written = []
        while len(written) < lines and (line := process.stdout.readline()):
            written.append(line.decode().strip())
        time.sleep(Random(lines).random() / 100)
        process.kill()
        written += process.stdout.read().decode().split()
    return written


def checked(home):
    return [int(number) for number in in_home(home, CHECK).split()]


@pytest.mark.slow
def test_killed_writers_rotations_and_erasures_lose_nothing_and_show_nothing(vault_home):
    acknowledged = kill_after(vault_home, WRITE, RECORDS)
    written, alive, _ = checked(vault_home)
    assert len(acknowledged) <= written <= len(acknowledged) + 1
    assert alive == written

    kill_after(vault_home, ROTATE, 1)
    assert checked(vault_home)[:2] == [written, written]
    assert "done" in in_home(vault_home, ROTATE)
    assert checked(vault_home) == [written, written, 0]

    erased = kill_after(vault_home, ERASE, 15)
    in_home(vault_home, "finish_what_was_begun()")
    people, alive, _ = checked(vault_home)
    assert people == written
    assert written - len(erased) - 1 <= alive <= written - len(erased)
    proven = in_home(
        vault_home,
        "print(Erasure.objects.count(), sum(each.genuine for each in Erasure.objects.all()),"
        " store().rows('SELECT count(*) FROM vault_gone')[0][0])",
    )
    assert proven.split() == [str(written - alive)] * 3
