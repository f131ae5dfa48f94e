from io import BytesIO

import pytest

from upstander.kernel.errors import Refused
from upstander.kernel.plan.opening import open_plan

OUR_COLUMNS = b"Objective,Objective title,Action\n1,Be heard,Hold an evening\n"
THEIRS = (
    "Theme 1: Together\n\n1.\tBe heard\n\tActions\tLead\tProgress Updates\n"
    "\t\u2022 Hold an evening. \u2022 Write down what is said.\tSafer Wexbourne\tBegun\n"
)


def test_a_sheet_in_our_columns_is_read_exactly():
    plan = open_plan(BytesIO(OUR_COLUMNS), "plan.csv")

    assert [action.text for action in plan.themes[0].objectives[0].actions] == ["Hold an evening"]


def test_a_document_in_a_layout_of_its_own_is_recognised():
    plan = open_plan(BytesIO(THEIRS.encode()), "plan.txt")

    objective = plan.themes[0].objectives[0]
    assert (plan.themes[0].title, objective.title) == ("Together", "Be heard")
    assert len(objective.actions) == 2
    assert objective.leads == ("Safer Wexbourne",)


def test_a_sheet_in_other_columns_is_recognised_as_well():
    sheet = b"Aim;What we will do;Owner;RAG\nBe heard;Hold an evening;Police;Completed\n"

    plan = open_plan(BytesIO(sheet), "plan.csv")

    assert [a.text for t in plan.themes for o in t.objectives for a in o.actions] == [
        "Hold an evening"
    ]


def test_what_holds_no_plan_is_refused_with_one_sentence():
    with pytest.raises(Refused, match="plan"):
        open_plan(BytesIO(b"Name,Age\nA,1\n"), "people.csv")


def test_an_old_word_file_is_refused_with_what_to_do():
    with pytest.raises(Refused, match="docx"):
        open_plan(BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "plan.doc")
