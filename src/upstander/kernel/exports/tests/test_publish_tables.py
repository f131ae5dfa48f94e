"""Tables on their way to be published, what comes out, and that nothing hidden comes with it."""

import io
import json
import pickle
import random
import traceback
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.bags import arrange
from upstander.kernel.exports.publishing.dimensions import Dimension, coordinates, relations
from upstander.kernel.exports.publishing.periods import quarter, quarters, year_to_date, years
from upstander.kernel.exports.publishing.policy import PEOPLE, THINGS, Policy
from upstander.kernel.exports.publishing.protect import NothingSafe
from upstander.kernel.exports.publishing.published import Published
from upstander.kernel.exports.publishing.table import Table
from upstander.kernel.exports.tests import at_random
from upstander.kernel.exports.tests.attacker import narrowest
from upstander.kernel.exports.tests.campaign import publish
from upstander.kernel.exports.writing import to_csv, to_xlsx
from upstander.kernel.figures import State
from upstander.kernel.reference.quarters import quarters_of
from upstander.kernel.testing.tables import dimension, table

PLACE, STRAND = dimension("place", "home", "street"), dimension("strand", "race", "age", "faith")
# counts that stand nowhere else, so that each can be looked for
MARKED = {
    ("home", "race"): 2,
    ("home", "age"): 7_043,
    ("home", "faith"): 8_111,
    ("street", "race"): 9_227,
    ("street", "age"): 6_301,
    ("street", "faith"): 5_519,
}


def refused(words, **changes):
    fields = {
        "code": "t",
        "subject": "s",
        "dimensions": (PLACE,),
        "counts": {("home",): 4, ("street",): 5, ("*",): 9},
        "ends_on": date(2024, 3, 31),
    }
    with pytest.raises(Refused, match=words):
        Table(**fields | changes)


# ---- tables --------------------------------------------------------------------------------------


def test_rows_are_counted_into_cells_and_margins():
    rows = [{"place": "home", "strand": "race"}, {"place": "home", "strand": "age", "count": 4}]

    counted = table([PLACE, STRAND], rows)

    assert counted.counts["home", "race"] == 1
    assert counted.counts["home", "*"] == 5
    assert counted.counts["*", "age"] == 4
    assert counted.counts["street", "*"] == 0


def test_a_group_counts_what_its_parts_count_shown_or_not():
    parts = {"indoors": ("home", "work")}
    place = dimension("place", "indoors", "home", "street", parts=parts)

    counted = table([place], {"home": 3, "work": 4, "street": 5})

    assert counted.counts == {("indoors",): 7, ("home",): 3, ("street",): 5, ("*",): 12}


def test_one_incident_of_two_strands_stands_under_both_and_once_in_the_total():
    strand = dimension("strand", "race", "faith", overlapping=True)

    counted = table([strand], [{"strand": ["race", "faith"]}, {"strand": "race"}])

    assert counted.counts == {("race",): 2, ("faith",): 1, ("*",): 2}


def test_what_did_not_come_in_is_not_nought_and_is_in_no_margin():
    missing = {("street", strand): State.NOT_RECEIVED for strand in STRAND.codes}

    counted = table([PLACE, STRAND], {("home", "race"): 12, ("home", "age"): 9}, states=missing)
    made = publish(counted)

    assert counted.states["street", "*"] is State.NOT_RECEIVED
    assert made["street", "race"].text == "[x]"
    assert made["*", "race"].text == "12"
    assert "[x] Not received." in made.notes


def test_a_table_that_makes_no_sense_is_refused():
    refused("do not add up", counts={("home",): 4, ("street",): 5, ("*",): 8})
    refused("either a count or a reason", counts={("home",): 4})
    refused("whole numbers", counts={("home",): -4, ("street",): 5, ("*",): 1})
    refused("same name", dimensions=(PLACE, PLACE))
    refused("not due, not received", counts={}, states={(c,): State.ZERO for c in PLACE.shown})
    with pytest.raises(Refused, match="no part of"):
        table([PLACE], {"shop": 3})
    with pytest.raises(Refused, match="one code of"):
        table([PLACE], [{"count": 3}])
    with pytest.raises(Refused, match="was given rows"):
        table([PLACE], {"home": 3}, states={("home",): State.BLANK})


