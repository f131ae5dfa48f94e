"""A report as a Word file, looked at by another program's eyes."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document

from upstander.kernel.documents.report.model import Paragraph, Report
from upstander.kernel.documents.report.tests.sample import HARMFUL, SAMPLE, TAMIL, URDU
from upstander.kernel.documents.report.word.file import to_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def content():
    return to_docx(SAMPLE)


@pytest.fixture(scope="module")
def word(content):
    return Document(BytesIO(content))


@pytest.fixture(scope="module")
def parts(content):
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def runs_with(word, text):
    return [r for r in word.element.body.iter(f"{W}r") if text in "".join(r.itertext())]


def test_every_part_is_whole_and_every_relation_leads_somewhere(parts):
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            fromstring(part)
    targets = re.findall(rb'Target="([^"]+)"(?! TargetMode)', parts["word/_rels/document.xml.rels"])

    assert {f"word/{target.decode()}" for target in targets} <= parts.keys()


def test_headings_are_real_and_in_order(word):
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name[:7] == "Heading"]

    assert headings == [
        ("Heading 1", "Theme 1:\tCo-ordination"),
        ("Heading 2", "1\tKeep a picture"),
        ("Heading 1", HARMFUL[3]),
    ]
    assert [p.text for p in word.paragraphs if p.style.name == "Title"] == [SAMPLE.title]


def test_every_table_has_a_header_row_that_comes_again_and_a_name(word):
    for table in word.tables:
        marked = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        for name in ("tblCaption", "tblDescription"):
            assert table._tbl.tblPr.find(f"{W}{name}").get(f"{W}val")


def test_it_says_its_language_and_title_and_whose_it_is(word):
    styles = word.styles.element
    language = next(styles.iter(f"{W}lang"))

    assert language.get(f"{W}val") == "en-GB"
    assert word.core_properties.title == SAMPLE.title
    assert word.core_properties.language == "en-GB"


def test_a_drawing_has_words_beside_it_and_a_picture_for_older_programs(word, parts):
    (named,) = [node for node in word.element.body.iter() if node.tag.endswith("}docPr")]

    assert named.get("descr") == "Five bars, the last the highest"
    assert parts["word/media/drawing1.png"][:8] == b"\x89PNG\r\n\x1a\n"


def test_a_status_is_a_word_on_a_colour(word):
    cell = word.tables[1].cell(2, 2)
    shade = cell._tc.tcPr.find(f"{W}shd")

    assert (cell.text, shade.get(f"{W}fill")) == ("Behind", "fbe3d6")


def test_what_runs_from_right_to_left_is_set_so(word):
    (run, *_) = runs_with(word, URDU.split()[0])

    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ur-PK"
    assert run.getparent().find(f"{W}pPr/{W}bidi") is not None
    (latin,) = runs_with(word, "Police ")
    assert latin.find(f"{W}rPr") is None


def test_a_script_that_few_fonts_have_names_one(word):
    (run, *_) = runs_with(word, TAMIL)

    assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}cs") == "Nirmala UI"
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "ta-IN"


def test_lists_are_lists(word):
    styled = {p.text: p.style.name for p in word.paragraphs}
    cell = word.tables[1].cell(2, 0)

    assert (styled[HARMFUL[2]], styled["Look"]) == ("List Bullet", "List Number")
    assert [p.text for p in cell.paragraphs] == ["One", "Two", "Three"]
    assert [p._p.find(f"{W}pPr/{W}numPr") is not None for p in cell.paragraphs] == [1, 1, 0]


def test_a_person_cannot_write_a_field(parts):
    code = parts["word/document.xml"]

    assert [sign for sign in (b"instrText", b"fldChar", b"fldSimple") if sign in code] == []
    assert re.findall(rb'w:instr="([^"]*)"', parts["word/footer.xml"]) == [b" PAGE ", b" NUMPAGES "]


def test_notes_stand_at_the_foot(parts):
    notes = fromstring(parts["word/footnotes.xml"])

    assert "Depends on: a budget" in "".join(notes.itertext())
    assert b'<w:footnoteReference w:id="1"/>' in parts["word/document.xml"]


def test_the_same_report_gives_the_same_bytes(content):
    assert to_docx(SAMPLE) == content


def test_a_document_from_right_to_left_is_one_as_a_whole():
    word = Document(BytesIO(to_docx(replace(SAMPLE, language="ar"))))

    assert all(table._tbl.tblPr.find(f"{W}bidiVisual") is not None for table in word.tables)


def test_a_page_stands_upright_unless_it_is_said():
    (section,) = Document(BytesIO(to_docx(Report("Short", (Paragraph("Words"),))))).sections

    assert section.page_height > section.page_width


def test_what_leads_on_stays_on_the_page_of_what_follows():
    led, plain = Paragraph("An aim", leads=True), Paragraph("Words")
    word = Document(BytesIO(to_docx(Report("Kept", (led, plain)))))
    kept = {p.text: p.paragraph_format.keep_with_next for p in word.paragraphs}

    assert kept["An aim"] is True
    assert kept["Words"] is None
