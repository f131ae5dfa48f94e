"""What measures the product is measured itself."""

import time

import pytest

from upstander.kernel.testing.timing import figure, percentile, ratio, under_load


def working(milliseconds):
    def work():
        end = time.perf_counter() + milliseconds / 1000
        while time.perf_counter() < end:
            pass

    return work


def test_a_ratio_tells_how_many_times_as_long_something_takes():
    assert ratio(working(4), working(1), times=5) == pytest.approx(4, rel=0.5)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 51), (0.95, 96), (1, 100)])
def test_a_percentile_leaves_that_share_below_it(share, expected):
    values = [float(number) for number in range(100, 0, -1)]

    assert percentile(values, share) == expected


@pytest.mark.parametrize(
    ("value", "bar", "up", "ok"),
    [(9, 10, False, True), (10, 10, False, True), (11, 10, False, False), (11, 10, True, True)],
)
def test_a_figure_says_whether_it_reaches_its_bar(value, bar, up, ok):
    assert figure("P1", "pages", value, bar, unit="ms", up=up)["ok"] is ok


def test_each_visit_of_each_visitor_is_timed():
    times = under_load([working(1), working(1), working(1)], each=4)

    assert len(times) == 12
    assert min(times) >= 0.001


def test_a_visit_that_fails_fails_the_measurement():
    def fails():
        raise AssertionError("no answer")

    with pytest.raises(AssertionError, match="no answer"):
        under_load([working(1), fails], each=2)