def test_a_dimension_that_makes_no_sense_is_refused():
    with pytest.raises(Refused, match="at least one code"):
        dimension("place")
    with pytest.raises(Refused, match="cannot have parts"):
        dimension("place", "a", overlapping=True, parts={"a": ("b",)})


def test_parts_that_go_round_in_a_circle_end():
    assert dimension("place", "a", parts={"a": ("b",), "b": ("a", "c")}).leaves("a") == {"c"}


@pytest.mark.parametrize("number", range(20))
def test_every_line_of_a_table_at_random_adds_up(number):
    made = at_random.some_table(random.Random(number))

    for line in relations(made.dimensions):
        if line.parent and line.adds_up:
            assert made.counts[line.parent] == sum(made.counts[part] for part in line.parts)


def test_years_are_made_of_quarters_whichever_is_published():
    first = quarters_of("2023-24")[0]

    assert quarter(first).parts == years("2023-24").parts == quarters("2023-24").parts
    assert years("2023-24").leaves("2023-24") == set(quarters("2023-24").codes) - {"2023-24"}
    assert year_to_date(quarters_of("2023-24")[1]).leaves("2023-24 Q1-Q2") == {
        "2023-24 Q1",
        "2023-24 Q2",
    }
    assert (quarter(first).grain, years("2023-24").grain) == ("quarter", "year")


# ---- policy --------------------------------------------------------------------------------------


def test_a_policy_says_in_plain_words_what_is_not_shown():
    assert PEOPLE.sentence == (
        "Counts under 5, and some others that would let them be worked out, are not shown."
    )
    assert "under 3, nought among them," in Policy(threshold=3, hide_zeros=True).sentence
    assert THINGS.sentence == "Every count is shown."
    assert Policy(rounding=5).sentence.endswith("All others are rounded to a multiple of 5.")


def test_a_policy_that_makes_no_sense_is_refused():
    for wrong in ({"threshold": -1}, {"threshold": 1}, {"width": -2}):
        with pytest.raises(Refused):
            Policy(**wrong)


# ---- rounding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [3, 5, 10])
def test_rounded_figures_are_multiples_next_to_the_count_and_still_add_up(base):
    counted = table([PLACE, STRAND], {cell: n % 97 + 5 for cell, n in MARKED.items()})

    made = publish(counted, Policy(rounding=base))

    assert made.figures.keys() == counted.counts.keys()
    for cell, figure in made.figures.items():
        assert figure.value % base == 0
        assert abs(figure.value - counted.counts[cell]) < base
    for line in relations(made.dimensions):
        assert made[line.parent].value == sum(made[part].value for part in line.parts)


def test_rounding_hides_no_less_and_never_rounds_to_nought():
    counted = table([PLACE, STRAND], {cell: n % 7 + 1 for cell, n in MARKED.items()})

    made, plain = publish(counted, Policy(rounding=10)), publish(counted)

    assert [f.state for f in made.figures.values()] == [f.state for f in plain.figures.values()]
    assert all(figure.value >= 10 for figure in made.figures.values() if figure.value is not None)
    assert narrowest(made) >= 5


def test_figures_that_overlap_are_rounded_to_no_less_than_each_and_no_more_than_all():
    strand = dimension("strand", "race", "faith", overlapping=True)
    rows = [{"strand": ["race", "faith"], "count": 13}, {"strand": "race", "count": 19}]

    made = publish(table([strand], rows), Policy(rounding=10))

    race, faith, everybody = (made[code,].value for code in ("race", "faith", "*"))
    assert race <= everybody <= race + faith


def test_figures_that_cannot_be_rounded_together_are_refused():
    place = dimension("place", *"abcdefghij")

    with pytest.raises(Refused, match="cannot be rounded to 50"):
        publish(table([place], dict.fromkeys("abcdefghij", 5)), Policy(rounding=50))


# ---- what comes out ------------------------------------------------------------------------------


@pytest.fixture
def made():
    return publish(table([PLACE, STRAND], MARKED))


