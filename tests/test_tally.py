"""Counts that processes share: seen by all of them, stopped by none, and naming nobody."""

import os
import signal
import time

from upstander.kernel.tally import ENTRY, HEAD, Tally


def in_a_process_of_its_own(work):
    """Do something in a forked process; gives how that ended."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def test_what_one_process_counts_another_sees():
    tally = Tally()
    tally.count("send 203.0.113.7")

    in_a_process_of_its_own(lambda: [tally.count("send 203.0.113.7") for _ in range(30)])

    assert tally.count("send 203.0.113.7") == 32
    assert tally.count("send 203.0.113.8") == 1


def test_processes_that_count_at_once_lose_no_count():
    tally = Tally()
    children = []
    for _ in range(4):
        child = os.fork()
        if not child:
            for _ in range(500):
                tally.count("one")
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)

    assert tally.count("one") == 2001


def test_a_process_killed_while_it_counts_stops_nobody():
    tally = Tally()

    def die_counting():
        with tally._alone():
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_a_process_of_its_own(die_counting) == signal.SIGKILL
    assert tally.count("one") == 1


def test_a_full_table_counts_nobody_new_and_still_those_that_it_knows():
    tally = Tally(room=20)
    first = [tally.count(f"one {number}") for number in range(30)]

    assert sorted(first) == [0] * 10 + [1] * 20
    assert sum(tally.count(f"one {number}") for number in range(30)) == 2 * 20


def test_a_shorter_time_ends_sooner(monkeypatch):
    moment = 1_764_068_339.0  # the last second of a minute
    monkeypatch.setattr(time, "time", lambda: moment)
    tally = Tally(room=20, seconds=60)

    assert [tally.count("one"), tally.count("one")] == [1, 2]
    moment += 1
    assert tally.count("one") == 1


def test_what_is_counted_cannot_be_read():
    tally = Tally(room=20)
    tally.count("203.0.113.7")

    assert b"203.0.113.7" not in bytes(tally)
    assert bytes(tally) != bytes(Tally(room=20))


def codes_in(kept):
    return {code for code, count in ENTRY.iter_unpack(kept[HEAD.size :]) if count}


def test_with_the_hour_its_key_and_its_counts_are_gone(monkeypatch):
    moment = 1_764_068_399.0  # the last second of an hour
    monkeypatch.setattr(time, "time", lambda: moment)
    tally = Tally(room=20)
    tally.count("one")
    before = bytes(tally)

    moment += 1

    assert tally.count("one") == 1
    assert before[8:40] not in bytes(tally)
    assert len(codes_in(before)) == len(codes_in(bytes(tally))) == 1
    assert codes_in(before).isdisjoint(codes_in(bytes(tally)))
