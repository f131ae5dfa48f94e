"""Any plan goes out in its own layout and comes back the same, whatever people write into it."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, assume, example, given, settings

from upstander.kernel.documents.report.words import harmless
from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.opening import open_plan
from upstander.kernel.plan.printing.forms import FORMS, write
from upstander.kernel.plan.printing.tests.reading import read_back
from upstander.kernel.plan.tests.generating import AWKWARD, documents

OWN = ("docx", "layout", "txt", "pdf")
EMPTY = PlanDocument("Plan", "2024-25", (ThemeDocument("1", "Nothing yet"),))
BARE = replace(
    EMPTY, themes=(ThemeDocument("1", "T", "", (ObjectiveDocument("1", "No actions"),)),)
)


@pytest.mark.slow
@pytest.mark.parametrize("code", OWN)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents)
@example(document=EMPTY)
@example(document=BARE)
def test_a_plan_goes_out_and_comes_back_the_same(code, document):
    # signs that turn words around are taken out on the way, and nothing else is
    assume(document.themes and harmless(repr(document)) == repr(document))
    assume("\\u202d" not in repr(document) and "\\u202e" not in repr(document))

    assert read_back(write(document, code), code) == document


@pytest.mark.slow
@pytest.mark.parametrize("code", OWN)
def test_every_awkward_text_survives_in_every_place(code):
    for words in AWKWARD:
        document = everywhere(words)
        assert read_back(write(document, code), code) == document, words


def everywhere(words):
    line = one_line(words)[:200]
    action = ActionDocument(words, (line,), "behind", date(2025, 3, 31), words)
    bare = ActionDocument(words)
    objective = ObjectiveDocument(
        "1", words, (line,), words, "on_hold", date(2024, 12, 1), (line,), (action, bare)
    )
    theme = ThemeDocument(line[:20].strip(), line, words, (objective,))
    return PlanDocument(line, "2024-25", (theme,))


@pytest.mark.parametrize("code", [code for code, form in FORMS.items() if form.comes_back])
def test_a_file_that_a_person_brings_comes_back_the_same(code):
    document = everywhere("Hold surgeries, in Tamil: தமிழ்\nand in Urdu: اردو")

    content = write(document, code)

    assert open_plan(BytesIO(content), f"plan.{FORMS[code].suffix}") == document


@pytest.mark.slow
def test_a_long_plan_comes_back_the_same():
    words = "An action of some length that a partner does, step by step, all year round."
    objectives = tuple(
        ObjectiveDocument(
            str(n),
            f"Objective {n}",
            actions=tuple(ActionDocument(f"{words} {n}.{m}") for m in range(20)),
        )
        for n in range(25)
    )
    document = PlanDocument("Long", "2024-25", (ThemeDocument("1", "Theme", "", objectives),))

    assert open_plan(BytesIO(write(document, "docx")), "plan.docx") == document


def test_the_same_plan_gives_the_same_file():
    document = everywhere("Words")

    assert {
        code
        for code in ("docx", "pdf", "txt", "html")
        if write(document, code) != write(document, code)
    } == set()
