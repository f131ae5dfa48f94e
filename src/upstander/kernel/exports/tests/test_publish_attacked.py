"""Attacks on what is published. Each defence is switched off in turn, to see that it is needed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.policy import PEOPLE, Policy
from upstander.kernel.exports.publishing.proofs import Proofs
from upstander.kernel.exports.publishing.protect import HeldBack, NothingSafe
from upstander.kernel.exports.tests import campaign
from upstander.kernel.exports.tests.attacker import (
    HIDDEN,
    Attack,
    believable,
    narrowest,
    tables_that_fit,
    whole,
)
from upstander.kernel.exports.tests.campaign import BREACH, publish
from upstander.kernel.testing.proofs import scaled
from upstander.kernel.testing.tables import dimension, table

BATCHES, EACH = 8, 250
STORIES = (campaign.many_tables, campaign.rising_editions, campaign.falling_editions)
WARD, STRAND = dimension("ward", "abbey", "village", "wandle"), dimension("strand", "race", "age")
YEAR = {"year": ("q1", "q2", "q3", "q4")}
# one small count in the middle of a table of large ones
LONE = {
    ("abbey", "race"): 2,
    ("abbey", "age"): 30,
    ("village", "race"): 40,
    ("village", "age"): 25,
    ("wandle", "race"): 33,
    ("wandle", "age"): 28,
}


def hidden(made):
    return {cell for cell, figure in made.figures.items() if figure.state == HIDDEN}


# ---- 2,000 tables --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "count"),
    [
        (0, EACH),
        *(
            pytest.param(number * EACH, scaled(EACH), marks=pytest.mark.proof)
            for number in range(1, BATCHES)
        ),
    ],
)
def test_no_hidden_figure_of_2000_tables_can_be_narrowed_down(first, count):
    numbers = range(first, first + count)

    went = [campaign.one_table(random.Random(number)) for number in numbers]

    assert [n for n, how in zip(numbers, went, strict=True) if how == BREACH] == []
    assert went.count(campaign.SAFE) > count / 2


@pytest.mark.slow
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(
    "numbers", [range(5), pytest.param(range(5, 5 + scaled(35)), marks=pytest.mark.proof)]
)
def test_no_hidden_figure_can_be_narrowed_by_other_tables_and_editions(story, numbers):
    went = [story(random.Random(number)) for number in numbers]

    assert BREACH not in went
    assert campaign.SAFE in went


@pytest.mark.slow
@pytest.mark.parametrize("story", STORIES)
def test_without_the_ledger_other_tables_and_editions_give_figures_away(story):
    went = (story(random.Random(number), knows_ledger=False) for number in range(12))

    assert BREACH in went  # which ends at the first that gives something away


@pytest.mark.slow
def test_without_companions_margins_give_small_figures_away(monkeypatch):
    monkeypatch.setattr(Proofs, "prove", lambda self, target: True)

    went = [campaign.one_table(random.Random(number)) for number in range(60)]

    assert went.count(BREACH) > 20


# ---- every table written down, without a solver --------------------------------------------------

small_tables = st.fixed_dictionaries(
    {(a, b): st.sampled_from([0, 1, 2, 4, 5, 6]) for a in "xyz" for b in "uv"}
)
GRID = dimension("a", *"xyz"), dimension("b", *"uv")


def spread(made, cell, readers_belief):
    """Give how far apart the counts are that a hidden figure may be, and the greatest of them."""
    found = {
        whole(counts)[cell]
        for counts in tables_that_fit(made, most=11)
        if not readers_belief or believable(made, counts)
    }
    return max(found) - min(found), max(found)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(small_tables, st.booleans())
def test_a_reader_who_writes_down_every_table_learns_no_small_count(counts, hide_zeros):
    policy = Policy(threshold=4, hide_zeros=hide_zeros)
    try:
        made = publish(table(GRID, counts), policy)
    except NothingSafe:
        return

    for cell in hidden(made):
        width, greatest = spread(made, cell, readers_belief=True)
        assert width >= 4
        assert greatest >= 4, "it could only be small"


def test_a_figure_that_is_hidden_alone_would_tell_that_it_is_small():
    place = dimension("place", "home", "street", "shop", total="")
    counted = table([place], {"home": 2, "street": 40, "shop": 30})

    careless, careful = publish(counted, Policy(reader_knows_rule=False)), publish(counted)

    assert hidden(careless) == {("home",)}
    assert len(hidden(careful)) == 2


# ---- plain cases ---------------------------------------------------------------------------------


def test_a_small_count_takes_others_with_it_so_that_no_margin_gives_it_away():
    made = publish(table([WARD, STRAND], LONE))

    assert made["abbey", "race"].text == "[c]"
    assert len(hidden(made)) == 4
    assert {made[cell].state for cell in hidden(made)} == {HIDDEN}
    assert narrowest(made) >= 5


def test_margins_are_given_up_only_where_nothing_else_helps():
    row = dimension("place", "home", "street")

    made = publish(table([row], {"home": 2, "street": 40}), Policy(reader_knows_rule=False))

    assert hidden(made) == {("home",), ("street",)}
    assert made["*",].value == 42


def test_a_table_of_large_counts_and_noughts_is_shown_whole():
    made = publish(table([WARD, STRAND], {cell: 0 for cell in LONE} | {("abbey", "age"): 9}))

    assert hidden(made) == set()
    assert made["village", "*"].text == "0"


def test_noughts_are_hidden_where_the_policy_says_that_they_tell_too_much():
    counts = {cell: 20 for cell in LONE} | {("abbey", "age"): 0}

    made = publish(table([WARD, STRAND], counts), Policy(hide_zeros=True))

    assert ("abbey", "age") in hidden(made)
    assert narrowest(made) >= 5


@pytest.mark.parametrize(
    ("dimensions", "counts"),
    [
        ([dimension("place", "home")], {"home": 3}),
        ([dimension("place", "home", "street")], {"home": 1, "street": 2}),
        ([WARD, STRAND], dict.fromkeys(LONE, 1)),
    ],
)
def test_a_table_in_which_nothing_can_be_shown_is_refused(dimensions, counts):
    with pytest.raises(NothingSafe, match="longer time, a larger area, or with fewer groups"):
        publish(table(dimensions, counts))


def test_noughts_alone_are_refused_where_nought_is_hidden():
    nothing = table([WARD, STRAND], dict.fromkeys(LONE, 0))

    assert hidden(publish(nothing)) == set()
    with pytest.raises(NothingSafe):
        publish(nothing, Policy(hide_zeros=True))


def test_one_row_hides_enough_others():
    row = dimension("strand", *"abcd")

    made = publish(table([row], {"a": 3, "b": 7, "c": 60, "d": 80}))

    assert ("a",) in hidden(made)
    assert 2 <= len(hidden(made)) <= 3
    assert narrowest(made) >= 5


def test_counts_of_things_are_shown_as_they_are():
    leaflets = publish(table([WARD, STRAND], LONE), Policy(threshold=0))

    assert hidden(leaflets) == set()
    assert leaflets["abbey", "race"].value == 2


def test_a_place_with_few_people_is_hidden_whatever_it_counts():
    counted = table([WARD, STRAND], LONE, populations={"abbey": 90, "village": 9_000})

    made = publish(counted, Policy(minimum_population=1_000))

    assert {cell for cell in made.figures if cell[0] == "abbey"} <= hidden(made)
    assert narrowest(made) >= 5


def test_people_who_know_that_they_are_counted_learn_no_more():
    counts = {("x", "u"): 0, ("x", "v"): 5, ("y", "u"): 5, ("y", "v"): 0, ("z", "u"): 3}
    counts[("z", "v")] = 3
    easy = Policy(hide_zeros=True, reader_knows_rule=False)
    careful = Policy(hide_zeros=True, reader_knows_rule=False, insider=True)

    def seen_from_inside(policy):
        counted = table(GRID, counts)
        made = publish(counted, policy)
        known = {cell: 1 for cell in hidden(made) if counted.counts[cell]}
        return narrowest(made, least=known)

    assert seen_from_inside(easy) < 5 <= seen_from_inside(careful)


def test_what_the_policy_never_shows_together_is_refused():
    month = dimension("period", "2024-01", grain="month", whole=False, total="")
    rows = [{"ward": "abbey", "strand": "race", "count": 50}]

    with pytest.raises(Refused, match="never be published together: month, strand, ward"):
        publish(table([WARD, STRAND, month], rows), PEOPLE)


def test_one_incident_of_several_strands_is_counted_once_in_the_total():
    strands = dimension("strand", "race", "faith", "age", overlapping=True)
    rows = [{"strand": ["race", "faith"], "count": 8}, {"strand": "race", "count": 20}]
    rows += [{"strand": "age", "count": 3}]

    made = publish(table([strands], rows))

    assert made["*",].value in (31, None)
    assert made["age",].text == "[c]"
    assert narrowest(made) >= 5
    assert "may stand under several" in " ".join(made.notes)


def test_the_same_table_is_always_decided_alike():
    counted = table([WARD, STRAND], LONE)

    assert publish(counted).as_json() == publish(counted).as_json()


# ---- several tables ------------------------------------------------------------------------------


def period(*codes):
    return dimension("period", *codes, parts=YEAR, whole=False)


def test_three_quarters_and_the_year_do_not_give_the_fourth_away():
    place = dimension("place", "home", "street", "shop")
    shown = [
        publish(table([place, period(q)], {("home", q): 20, ("street", q): 9, ("shop", q): 8}, q))
        for q in ("q1", "q2", "q3")
    ]
    year = {("home", "year"): 62, ("street", "year"): 40, ("shop", "year"): 40}
    whole_year = table([place, period("year")], year, "year")

    alone, together = publish(whole_year), publish(whole_year, earlier=shown)

    assert hidden(alone) == set()  # 62 - 60 is two people at home in the fourth quarter
    assert together["home", "year"].text == "[c]"
    assert narrowest(*shown, together) is not None


def test_a_merged_area_does_not_give_its_part_away():
    parts = {"north": ("abbey", "village")}
    abbey = publish(table([dimension("ward", "abbey", whole=False)], {"abbey": 12}, "one"))
    north = table([dimension("ward", "north", parts=parts, whole=False)], {"abbey": 12}, "two")
    two_more = table(
        [dimension("ward", "north", parts=parts, whole=False)], {"abbey": 12, "village": 2}, "two"
    )

    assert publish(north, earlier=[abbey])["north",].value == 12
    assert publish(two_more)["north",].value == 14
    with pytest.raises(NothingSafe):
        publish(two_more, earlier=[abbey])


def test_what_was_hidden_once_is_hidden_in_every_table():
    first = publish(table([WARD, STRAND], LONE, "wards"))
    companions = {cell for cell in hidden(first) if table([WARD, STRAND], LONE).counts[cell] > 4}
    plain = table([WARD, STRAND], LONE, "wards again")

    second = publish(plain, earlier=[first])

    assert companions
    assert hidden(second) == hidden(first)


def test_codes_that_contradict_what_was_published_are_refused():
    first = publish(table([WARD], dict.fromkeys(WARD.codes, 9), "one"))
    other = dimension("ward", "abbey", "hillside")

    with pytest.raises(Refused, match="not the ones it was published with before"):
        publish(table([other], {"abbey": 9, "hillside": 9}, "two"), earlier=[first])


def test_a_year_made_of_other_parts_than_before_is_refused():
    months = dimension("period", "year", parts={"year": ("m1", "m2")}, whole=False)
    first = publish(table([period("year")], {"q1": 20}, "one"))

    with pytest.raises(Refused, match="made of other parts"):
        publish(table([months], {"m1": 20}, "two"), earlier=[first])


def test_overlaps_are_the_same_in_every_table():
    alone = dimension("strand", "race", "age", overlapping=True)
    first = publish(table([dimension("strand", "race", "age")], {"race": 9, "age": 9}, "one"))

    with pytest.raises(Refused, match="other rules for overlaps"):
        publish(table([alone], [{"strand": ["race"], "count": 9}], "two"), earlier=[first])


def test_two_overlapping_dimensions_in_one_table_are_refused():
    pair = [dimension(name, "x", "y", overlapping=True) for name in ("strand", "form")]

    with pytest.raises(Refused, match="a table for each of them"):
        publish(table(pair, [{"strand": ["x"], "form": ["x", "y"], "count": 9}]))


def test_more_combinations_than_can_be_checked_are_refused():
    wide = [dimension(name, *map(str, range(30)), total="") for name in "abc"]
    rows = [{"a": "1", "b": "1", "c": "1", "count": 9}]

    with pytest.raises(Refused, match="too many combinations"):
        publish(table(wide, rows))


def test_tables_that_go_round_in_a_circle_are_looked_at_together():
    place = dimension("place", "home", "street")
    pairs = [(WARD, STRAND), (STRAND, place), (WARD, place)]
    dice, made = random.Random(4), []
    rows = [
        {"ward": w, "strand": s, "place": p, "count": dice.choice([1, 4, 6, 9])}
        for w in WARD.codes
        for s in STRAND.codes
        for p in place.codes
    ]
    for number, pair in enumerate(pairs):
        made.append(publish(table(pair, rows, f"pair {number}"), earlier=made))

    assert narrowest(*made) >= 5


def test_a_looser_policy_than_before_is_refused():
    first = publish(table([WARD, STRAND], LONE))

    with pytest.raises(Refused, match="a stricter policy"):
        publish(table([WARD, STRAND], LONE, "again"), Policy(threshold=0), earlier=[first])


def test_a_small_count_that_a_looser_policy_gave_away_is_not_said_again():
    first = publish(table([WARD, STRAND], LONE), Policy(threshold=0))

    second = publish(table([WARD, STRAND], LONE, "again"), earlier=[first])

    assert hidden(second) == {("abbey", "race")}


# ---- editions ------------------------------------------------------------------------------------


def test_a_change_of_a_few_people_is_not_seen_between_two_editions():
    first = publish(table([WARD, STRAND], LONE))
    one_more = table([WARD, STRAND], LONE | {("wandle", "age"): 29})

    second = publish(one_more, earlier=[first], edition="2")
    careless = publish(one_more, edition="2")

    def least_change(later):
        changes = Attack([(first, 0), (later, 1)]).changes(0, 1).values()
        return min(high - low for low, high in changes if high > 0.5)

    assert least_change(careless) < 1
    assert least_change(second) >= 5
    assert second["wandle", "age"].text == "[c]"


def test_a_large_correction_is_published_and_the_earlier_edition_no_longer_holds():
    whole_table = {("abbey", "race"): 20} | {c: n for c, n in LONE.items() if n > 5}
    first = publish(table([WARD, STRAND], whole_table))
    found_later = whole_table | {("wandle", "age"): 28 + 40}

    second = publish(table([WARD, STRAND], found_later), earlier=[first], edition="2")

    assert second["wandle", "age"].value == 68
    assert second.replaced == ("tests.table, 1",)


def test_a_correction_up_and_down_at_once_is_held_back():
    first = publish(table([WARD, STRAND], LONE))
    moved = LONE | {("wandle", "age"): 8, ("village", "age"): 45}

    with pytest.raises(HeldBack, match="stay as they were published"):
        publish(table([WARD, STRAND], moved), earlier=[first], edition="2")


def test_figures_that_fit_no_earlier_ones_are_held_back():
    place = dimension("place", "home", "street", total="")
    first = publish(table([place], {"home": 20, "street": 20}))
    fewer = table([STRAND], {"race": 10, "age": 20}, "other")

    with pytest.raises(HeldBack, match="stay as they were published"):
        publish(fewer, earlier=[first])


def test_figures_that_cannot_be_told_apart_from_earlier_ones_stay_in_one_vintage():
    first = publish(table([WARD, STRAND], LONE))

    second = publish(table([WARD, STRAND], LONE), earlier=[first], edition="2")

    assert second.replaced == ()
    assert second.figures == first.figures
