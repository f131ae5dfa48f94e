"""Writers of one machine, in threads and in processes, on a database of the test alone."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db.transaction import TransactionManagementError
from django.db.utils import ConnectionHandler, DatabaseError, OperationalError

NORMAL, FULL = 1, 2  # of PRAGMA synchronous

pytestmark = pytest.mark.django_db  # the only ones that may connect to a database at all


def lane_to(name, timeout=10, journal="WAL"):
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": timeout,
        "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;",
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


@pytest.mark.parametrize("by", ["somebody in the lane", "somebody who knows no lane"])
def test_a_transaction_that_cannot_begin_leaves_all_as_it_was(by, connect, tmp_path):
    first, second = connect(), connect(timeout=0.05)
    if by == "somebody in the lane":
        begin(first)
    else:
        with first.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        begin(second)

    assert is_taken(tmp_path) == (by == "somebody in the lane")
    with second.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)  # FULL: what it writes now waits for the disk itself
    first.rollback()


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


# ---- the disk ------------------------------------------------------------------------------------


def synchronous(connection):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return cursor.fetchone()[0]


def test_a_change_is_on_the_disk_before_anybody_hears_of_it_and_others_do_not_wait(
    connect, tmp_path, monkeypatch
):
    connection, seen, real = connect(), [], os.fdatasync

    def watch(file):
        seen.append((os.readlink(f"/proc/self/fd/{file}"), is_taken(tmp_path)))
        real(file)

    monkeypatch.setattr(os, "fdatasync", watch)
    begin(connection)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO rows VALUES ('one')")
    end(connection, "commit")

    assert seen == [(f"{tmp_path / 'data.sqlite3'}-wal", False)]


def test_a_disk_that_does_not_take_it_is_told(connect, tmp_path, monkeypatch):
    def fail(file):
        raise OSError(errno.EIO, "Input/output error")

    connection = connect()
    begin(connection)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO rows VALUES ('one')")
    monkeypatch.setattr(os, "fdatasync", fail)

    with pytest.raises(OperationalError, match="disk I/O error"):
        end(connection, "commit")

    assert not is_taken(tmp_path)


@pytest.mark.parametrize("how", ["commit", "rollback"])
def test_outside_of_a_transaction_each_statement_waits_for_the_disk(how, connect):
    connection = connect()
    begin(connection)
    within = synchronous(connection)
    end(connection, how)

    assert (within, synchronous(connection)) == (NORMAL, FULL)


def test_whoever_waited_in_vain_for_the_lane_waits_for_the_disk_again(connect):
    first, second = connect(), connect(timeout=0.05)
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    end(first, "commit")

    assert synchronous(second) == FULL


@pytest.fixture
def waited_for(monkeypatch):
    """Note each file that somebody waits for until it is on the disk."""
    seen, real = [], os.fdatasync

    def watch(file):
        seen.append(os.readlink(f"/proc/self/fd/{file}"))
        real(file)

    monkeypatch.setattr(os, "fdatasync", watch)
    return seen


def insert_into(connection):
    begin(connection)
    within = synchronous(connection)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS rows (words text)")
        cursor.execute("INSERT INTO rows VALUES ('one')")
    end(connection, "commit")
    return within


def test_the_log_is_found_behind_a_link_and_from_another_folder(tmp_path, monkeypatch, waited_for):
    folder = tmp_path / "a disk"
    folder.mkdir()
    (tmp_path / "linked").symlink_to(folder / "data")
    monkeypatch.chdir(tmp_path)
    connection = lane_to("linked")
    try:
        insert_into(connection)
        monkeypatch.chdir(folder)
        insert_into(connection)
    finally:
        connection.close()

    assert waited_for == [f"{folder}/data-wal"] * 2


def test_whoever_read_in_a_transaction_what_others_wrote_waits_for_it_too(connect, waited_for):
    connection = connect()
    begin(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM rows")
    end(connection, "commit")

    assert len(waited_for) == 1


def test_without_a_log_sqlite_itself_waits(tmp_path, waited_for):
    connection = lane_to(tmp_path / "data.sqlite3", journal="DELETE")
    try:
        within = insert_into(connection)
    finally:
        connection.close()

    assert (within, waited_for) == (FULL, [])


def test_nobody_waits_for_the_first_tables_until_the_connection_is_closed(connect, waited_for):
    connection = connect()
    connection.wait_for_no_disk()
    within = insert_into(connection)
    assert (within, synchronous(connection), waited_for) == (0, 0, [])

    connection.close()

    assert (insert_into(connection), len(waited_for)) == (NORMAL, 1)


def test_a_connection_that_broke_says_so_as_every_other_fault_of_the_database(connect):
    connection = connect()
    begin(connection)
    connection.connection.close()

    with pytest.raises(DatabaseError, match="closed"):
        connection.rollback()


def test_many_changes_are_there_after_the_process_was_killed(connect, tmp_path):
    """The log alone holds them: nothing was moved into the file by then."""
    program = (
        "import os, sys\n"
        "from upstander.kernel.lane.tests.test_lane import begin, end, lane_to\n"
        "from pathlib import Path\n"
        f"connection = lane_to(Path({str(tmp_path / 'data.sqlite3')!r}))\n"
        "for number in range(40):\n"
        "    begin(connection)\n"
        "    with connection.cursor() as cursor:\n"
        "        cursor.execute('INSERT INTO rows VALUES (%s)', [str(number)])\n"
        "    end(connection, 'commit')\n"
        "    print(number, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    connect()
    told = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )

    with connect().cursor() as cursor:
        cursor.execute("SELECT words FROM rows")
        found = [words for (words,) in cursor.fetchall()]
    assert found == told.stdout.split() == [str(number) for number in range(40)]
