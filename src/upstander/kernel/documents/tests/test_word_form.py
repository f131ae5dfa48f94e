"""Forms of other bodies are filled where they say, and are refused where they would do more."""

import zipfile
from io import BytesIO

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.tests.word_forms import (
    all_text,
    block_control,
    bookmark,
    control,
    exact_row,
    field,
    northern_force,
    opened,
    saved,
    southern_force,
    text_box,
    with_text,
)
from upstander.kernel.documents.word_form import WordForm
from upstander.kernel.exports.sheet import Sheet
from upstander.kernel.exports.writing import to_xlsx


def filled(document, **values):
    return opened(WordForm(saved(document)).filled(values))


def test_each_way_of_making_a_place_is_known():
    north = WordForm(saved(northern_force())).places
    south = WordForm(saved(southern_force())).places

    assert north == {"REF", "WARNING", "VIC_SURNAME", "SAFE", "MO", "GROUND"}
    assert south == {"ref", "notice", "basis", "account"}


def test_words_stand_where_the_form_wants_them_and_all_else_stays():
    made = filled(northern_force(), REF="MR-1", VIC_SURNAME="Łęcka", MO="One.\nTwo.", SAFE="Ring")

    cells = [row.cells[1].text for row in made.tables[0].rows]
    assert cells == ["Łęcka", "Ring", "One.\nTwo.", ""]
    assert made.sections[0].header.paragraphs[0].text == "NORTHERN FORCE  MR-1  page 1"
    assert made.paragraphs[-1].text == "For office use: ________"
    assert "{" not in all_text(made)


def test_controls_and_bookmarks_are_filled_and_no_longer_bound_to_anything():
    made = filled(southern_force(), ref="MR-1", notice="Danger", basis="Yes", account="He shouted")

    text = all_text(made)
    assert "Our ref: MR-1" in text
    assert "Account: He shouted (end of account)" in text
    assert "Click here" not in text
    assert "write here" not in text
    xml = made.element.xml
    assert "dataBinding" not in xml
    assert "showingPlcHdr" not in xml
    assert "PlaceholderText" not in xml


def test_a_control_around_paragraphs_keeps_the_first_and_how_it_looked():
    document = with_text("after")
    block_control(document, "story")

    made = filled(document, story="One.\nTwo.")

    (control,) = made.element.body.iter(qn("w:sdt"))
    assert [node.text for node in control.iter(qn("w:t"))] == ["One.", "Two."]
    assert len(list(control.iter(qn("w:p"), qn("w:jc"), qn("w:b")))) == 3


def test_a_control_that_nobody_named_and_what_stands_after_a_place_are_left_alone():
    document = with_text("{a}")
    document.paragraphs[0].runs[0].add_tab()
    document.paragraphs[0].runs[0].add_text("kept")
    block_control(document, "")
    block_control(document, "Date of birth")

    made = filled(document, a="A")

    assert made.paragraphs[-1].text == "A\tkept"
    assert "old" in all_text(made)


def test_what_a_bookmark_looked_like_its_answer_looks_like():
    document = with_text("Name: ")
    bookmark(document.paragraphs[0], "name", "bold words")

    made = filled(document, name="Amara")

    (bold,) = [run for run in made.paragraphs[0].runs if run.bold]
    assert bold.text == "Amara"


def test_an_answer_that_reads_from_right_to_left_does_so_and_its_label_does_not():
    document = with_text("Account: {a}, signed {b}.")
    document.paragraphs[0].runs[0].bold = True

    made = filled(document, a="قال «لا»!", b="Ada")

    turned = {run.text: run.font.rtl for run in made.paragraphs[0].runs if run.text}
    assert turned == {
        "Account: ": None,
        "قال «لا»!": True,
        ", signed ": None,
        "Ada": None,
        ".": None,
    }
    assert all(run.bold for run in made.paragraphs[0].runs)


def test_a_row_of_one_height_may_grow():
    document = northern_force()
    exact_row(document.tables[0].rows[0])

    made = filled(document, MO="line\n" * 40)

    assert "exact" not in made.element.xml


