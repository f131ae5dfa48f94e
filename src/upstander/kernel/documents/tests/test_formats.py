"""What each kind of file gives: words, lists, spans, colours and places, as its program shows."""
# ruff: noqa: E501 - the parts of a file read best as they lie in it

from io import BytesIO

import pytest
from openpyxl import Workbook

from upstander.kernel.documents import child
from upstander.kernel.documents.limits import NotRead
from upstander.kernel.documents.model import Paragraph, Table, decode, encode
from upstander.kernel.documents.reading import read_document, understood
from upstander.kernel.documents.tests.forking import read_in_fork
from upstander.kernel.documents.tests.making import (
    HEAD,
    Canvas,
    R,
    W,
    archive,
    cell,
    docx,
    p,
    relations,
    run,
    tbl,
    tr,
    word_parts,
    xlsx,
)

WORDS = ("Action", "Lead")


def shown(document):
    """Write a document down: paragraphs as text, rows as lists of texts."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[found.text for found in row.cells] for row in block.rows]
        for block in document.blocks
    ]


def table_in(document):
    return next(block for block in document.blocks if isinstance(block, Table))


def test_a_document_comes_through_the_pipe_as_it_was():
    document = read_in_fork(docx(p("Plan", style="H1"), tbl((cell("a", fill="FF0000"),))), "a.docx")

    assert decode(encode(document)) == document


def test_the_product_reads_a_file_by_its_path_and_by_its_content(tmp_path):
    path = tmp_path / "Plan of ours.docx"
    path.write_bytes(docx(p("Plan")))

    by_path = read_document(path, path.name)
    by_content = read_document(BytesIO(path.read_bytes()), path.name)

    assert by_path == by_content
    assert by_path.name == "Plan of ours.docx"


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(NotRead, match="There is no file “none"):
        read_document(tmp_path / "none.docx", "none.docx")


def test_a_child_that_says_nothing_is_told_in_one_sentence():
    with pytest.raises(NotRead, match="could not be read"):
        understood(b"", 1)
    with pytest.raises(NotRead, match="takes far longer"):
        understood(b"", -24)


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", ()),
        ("subprocess.Popen", ()),
        ("os.system", ()),
        ("open", ("/tmp/x", "w", 0)),
    ],
)
def test_the_child_reaches_for_nothing_outside_itself(event, arguments):
    with pytest.raises(NotRead, match="reach outside itself"):
        child._forbid(event, arguments)


def test_the_child_may_read_its_own_libraries():
    assert child._forbid("open", ("encodings/cp1252.py", "rb", 0)) is None


# ---- Word


def test_word_counts_its_numbers_as_it_shows_them():
    found = read_in_fork(
        docx(
            p("One", numbered=(2, 0)),
            p("Under it", numbered=(2, 1)),
            p("Deeper", numbered=(2, 2)),
            p("Two", numbered=(2, 0)),
            p("Under two", numbered=(2, 1)),
            p("A point", numbered=(1, 0)),
        ),
        "a.docx",
    )

    assert shown(found) == [
        "1. One",
        "1.1 Under it",
        "a) Deeper",
        "2. Two",
        "2.1 Under two",
        "A point",
    ]
    assert [paragraph.line.bullet for paragraph in found.paragraphs][-1] == "•"


def test_word_cells_span_rows_and_columns():
    found = read_in_fork(
        docx(
            tbl(
                (cell("wide", span=2), "c"),
                (cell("tall", merge="begin"), "b", "c"),
                (cell("", merge="on"), "b2", "c2"),
            )
        ),
        "a.docx",
    )

    rows = table_in(found).rows
    assert [(c.column, c.text, c.row_span, c.column_span) for row in rows for c in row.cells] == [
        (0, "wide", 1, 2),
        (2, "c", 1, 1),
        (0, "tall", 2, 1),
        (1, "b", 1, 1),
        (2, "c", 1, 1),
        (1, "b2", 1, 1),
        (2, "c2", 1, 1),
    ]


def test_word_colours_come_from_the_cell_the_highlight_or_the_sign():
    found = read_in_fork(
        docx(
            tbl(
                (
                    cell("a", fill="00B050"),
                    cell([p(run("b", highlight="red"))]),
                    cell([p(run("●", colour="FFC000"))]),
                    cell([p(run("word", colour="FFC000"))]),
                )
            )
        ),
        "a.docx",
    )

    assert [c.colour for c in table_in(found).rows[0].cells] == ["00b050", "ff0000", "ffc000", ""]


def test_words_put_in_count_and_words_struck_out_are_told():
    put_in = "<w:ins>" + run("two") + "</w:ins>"
    taken_out = "<w:del><w:r><w:delText>three</w:delText></w:r></w:del>"

    found = read_in_fork(
        docx(p(run("one "), put_in, taken_out), tbl(tr("gone", deleted=True), WORDS)), "a.docx"
    )

    assert shown(found) == ["one two", [["Action", "Lead"]]]
    assert [(note.where, note.what) for note in found.notes] == [
        ("Tracked changes", "three · gone")
    ]


def test_a_field_shows_its_result_and_a_text_box_its_words_once():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("7")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inner = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert shown(read_in_fork(docx(p(run("Page "), field), p(box)), "a.docx")) == [
        "Page 7",
        "In a box",
    ]


def test_headers_footers_notes_and_comments_stand_apart():
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    parts = {
        "word/header1.xml": f'<w:hdr xmlns:w="{W}">{p("Official")}</w:hdr>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="5">{p("Waits for money")}</w:footnote></w:footnotes>',
        "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{p("Really?")}</w:comment></w:comments>',
    }
    links = [
        ("r7", "header", "header1.xml", ""),
        ("r8", "footnotes", "footnotes.xml", ""),
        ("r9", "comments", "comments.xml", ""),
    ]

    found = read_in_fork(docx(p(run("Train"), note), more=parts, links=links), "a.docx")

    assert [(b.text, b.margin) for b in found.paragraphs] == [("Train", False), ("Official", True)]
    assert found.paragraphs[0].line.marks == ("1",)
    assert [(held.mark, held.text) for held in found.footnotes] == [("1", "Waits for money")]
    assert [held.what for held in found.notes] == ["Really?"]


def test_a_plain_link_is_no_wish_for_something_elsewhere():
    linked = docx(
        p("Plan"), links=(("r7", "hyperlink", "https://example.org", ' TargetMode="External"'),)
    )

    assert read_in_fork(linked, "a.docx").notes == ()


def test_strict_documents_and_other_prefixes_are_read_too():
    other = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = word_parts() | {
        "word/document.xml": f'{HEAD}<x:document xmlns:x="{other}"><x:body><x:p><x:r><x:t>Plan</x:t></x:r></x:p></x:body></x:document>',
        "_rels/.rels": relations(("r1", "officeDocument", "/word/document.xml", "")),
    }

    assert shown(read_in_fork(archive(parts), "a.docx")) == ["Plan"]
    assert R in parts["_rels/.rels"]


# ---- Excel


def test_excel_shows_days_numbers_and_merged_cells_as_a_person_sees_them():
    found = read_in_fork(
        xlsx(
            (
                "Plan",
                [
                    [("Across", {"span": 3, "colour": "FFC000"})],
                    [
                        1,
                        1.5,
                        (45747, {"form": "dd/mm/yyyy"}),
                        (0.5, {"form": "0%"}),
                        (1.1, {"form": "0.00"}),
                    ],
                    [None, ("tall", {"down": 2})],
                    ["a"],
                ],
            )
        ),
        "a.xlsx",
    )

    rows = table_in(found).rows
    assert [[c.text for c in row.cells] for row in rows] == [
        ["Across"],
        ["1", "1.5", "2025-03-31", "50%", "1.10"],
        ["tall"],
        ["a"],
    ]
    assert (rows[0].cells[0].column_span, rows[0].cells[0].colour) == (3, "ffc000")
    assert rows[2].cells[0].row_span == 2
    assert rows[1].place == "Sheet “Plan”, row 2"


def test_a_sheet_of_excel_may_hold_several_lines_and_bullets_in_a_cell():
    found = read_in_fork(xlsx(("Plan", [["• one\n• two", "x"]])), "a.xlsx")

    lines = table_in(found).rows[0].cells[0].lines
    assert [(line.bullet, line.text) for line in lines] == [("•", "one"), ("•", "two")]


def test_what_is_hidden_in_a_workbook_is_read_and_told():
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for row in (["Action", "Notes"], ["Hold a forum", "ask first"], ["An old action", ""]):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    out = BytesIO()
    book.save(out)

    found = read_in_fork(out.getvalue(), "a.xlsx")

    assert [row.cells[0].text for row in table_in(found).rows][2] == "An old action"
    assert [(note.where, note.what) for note in found.notes] == [
        ("Sheet “Plan”, row 3", "An old action"),
        ("Sheet “Plan”, column B", "Notes; ask first"),
    ]


# ---- csv and text


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^"])
def test_csv_is_read_whatever_stands_between_its_cells(sign):
    rows = [["Ref", "Action", "Lead"], ["1", '"Meet, and talk; twice | or more"', "Police"]]
    content = "\r\n".join(sign.join(row) for row in rows).encode()

    assert shown(read_in_fork(content, "a.csv")) == [
        [["Ref", "Action", "Lead"], ["1", "Meet, and talk; twice | or more", "Police"]]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_csv_is_read_in_the_encodings_that_offices_write(encoding):
    content = "Action;Lead\nCafé – talks;Police\n".encode(encoding)

    assert shown(read_in_fork(content, "a.csv"))[0][1] == ["Café – talks", "Police"]


def test_a_line_that_names_the_sign_is_obeyed():
    assert shown(read_in_fork(b"sep=|\nAction|Lead\na, b|c\n", "a.csv")) == [
        [["Action", "Lead"], ["a, b", "c"]]
    ]


def test_text_keeps_its_pages_and_the_lines_below_headings():
    found = read_in_fork(b"Plan\n====\n\n## Part\n- one\n\ftwo\n", "a.txt")

    assert [(b.text, b.level, b.page) for b in found.paragraphs] == [
        ("Plan", 1, 1),
        ("Part", 2, 1),
        ("one", 0, 1),
        ("two", 0, 2),
    ]


# ---- PDF


def test_a_page_gives_its_tables_with_spans_colours_and_rejoined_lines():
    page = Canvas()
    page.line("Plan of the year", 18, bold=True)
    long = "A text that is far too long for its narrow cell and so goes on over several lines"
    page.table((100, 100, 100), [[("Across", {"span": 3, "colour": "ffc000"})], ["a", long, "c"]])
    page.line("And words below it.")

    found = read_in_fork(page.bytes(), "a.pdf")

    first, second = table_in(found).rows
    assert shown(found)[0] == "Plan of the year"
    assert (first.cells[0].column_span, first.cells[0].colour) == (3, "ffc000")
    assert [c.text for c in second.cells] == ["a", long, "c"]
    assert shown(found)[2] == "And words below it."
    assert found.paragraphs[0].level == 1


def test_what_comes_back_at_the_edge_of_pages_is_their_margin():
    page = Canvas()
    for number in (1, 2, 3):
        page.text(50, f"Page {number} of 3", 8, y=570)
        page.line(f"Words of page {number} that matter")
        page.turn()

    found = read_in_fork(page.bytes(), "a.pdf")

    assert [b.text for b in found.paragraphs if b.margin] == [f"Page {n} of 3" for n in (1, 2, 3)]
    assert sum(not b.margin for b in found.paragraphs) == 3
