"""Pages take as long as they take, however deep their calls lie."""

import resource
from collections.abc import Callable

import pytest
from django.conf import settings

from upstander.site.room import with_room

CALLS = 300


@pytest.mark.parametrize("depth", range(0, 120, 10))
def test_no_loop_of_a_request_asks_the_machine_for_memory_at_each_call(depth: int) -> None:
    faults = with_room(_faults_at_every_step, depth)

    assert max(faults) < CALLS / 10


def test_each_request_gets_its_room_before_anything_else_is_asked() -> None:
    assert settings.MIDDLEWARE[0] == "upstander.site.room.RoomMiddleware"


def test_what_is_raised_in_the_room_comes_out_of_it() -> None:
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 / 0)


def _faults_at_every_step(depth: int) -> list[int]:
    """Count faults of a loop of calls at ten depths, each one call deeper than the one before."""
    return [_deeper(depth + step, _faults_of_a_loop) for step in range(10)]


def _deeper(depth: int, work: Callable[[], int]) -> int:
    return _deeper(depth - 1, work) if depth else work()


def _faults_of_a_loop() -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _nothing() -> None:
    """Do nothing: the call itself is what is asked about."""