def test_an_answer_is_never_looked_through_for_places():
    made = filled(with_text("A: {a}", "B: {b}"), a="{b} {{ b }}", b="secret")

    assert [each.text for each in made.paragraphs] == ["A: {b} {{ b }}", "B: secret"]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["a", "b"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])),
    )
)
def test_any_answer_comes_back_as_it_was(values):
    from upstander.kernel.documents.report.words import harmless

    made = filled(with_text("{a}", "<{b}>{b}"), **values)

    told = {name: harmless(text) for name, text in values.items()}
    assert made.paragraphs[0].text == told.get("a", "")
    assert made.paragraphs[1].text == f"<{told.get('b', '')}>{told.get('b', '')}"


def test_the_same_form_and_answers_give_the_same_bytes():
    content = saved(northern_force())

    assert WordForm(content).filled({"MO": "A"}) == WordForm(content).filled({"MO": "A"})


def test_what_word_names_by_itself_is_no_place():
    document = with_text("A")
    bookmark(document.paragraphs[0], "_GoBack", number=1)
    bookmark(document.paragraphs[0], "Text12", number=2)

    assert WordForm(saved(document)).places == frozenset()


# ---- what is refused -----------------------------------------------------------------------------


def boxed():
    document = with_text("A")
    text_box(document.paragraphs[0], "{story}")
    return document


def ticked():
    document = with_text("A")
    control(document.paragraphs[0], "story", "<w:checkbox/>")
    return document


def around_a_table():
    document = with_text("A")
    row = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    block_control(document, "story", inside=row)
    return document


def fetching_simply():
    document = with_text("A")
    simple = f"<w:fldSimple {nsdecls('w')} w:instr=' includetext x '/>"
    document.paragraphs[0]._p.append(parse_xml(simple))
    return document


def nested():
    document = with_text("A ")
    bookmark(document.paragraphs[0], "outer", "before {inner} after")
    return document


def across():
    document = with_text("A", "B")
    bookmark(document.paragraphs[0], "story")
    end = document.paragraphs[0]._p[-1]
    document.paragraphs[1]._p.append(end)
    return document


def fetching(*codes):
    document = with_text("A")
    field(document.paragraphs[0], *codes)
    return document


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (boxed(), "text box"),
        (ticked(), "takes no words"),
        (around_a_table(), "takes no words"),
        (fetching_simply(), "INCLUDETEXT"),
        (nested(), "inside another place"),
        (across(), "one paragraph"),
        (fetching(' INCLUDETEXT "https://force.example/x" '), "INCLUDETEXT"),
        (fetching(" INCLUDE", 'PICTURE "https://force.example/x" '), "INCLUDEPICTURE"),
        (fetching(' DDEAUTO cmd "/c calc" '), "DDEAUTO"),
    ],
)
def test_a_form_that_hides_answers_or_reaches_out_is_refused(document, why):
    with pytest.raises(NotRead, match=why):
        WordForm(saved(document))


def changed(**parts):
    """Give a form in which parts of the file are others."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(saved(with_text("{a}")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            given_name = name.replace("/", "__").replace(".", "_")
            new.writestr(name, parts.pop(given_name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://x/{kind}" Target="https://force.example/t" {mode}/>'
    "</Relationships>"
)
OUTSIDE = 'TargetMode="External"'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7", "damaged"),
        (b"x" * 3_000_000, "larger than 2 MB"),
        (changed(word__document_xml=b"<w:document>"), "damaged"),
        (
            changed(word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "entities",
        ),
        (to_xlsx(Sheet("A", ("a",), [])), "no Word document"),
        (changed(**{"word/vbaProject.bin": b"x"}), "macros"),
        (
            changed(**{"word/_rels/a.rels": RELATIONS.format(kind="image", mode=OUTSIDE)}),
            "elsewhere",
        ),
        (
            changed(**{"word/_rels/a.rels": RELATIONS.format(kind="attachedTemplate", mode="")}),
            "another file",
        ),
        (changed(**{"word/_rels/a.rels": RELATIONS.format(kind="oleObject", mode="")}), "another"),
        (changed(word__document_xml=b"<a>" + b" " * 4_300_000 + b"</a>"), "far more"),
        (changed(word__document_xml=b"<a>" + b"<b/>" * 310_000 + b"</a>"), "far more"),
        (saved(with_text("{a}" * 101)), "too many"),
    ],
)
def test_a_file_that_is_no_form_is_refused(content, why):
    with pytest.raises(NotRead, match=why):
        WordForm(content)
