"""Word forms as other bodies draw them, made with another library than ours."""

from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

CONTROL = """<w:sdt {spaces}><w:sdtPr>{told}<w:tag w:val="{tag}"/><w:showingPlcHdr/>
<w:dataBinding w:xpath="/x" w:storeItemID="{{0}}"/></w:sdtPr><w:sdtContent><w:r><w:rPr>
<w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>"""


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def opened(content):
    return Document(BytesIO(content))


def with_text(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def control(paragraph, tag, told=""):
    xml = CONTROL.format(spaces=nsdecls("w"), tag=tag, told=told)
    paragraph._p.append(parse_xml(xml))


def block_control(document, tag, *, inside="", told=""):
    """Put a control around two paragraphs, the first of which somebody made bold."""
    xml = f"""<w:sdt {nsdecls("w")}><w:sdtPr>{told}<w:alias w:val="{tag}"/></w:sdtPr><w:sdtContent>
    <w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>old</w:t></w:r></w:p>
    <w:p><w:r><w:t>older</w:t></w:r></w:p>{inside}</w:sdtContent></w:sdt>"""
    document.element.body.insert(0, parse_xml(xml))


def bookmark(paragraph, name, words="", number=7):
    start = f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>'
    paragraph._p.append(parse_xml(start))
    if words:
        paragraph.add_run(words).bold = True
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def exact_row(row):
    height = f'<w:trPr {nsdecls("w")}><w:trHeight w:val="300" w:hRule="exact"/></w:trPr>'
    row._tr.insert(0, parse_xml(height))


def field(paragraph, *codes):
    """Write a field, its code cut into pieces."""
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    for kind, inside in (("begin", pieces), ("end", "")):
        paragraph._p.append(
            parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')
        )
        for run in parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"):
            paragraph._p.append(run)


def text_box(paragraph, words):
    xml = f"""<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">
    <v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox>
    </v:shape></w:pict></w:r>"""
    paragraph._p.append(parse_xml(xml))


def all_text(document):
    """Give every word that a reader sees, headers included."""
    around = [part for s in document.sections for part in (s.header, s.footer)]
    bodies = [document.element.body, *(part._element for part in around)]
    return "\n".join(
        "".join(node.text or "\n" for node in body.iter(qn("w:t"), qn("w:br"), qn("w:p")))
        for body in bodies
    )


def northern_force():
    """A force whose form is one table of boxes, with names in braces, and the number on top."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "NORTHERN FORCE  {REF}  page 1"
    document.add_heading("Form HC 4: hate crime referral", 1)
    document.add_paragraph("{WARNING}")
    rows = ("VIC_SURNAME", "Person hurt"), ("SAFE", "How to reach"), ("MO", "Account"), (
        "GROUND", "Lawful basis",
    )  # fmt: skip
    table = document.add_table(rows=len(rows), cols=2, style="Table Grid")
    for row, (key, label) in zip(table.rows, rows, strict=True):
        row.cells[0].text = label
        cut = row.cells[1].paragraphs[0]
        cut.add_run("{" + key[:2]).italic = True  # as Word cuts words that were typed twice
        cut.add_run(key[2:] + "}")
        exact_row(row)
    document.add_paragraph("For office use: ________")
    return document


def southern_force():
    """A force whose form has content controls and a bookmark, and fields of its own."""
    document = Document()
    document.add_heading("Southern Force: third-party report", 1)
    for tag, label in (("ref", "Our ref: "), ("notice", "NOTICE: "), ("basis", "Basis: ")):
        control(document.add_paragraph(label), tag)
    account = document.add_paragraph("Account: ")
    bookmark(account, "account", "write here")
    account.add_run(" (end of account)")
    page = document.add_paragraph("Page ")
    field(page, " PAGE ")
    return document
