"""Writers of one machine, in threads and in processes, on a database of the test alone."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db.transaction import TransactionManagementError
from django.db.utils import ConnectionHandler, OperationalError

pytestmark = pytest.mark.django_db  # the only ones that may connect to a database at all


def lane_to(name, timeout=10):
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": timeout,
        "init_command": "PRAGMA journal_mode=WAL;",
    }
    place = {"ENGINE": "upstander.kernel.lane", "NAME": name, "OPTIONS": options}
    return ConnectionHandler({"default": place})["default"]


@pytest.fixture
def connect(tmp_path):
    """Open further connections to one database; all are closed at the end."""
    opened = []

    def connection(timeout=10):
        opened.append(lane_to(tmp_path / "data.sqlite3", timeout))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    first = connection()
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE rows (words text)")
    yield connection
    for each in opened:
        each.close()


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection, how):
    getattr(connection, how)()
    connection.set_autocommit(True)


def lane_of(tmp_path):
    return tmp_path / "data.sqlite3-lane"


def is_taken(tmp_path):
    with lane_of(tmp_path).open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@pytest.mark.parametrize("how", ["commit", "rollback"])
def test_a_transaction_takes_the_lane_and_gives_it_back(how, connect, tmp_path):
    connection = connect()
    begin(connection)
    assert is_taken(tmp_path)

    end(connection, how)

    assert not is_taken(tmp_path)
    assert lane_of(tmp_path).stat().st_mode & 0o777 == 0o600


def test_reading_needs_no_lane(connect, tmp_path):
    writer, reader = connect(), connect()
    begin(writer)

    with reader.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rows")
        assert cursor.fetchone() == (0,)

    assert is_taken(tmp_path)
    end(writer, "rollback")


def test_a_connection_that_is_closed_gives_the_lane_back(connect, tmp_path):
    connection = connect()
    begin(connection)

    connection.rollback()
    connection.close()

    assert not is_taken(tmp_path)


@pytest.mark.parametrize("how", ["commit", "rollback"])
def test_what_is_refused_in_the_middle_of_a_transaction_keeps_the_lane(how, connect, tmp_path):
    connection = connect()
    begin(connection)
    connection.in_atomic_block = True

    with pytest.raises(TransactionManagementError):
        getattr(connection, how)()
    with pytest.raises(TransactionManagementError):
        begin(connection)

    assert is_taken(tmp_path)
    connection.in_atomic_block = False
    end(connection, how)


def test_a_transaction_that_cannot_begin_gives_the_lane_back(connect, tmp_path):
    connection = connect()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")

    with pytest.raises(OperationalError, match="within a transaction"):
        begin(connection)

    assert not is_taken(tmp_path)


def test_the_next_writer_goes_on_as_soon_as_the_lane_is_free(connect):
    first, second = connect(), connect()
    begin(first)
    waited = []

    def write():
        since = time.perf_counter()
        begin(second)
        waited.append(time.perf_counter() - since)
        end(second, "commit")

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.15)
    end(first, "commit")
    writer.join()

    assert 0.1 < waited[0] < 1


def test_whoever_waits_too_long_is_told_that_the_database_is_locked(connect, tmp_path):
    first, second = connect(), connect(timeout=0.05)
    begin(first)

    with pytest.raises(OperationalError, match="locked"):
        begin(second)

    end(first, "commit")
    assert not is_taken(tmp_path)


def test_a_killed_writer_leaves_the_lane_free(connect, tmp_path):
    program = (
        "import fcntl, sys, time\n"
        f"file = open({str(lane_of(tmp_path))!r}, 'r+b')\n"
        "fcntl.flock(file, fcntl.LOCK_EX); print('taken', flush=True); time.sleep(60)\n"
    )
    connect()
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"taken\n"
        assert is_taken(tmp_path)
        writer.kill()

    connection = connect()
    begin(connection)
    end(connection, "commit")


def test_a_database_in_memory_has_no_lane():
    here = set(os.listdir())
    connection = lane_to(":memory:")
    try:
        begin(connection)
        end(connection, "commit")
    finally:
        connection.close()

    assert connection._lane is None
    assert set(os.listdir(Path.cwd())) == here


@pytest.mark.slow
def test_many_writers_lose_nothing_and_none_is_turned_away(connect):
    def write(number):
        connection = connect()
        for row in range(10):
            begin(connection)
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM rows")
                cursor.execute("INSERT INTO rows VALUES (%s)", [f"{number}.{row}"])
            end(connection, "commit")

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with connect().cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT words) FROM rows")
        assert cursor.fetchone() == (30, 30)
