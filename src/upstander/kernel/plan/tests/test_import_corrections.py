"""Corrections of a file before it is brought in: what each does, and that it does no more."""

from datetime import date
from difflib import ndiff

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.errors import Refused
from upstander.kernel.plan.forms.correcting import halves
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.correcting import corrected
from upstander.kernel.plan.interchange.corrections import (
    Correction,
    FirstOfAll,
    add,
    edit,
    join,
    name_lead,
    remove,
    split,
)
from upstander.kernel.plan.interchange.document import NotAPlan
from upstander.kernel.plan.interchange.drafting import pack, unpack
from upstander.kernel.plan.interchange.tree import (
    RowGone,
    fingerprint,
    row_of,
    rows_of,
)
from upstander.kernel.plan.recognition.tests.sketching import sketch
from upstander.kernel.plan.tests.import_examples import (
    A_DESK,
    AN_EVENING,
    BE_HEARD,
    BE_HELPED,
    BE_SAFE,
    CARE,
    IT_DOWN,
    TOGETHER,
    WALK,
    waiting,
)

PLAN = waiting().read


def row(key):
    return row_of(PLAN, key)


def lines_moved(correction):
    """Give the lines of the plan that a correction takes out and puts in."""
    after = corrected(PLAN, Correction.from_json(correction.to_json()))
    lines = ndiff(sketch(PLAN).splitlines(), sketch(after).splitlines())
    return [line[:2] + line[2:].removeprefix("- ") for line in lines if line[0] in "+-"]


