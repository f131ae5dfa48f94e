"""Rows keep the order that people gave them."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.records.ordering import laid_out, moved


@dataclass(frozen=True)
class Row:
    name: int
    order: int


@given(st.lists(st.integers(), unique=True, min_size=1), st.data(), st.integers(-9, 9))
def test_moving_a_row_leaves_all_others_as_they_stood(rows, data, places):
    row = data.draw(st.sampled_from(rows))

    after = moved(rows, row, places)

    assert sorted(after) == sorted(rows)
    assert [each for each in after if each != row] == [each for each in rows if each != row]
    wanted = min(max(rows.index(row) + places, 0), len(rows) - 1)
    assert after.index(row) == wanted


orders = st.lists(st.integers(0, 5), max_size=8)


@given(orders, orders)
def test_new_rows_leave_the_old_ones_in_the_order_that_people_chose(old, new):
    rows = [Row(n, order) for n, order in enumerate(old)]
    added = [Row(100 + n, order) for n, order in enumerate(sorted(new))]

    laid = laid_out(rows, added)

    assert [row for row in laid if row.name < 100] == rows
    assert [row for row in laid if row.name >= 100] == added


@given(orders)
def test_rows_that_nobody_has_moved_stand_by_their_order(new):
    laid = laid_out([], [Row(n, order) for n, order in enumerate(new)])

    assert [row.order for row in laid] == sorted(new)
