import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upstander.kernel.exports.formulas import neutralise, restore
from upstander.kernel.exports.reading import read_rows
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import to_csv, to_xlsx

DANGEROUS = st.text(st.sampled_from("'=+-@\t\ra1 "), max_size=6)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
# a workbook cannot keep cells apart that hold nothing but spaces at the end of a row
KEPT_TEXT = st.one_of(DANGEROUS, ANY_TEXT).filter(lambda text: text.strip())


@pytest.mark.slow
@given(st.one_of(DANGEROUS, ANY_TEXT))
@example("=1+1")
@example("'=1+1")
@example("''''@x")
def test_what_was_made_harmless_comes_back_as_it_was(text):
    assert restore(neutralise(text)) == text


@pytest.mark.slow
@given(st.one_of(DANGEROUS, ANY_TEXT))
def test_nothing_that_leaves_can_be_run(text):
    assert neutralise(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+44 20", "'+44 20"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_one_apostrophe(text, written):
    assert neutralise(text) == written


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(KEPT_TEXT, KEPT_TEXT), min_size=1, max_size=5))
def test_csv_gives_every_text_back(rows):
    sheet = Sheet("Texts", ("first", "second"), rows)

    read = read_rows(io.BytesIO(to_csv(sheet)), "texts.csv")

    assert [tuple(row) for row in read.rows] == rows


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(KEPT_TEXT, KEPT_TEXT), min_size=1, max_size=5))
def test_xlsx_gives_every_text_back(rows):
    sheet = Sheet("Texts", ("first", "second"), rows)

    read = read_rows(io.BytesIO(to_xlsx(sheet)), "texts.xlsx")

    assert [tuple(row) for row in read.rows] == rows


def test_a_heading_cannot_be_run_either():
    sheet = Sheet("Texts", ("=HYPERLINK()",), [("x",)])

    first = next(csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig"))))

    assert first == ["'=HYPERLINK()"]