def everything_said(made):
    yield from (repr(made), str(made), json.dumps(made.as_json()), repr(vars(made)))
    yield from (repr(made.figures), repr(made.grid()), " ".join(made.notes))
    yield from (str(list(made.rows())), to_csv(made.sheet()).decode())
    book = load_workbook(io.BytesIO(to_xlsx(made.sheet())))
    yield str([[cell.value for cell in row] for row in book.active.rows])
    yield str(pickle.loads(pickle.dumps(made)))


def test_a_hidden_count_is_nowhere_in_what_is_published(made):
    gone = [n for cell, n in MARKED.items() if made[cell].value is None and n > 5]

    assert gone
    for said in everything_said(made):
        plain = said.replace(",", "")
        assert [count for count in gone if str(count) in plain] == []


def test_what_is_hidden_looks_the_same_whatever_it_is_hidden_for(made):
    figures = [made[cell] for cell in MARKED if made[cell].value is None]

    assert len(set(figures)) == 1
    assert (figures[0].text, figures[0].cell, figures[0].state) == ("[c]", "[c]", "suppressed")


def test_a_table_of_true_counts_says_none_and_is_stored_nowhere():
    counted = table([PLACE, STRAND], MARKED)

    assert repr(counted) == str(counted) == "<Table tests.table: 3 x 4>"
    with pytest.raises(TypeError, match="is not stored"):
        pickle.dumps(counted)


def test_a_refusal_names_no_count():
    with pytest.raises(NothingSafe) as caught:
        publish(table([PLACE], {"home": 3, "street": 1}))

    said = traceback.format_exception_only(caught.value)
    assert not any(sign.isdigit() for sign in "".join(said) + repr(vars(caught.value)))


def test_a_published_table_comes_back_from_the_ledger_as_it_was(made):
    again = Published.from_json(json.loads(json.dumps(made.as_json())))

    assert again == made
    assert again.digest == made.digest


def test_a_changed_figure_has_another_fingerprint(made):
    kept = json.loads(json.dumps(made.as_json()))
    kept["figures"][0][-1] = 1

    assert Published.from_json(kept).digest != made.digest


def test_a_page_gets_rows_and_columns_with_marks_and_a_sentence(made):
    grid = made.grid()

    assert (grid.corner, grid.heads) == ("Strand", ("home", "street", "Total"))
    assert [words for words, _ in grid.rows] == ["race", "age", "faith", "Total"]
    assert grid.rows[0][1][0].text == "[c]"
    assert grid.rows[3][1][2].text == "36,203"
    assert made.notes == (f"[c] {PEOPLE.sentence}",)


def test_a_table_of_one_dimension_is_one_column():
    grid = publish(table([PLACE], {"home": 12, "street": 9})).grid()

    assert grid.heads == ("Count",)
    assert [figure.text for _, (figure,) in grid.rows] == ["12", "9", "21"]


def test_a_file_gets_a_row_for_each_cell_and_the_sentence_below(made):
    sheet = made.sheet()

    assert sheet.columns == ("Place", "Strand", "Count", "State")
    assert sheet.rows[0] == ("home", "race", "[c]", "suppressed")
    assert sheet.rows[-1][0].startswith("[c] Counts under 5")
    assert len(sheet.rows) == 12 + 1


# ---- several tables as a tree --------------------------------------------------------------------

edges = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=6)


@given(edges)
def test_bags_hold_every_table_and_whatever_two_share_stands_on_the_way_between(sets):
    bags, holder = arrange(sets)

    assert all(edge <= bags[at].attributes for edge, at in zip(sets, holder, strict=True))
    assert sum(bag.parent is None for bag in bags) == 1
    for attribute in "abcdef":
        holding = {at for at, bag in enumerate(bags) if attribute in bag.attributes}
        heads = [at for at in holding if bags[at].parent not in holding]
        assert len(heads) <= 1, "the bags that know an attribute hang together"


def test_a_grid_of_all_totals_lists_each_cell_once():
    cells = list(coordinates([PLACE, Dimension("x", "X", {"a": "A"}, total="")]))

    assert cells == [("home", "a"), ("street", "a"), ("*", "a")]
