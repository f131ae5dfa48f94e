"""What only shows between true processes, and in the bytes on the disk."""

import base64
import sqlite3
import subprocess
import zlib
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection

from upstander.kernel.jobs.tests.processes import PATIENCE, wait_until
from upstander.kernel.outbox.tests.mail_server import MailServer, running
from upstander.kernel.outbox.tests.processes import in_home, started

pytestmark = pytest.mark.slow
CANARY, ADDRESS = "canary-9d41-secret-link", "canary-person@body.example"
WRITE = (
    f"says = {{'sent_from': 'https://plan.test/{CANARY}'}}",
    "drafts = [Draft(Recipient({address!r}, f'people.user:{{n}}'), says) for n in range({count})]",
    "queue_all('outbox.test', drafts, by='system:test')",
)


def lines(templates, **values):
    return [line.format(**values) if "{" in line else line for line in templates]


def write(home, count):
    first, *others = WRITE
    in_home(home, first, *lines(others, address=ADDRESS, count=count))


def ask(home, question):
    """Ask the database that the processes share."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(home / "upstander.sqlite3")) as database:
            return database.execute(question).fetchall()
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def values_in(home):
    if connection.vendor == "sqlite":
        names = [name for (name,) in ask(home, "SELECT name FROM sqlite_master WHERE type='table'")]
    else:
        names = connection.introspection.table_names()
    return [
        value for name in names for row in ask(home, f'SELECT * FROM "{name}"') for value in row
    ]


def readings(raw):
    """A value as it is, and as base64 and zlib make of it, also part by part."""
    yield raw
    for part in (raw, *raw.split(b":")):
        for decode in (base64.b64decode, base64.urlsafe_b64decode, zlib.decompress):
            try:
                decoded = decode(
                    part + b"=" * (-len(part) % 4) if "b64" in decode.__name__ else part
                )
                yield decoded
                yield zlib.decompress(decoded)
            except (ValueError, zlib.error):
                continue


def found(home, *marks):
    """Look in every value of every table and in the bytes of every file but the sent messages."""
    wanted = [mark.encode() for mark in marks]
    texts = [str(value).encode() for value in values_in(home)]
    with TemporaryDirectory() as copy:
        # copied by another process: ours would give up its hold on the log by reading the file
        subprocess.run(["cp", "-r", home, copy], check=True)
        files = [path for path in Path(copy).rglob("*") if path.is_file()]
        texts += [path.read_bytes() for path in files if path.parent.name != "outbox"]
    seen = {mark for text in texts for read in readings(text) for mark in wanted if mark in read}
    return sorted(mark.decode() for mark in seen)


@contextmanager
def log_kept(home):
    """Keep SQLite's write-ahead log on the disk, as it is while the product runs."""
    if connection.vendor != "sqlite":
        yield
        return
    with closing(sqlite3.connect(home / "upstander.sqlite3")) as reader:
        reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
        yield
        assert (home / "upstander.sqlite3-wal").stat().st_size


def test_two_processes_send_each_message_once_and_no_byte_of_it_stays(home):
    with log_kept(home):
        write(home, 30)
        assert found(home, CANARY, ADDRESS, "canary", "people.user:7") == ["people.user:7"]
        sent = send_in_two_processes(home)

        assert sum(sent) == 30
        question = "SELECT DISTINCT state, attempts, letter FROM outbox_message"
        assert ask(home, question) == [("sent", 1, "")]
        assert len(list((home / "outbox").glob("*.eml"))) == 30
        assert found(home, CANARY, ADDRESS, "canary", "people.user:7") == ["people.user:7"]


def send_in_two_processes(home):
    """Let both begin at the same moment, and give how many messages each of them sent."""

    send = (
        "settings.WAYS = {'email': Way('files'), 'sms': Way()}",
        f"home = Path({str(home)!r})",
        "(home / f'ready {os.getpid()}').touch()",
        "while not (home / 'go').exists(): time.sleep(0.001)",
        "turn = send_waiting()",
        "print(turn.sent)",
    )
    with started(home, *send) as one, started(home, *send) as other:
        wait_until(lambda: len(list(home.glob("ready *"))) == 2)
        (home / "go").touch()
        return [int(process.communicate(timeout=PATIENCE)[0]) for process in (one, other)]


def test_a_process_killed_between_hand_over_and_mark_costs_a_copy_and_no_message(home):
    write(home, 1)
    with running(MailServer()) as server:
        way = (
            f"settings.WAYS = {{'email': Way('smtp', host='127.0.0.1', port={server.port}), "
            "'sms': Way()}",
            "settings.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'",
        )
        with started(home, *way, "send_waiting()") as process:
            server.after_data = process.kill
            process.wait(PATIENCE)
        assert ask(home, "SELECT state FROM outbox_message") == [("sending",)]

        server.after_data = lambda: None
        in_home(home, *way, "send_waiting(timezone.now() + timedelta(minutes=11))")

    ids = {line for _, raw in server.letters for line in raw.splitlines() if b"Message-ID" in line}
    assert (len(server.letters), len(ids)) == (2, 1)
    assert ask(home, "SELECT state, attempts FROM outbox_message") == [("sent", 2)]
