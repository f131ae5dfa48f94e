"""No word of a file is lost: each is in the plan, or in a warning, or said what became of it."""

import pytest

from upstander.kernel.documents.tests.forking import read_in_fork
from upstander.kernel.plan.interchange.checking import check
from upstander.kernel.plan.interchange.document import NotAPlan
from upstander.kernel.plan.interchange.writing import write_document
from upstander.kernel.plan.recognition.reading import recognise
from upstander.kernel.plan.recognition.tests.sketching import plan_in, sketch, told
from upstander.kernel.plan.recognition.tests.test_layouts import CASES
from upstander.kernel.plan.recognition.unplaced import ADVICE


@pytest.mark.parametrize("name", CASES)
def test_every_line_of_a_layout_finds_its_place(name):
    made, _ = CASES[name]

    plan = plan_in(made(), f"plan.{name.partition(':')[0]}")

    assert ADVICE not in told(plan)
    check(plan)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", list(CASES)[:12])
def test_what_the_product_writes_is_recognised_as_the_same_plan(name, form):
    made, expected = CASES[name]
    plan = plan_in(made(), f"plan.{name.partition(':')[0]}")

    again = plan_in(write_document(plan, form), f"plan.{form}")

    assert sketch(again) == expected.strip()


def test_words_that_came_nowhere_are_shown_with_their_place():
    text = "Plan 2024-25\n\nObjective 1: Meet\n\n- Hold talks\n\nA remark that belongs to nobody.\n"

    plan = plan_in(text, "plan.txt")

    assert "Line 7: A remark that belongs to nobody." in told(plan)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Budget;2023;2024\nSalaries;10;12\nRent;5;6\n", "budget.csv"),
        ("Dear all,\n\nthe meeting is on Monday.\n\nKind regards\n", "letter.txt"),
        ("Name,Email,Telephone\nSam,sam@example.org,1\n", "people.csv"),
    ],
)
def test_a_file_without_a_plan_is_refused_with_what_is_missing(text, name):
    document = read_in_fork(text.encode(), name)

    with pytest.raises(NotAPlan, match="No plan was found in the file"):
        recognise(document)
