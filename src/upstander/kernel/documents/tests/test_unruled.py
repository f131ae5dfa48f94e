"""Rows of tables without rules: found again wherever the words of a cell are set."""

from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.documents.formats.flowing import Piece, TextLine
from upstander.kernel.documents.formats.page_columns import gutter_of
from upstander.kernel.documents.formats.parting import rows_of

STARTS = (0.0, 200.0, 300.0)
ENDS = (180.0, 285.0, 380.0)  # of lines that are full, so that nothing more fits on them
LEADING = 11.0

HEIGHTS = st.tuples(*[st.integers(1, 4)] * len(STARTS))


def laid(rows, room, share):
    """Set rows of cells, each so many lines high, as a page would show them."""
    held = {column: [] for column in range(len(STARTS))}
    top = 100.0
    for number, heights in enumerate(rows):
        most = max(heights)
        for column, height in enumerate(heights):
            above = top + share * LEADING * (most - height)
            for line in range(height):
                full = line < height - 1
                end = ENDS[column] if full else STARTS[column] + 40
                words = f"row {number}" if line else f"Row {number}"
                piece = Piece(STARTS[column], end, words, words=(STARTS[column],))
                held[column].append(TextLine((piece,), above + LEADING * line, 9.0))
        top += LEADING * most + room
    return held


def found(rows):
    """Give of which rows the lines of each row that was found come."""
    return [{line.text.split()[1] for lines in row.values() for line in lines} for row in rows]


@given(
    st.lists(HEIGHTS, min_size=2, max_size=8), st.floats(3, 20), st.sampled_from([0.0, 0.5, 1.0])
)
def test_room_parts_rows_wherever_the_words_of_a_cell_are_set(rows, room, share):
    held = laid(rows, room + LEADING * 0.2, share)

    parted = found(rows_of(held, (), STARTS))

    assert parted == [{str(number)} for number in range(len(rows))]


@given(st.lists(HEIGHTS, min_size=2, max_size=8))
def test_what_the_lines_say_parts_rows_that_lie_close(rows):
    parted = found(rows_of(laid(rows, 0.0, 0.0), (), STARTS))

    assert parted == [{str(number)} for number in range(len(rows))]


@given(st.lists(HEIGHTS, min_size=1, max_size=8), st.floats(0, 9), st.sampled_from([0.0, 0.5]))
def test_no_line_is_lost_or_doubled_however_rows_are_parted(rows, room, share):
    held = laid(rows, room, share)

    parted = rows_of(held, (111.0, 140.0), STARTS)

    before = sorted(id(line) for lines in held.values() for line in lines)
    after = sorted(id(line) for row in parted for lines in row.values() for line in lines)
    assert after == before


def line_of(top, *pieces):
    return TextLine(tuple(Piece(x, x + 150, words) for x, words in pieces), top, 10.0)


def test_a_table_whose_cells_lie_side_by_side_is_no_page_in_two_columns():
    rows = [(50, "Objective 1: Be heard"), (310, "Outcome 1: All are heard")]
    table = [line_of(100 + 14 * at, *rows) for at in range(8)]

    assert gutter_of(table, 595) is None


def test_two_columns_with_headings_of_their_own_are_read_one_after_the_other():
    left = [line_of(100, (50, "Theme 1: Prevent")), *_prose(50, 114)]
    right = [line_of(107, (310, "Theme 2: Protect")), *_prose(310, 121)]
    lines = sorted((*left, *right), key=lambda line: line.top)

    gutter = gutter_of(lines, 595)

    assert gutter is not None
    assert 200 < gutter.across <= 310
    assert gutter.top < 100


def _prose(x, top):
    return [line_of(top + 14 * at, (x, "Words that run on and on")) for at in range(6)]
