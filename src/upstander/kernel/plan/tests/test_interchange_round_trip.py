"""Any plan that goes out comes back the same, whatever people write into it."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
    from_json,
    to_json,
)
from upstander.kernel.plan.interchange.drafting import Draft, pack, unpack
from upstander.kernel.plan.interchange.reading import read_document
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.interchange.tree import rows_of
from upstander.kernel.plan.interchange.writing import write_document
from upstander.kernel.plan.tests.generating import AWKWARD, documents

PLAIN = PlanDocument("Plan", "2024-25")


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents)
@example(document=PLAIN)
def test_a_document_goes_out_and_comes_back_the_same(form, document):
    written = write_document(document, form)

    read = read_document(BytesIO(written), f"plan.{form}")

    assert read == document


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("words", AWKWARD)
def test_every_awkward_text_survives_in_every_place(form, words):
    line = one_line(words)[:300]
    action = ActionDocument(words, (line[:200],), "behind", date(2025, 3, 31), words)
    objective = ObjectiveDocument("1", words, (line[:200],), words, None, None, (line,), (action,))
    document = PlanDocument(line, "2024-25", (ThemeDocument("1", line, words, (objective,)),))

    written = write_document(document, form)

    assert read_document(BytesIO(written), f"plan.{form}") == document


@settings(max_examples=25, deadline=None)
@given(document=documents)
def test_the_shape_in_json_and_a_waiting_draft_keep_all_of_it(document):
    draft = Draft.of(document, "plan.csv")

    kept = unpack(pack(draft))

    assert from_json(to_json(document)) == document
    assert (kept, kept.read.said, kept.document) == (draft, document.said, document)
    assert [vars(p.item) for p in rows_of(kept.read)] == [vars(p.item) for p in rows_of(draft.read)]


def test_the_json_has_exactly_the_agreed_shape():
    action = ActionDocument("Hold them", ("Police",), "in_progress", date(2025, 3, 31), "Two held")
    objective = ObjectiveDocument("18", "Surgeries", ("Safer Merton",), actions=(action,))
    document = PlanDocument("Plan", "2024-25", (ThemeDocument("3", "Provision", "", (objective,)),))

    assert to_json(document) == {
        "title": "Plan",
        "year": "2024-25",
        "themes": [
            {
                "number": "3",
                "title": "Provision",
                "aim": "",
                "objectives": [
                    {
                        "number": "18",
                        "title": "Surgeries",
                        "leads": ["Safer Merton"],
                        "progress": "",
                        "status": None,
                        "due": None,
                        "depends_on": [],
                        "actions": [
                            {
                                "text": "Hold them",
                                "leads": ["Police"],
                                "status": "in_progress",
                                "due": "2025-03-31",
                                "progress": "Two held",
                            }
                        ],
                    }
                ],
            }
        ],
        "warnings": [],
    }