TABLE = {
    "a theme": (
        edit(row(CARE), {"number": "4", "title": "Provision", "aim": "Help\nat once"}),
        ["- T 2 Care", "+ T 4 Provision // Help", "+ at once"],
    ),
    "an objective": (
        edit(row(BE_HELPED), {"title": "Be helped at once", "leads": ("Police",)}),
        ["- O 3 Be helped", "+ O 3 Be helped at once [Police]"],
    ),
    "what an objective waits for": (
        edit(row(BE_SAFE), {"depends_on": (), "leads": ()}),
        [
            "- O 2 Be safe on the way home [Harbour Netwrk] ~Budget being found",
            "+ O 2 Be safe on the way home",
        ],
    ),
    "all of an action": (
        edit(
            row(A_DESK),
            {
                "text": "Open two desks",
                "leads": ("Council", "Police"),
                "status": "on_hold",
                "due": date(2025, 1, 31),
                "progress": "Rooms found",
            },
        ),
        [
            "- Open a desk",
            "+ Open two desks [Council; Police] {on_hold} <2025-01-31> > Rooms found",
        ],
    ),
    "nothing is said any more": (
        edit(row(IT_DOWN), {"status": None, "due": None, "progress": "", "leads": ()}),
        ["- Write it down [Council] {behind} <2024-05-01> > Begun", "+ Write it down"],
    ),
    "an action moves": (
        edit(row(WALK), {"under": BE_HELPED}),
        ["- Walk home [Council]", "+ Walk home [Council]"],
    ),
    "an action moves to where it stands": (edit(row(WALK), {"under": BE_SAFE}), []),
    "a theme is added": (
        add(PLAN, {"number": "3", "title": "Protection"}, 10),
        ["+ T 3 Protection"],
    ),
    "an objective is added": (
        add(row(CARE), {"number": "4", "title": "Be believed", "leads": ("Police",)}, 10),
        ["+ O 4 Be believed [Police]"],
    ),
    "an action is added": (
        add(row(BE_HEARD), {"text": "Ring back", "due": date(2024, 9, 1)}, 10),
        ["+ Ring back <2024-09-01>"],
    ),
    "an action is taken out": (remove(row(AN_EVENING)), ["- Hold an evening for all"]),
    "an objective is taken out": (remove(row(BE_HELPED)), ["- O 3 Be helped", "- Open a desk"]),
    "a theme is taken out": (
        remove(row(CARE)),
        ["- T 2 Care", "- O 3 Be helped", "- Open a desk"],
    ),
    "an action is split": (
        split(row(IT_DOWN), "Write it", "Send it round", 10),
        [
            "- Write it down [Council] {behind} <2024-05-01> > Begun",
            "+ Write it [Council] {behind} <2024-05-01> > Begun",
            "+ Send it round [Council] <2024-05-01>",
        ],
    ),
    "an action is joined with the one before": (
        join(PLAN, row(IT_DOWN)),
        [
            "- Hold an evening for all",
            "- Write it down [Council] {behind} <2024-05-01> > Begun",
            "+ Hold an evening for all Write it down [Police; Council] {behind} <2024-05-01>"
            " > Begun",
        ],
    ),
    "a lead is another's name": (
        name_lead("harbour  NETWRK", ["Harbour Network"]),
        [
            "- O 2 Be safe on the way home [Harbour Netwrk] ~Budget being found",
            "+ O 2 Be safe on the way home [Harbour Network] ~Budget being found",
        ],
    ),
    "a lead is two, and one of them stands there already": (
        name_lead("Police", ["Council", "Met Police"]),
        [
            "- O 1 Be heard [Police; Council]",
            "+ O 1 Be heard [Council; Met Police]",
        ],
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_a_correction_does_what_it_says_and_nothing_else(case):
    correction, expected = TABLE[case]

    assert sorted(lines_moved(correction)) == sorted(expected)


def test_an_objective_moves_to_another_theme_with_its_actions():
    after = corrected(PLAN, edit(row(BE_SAFE), {"under": CARE}))

    assert [[o.number for o in theme.objectives] for theme in after.themes] == [["1"], ["3", "2"]]
    assert [a.text for a in after.themes[1].objectives[1].actions] == ["Walk home"]


def test_the_title_and_year_of_the_plan_are_put_right():
    after = corrected(PLAN, edit(PLAN, {"title": "Hate crime  plan", "year": "2025-26"}))

    assert (after.title, after.year, after.themes) == ("Hate crime  plan", "2025-26", PLAN.themes)


@pytest.mark.parametrize(
    ("correction", "refusal", "sentence"),
    [
        (Correction("edit", 99, {"text": "x"}), RowGone, "no longer there"),
        (Correction("edit", WALK, {"under": 99}), RowGone, "no longer there"),
        (Correction("remove", 99), RowGone, "no longer there"),
        (Correction("add", 99, {"text": "x"}, 10), RowGone, "no longer there"),
        (Correction("split", 99, {"first": "a", "second": "b"}, 10), RowGone, "no longer"),
        (edit(row(CARE), {"number": "1"}), NotAPlan, "cannot become a plan"),
        (edit(row(BE_SAFE), {"number": "1"}), NotAPlan, "cannot become a plan"),
        (edit(row(A_DESK), {"text": " "}), NotAPlan, "cannot become a plan"),
        (name_lead("Police", ["x" * 201]), NotAPlan, "cannot become a plan"),
    ],
)
def test_what_cannot_be_is_refused_whole(correction, refusal, sentence):
    draft = waiting()

    with pytest.raises(refusal, match=sentence):
        draft.having(correction)


def test_the_first_action_has_none_before_it():
    with pytest.raises(FirstOfAll, match="none before it"):
        join(PLAN, row(AN_EVENING))


def test_a_row_is_told_apart_from_every_other_and_from_what_it_was():
    rows = list(rows_of(PLAN))
    changed = corrected(PLAN, edit(row(WALK), {"text": "Walk home together"}))

    prints = [fingerprint(placed.item) for placed in rows]
    after = [fingerprint(placed.item) for placed in rows_of(changed)]

    assert len(set(prints)) == len(rows)
    assert [old == new for old, new in zip(prints, after, strict=True)].count(False) == 1
    theme = row_of(changed, TOGETHER).item
    assert fingerprint(theme) == fingerprint(row(TOGETHER).item)
    assert fingerprint(theme, whole=True) != fingerprint(row(TOGETHER).item, whole=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write it down. Send it round.", ("Write it down.", "Send it round.")),
        ("Hold an evening\nWrite it\nSend it", ("Hold an evening", "Write it\nSend it")),
        ("Hold an evening for all and write it down", ("Hold an evening for all", "Write it down")),
        ("Meet", ("Meet", "")),
    ],
)
def test_an_action_is_first_cut_where_it_most_likely_was_two(text, expected):
    assert halves(text) == expected


@st.composite
def steps(draw):
    """Give a way to choose one correction of whatever stands in a draft by then."""
    return draw(st.sampled_from(["edit", "move", "add", "remove", "split", "join", "name"])), draw(
        st.integers(0, 40)
    )


def chosen(draft, kind, number):
    rows = list(rows_of(draft.document))
    placed = rows[number % len(rows)]
    objectives = [held for held in rows if held.level == "objective"]
    if kind == "name":
        return name_lead("Council", ["Police", f"Body {number}"])
    if kind == "add":
        parent = objectives[number % len(objectives)]
        return add(parent, {"text": f"Action {number}"}, draft.next_row)
    if placed.level != "action":
        return edit(placed, {"title": f"Title {number}"})
    if kind == "move":
        return edit(placed, {"under": objectives[number % len(objectives)].item.key})
    if kind == "split":
        return split(placed, "One", "Two", draft.next_row)
    if kind == "join":
        return join(draft.document, placed)
    return remove(placed) if kind == "remove" else edit(placed, {"text": f"Text {number}"})


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(chosen_steps=st.lists(steps(), max_size=12))
def test_however_much_is_corrected_rows_stay_apart_and_all_of_it_can_be_taken_back(chosen_steps):
    draft = waiting()

    for step in chosen_steps:
        try:
            draft = draft.having(chosen(draft, *step))
        except Refused:  # nothing was done
            continue

    keys = [placed.item.key for placed in rows_of(draft.document)]
    assert len(set(keys)) == len(keys)
    check(draft.document)
    assert unpack(pack(draft)).document == draft.document
    while draft.corrections:
        draft = draft.without_last()
    assert draft.document == PLAN
