"""A report as a Word file.

Written part by part: the format is small where only text, tables and notes are needed, and so the
styles, the languages, the notes and the names of tables are ours to set. The same report gives the
same bytes.
"""

from datetime import date
from xml.sax.saxutils import escape

from upstander.kernel.documents.package import packed
from upstander.kernel.documents.report.model import Report
from upstander.kernel.documents.report.word.body import Body
from upstander.kernel.documents.report.word.markup import DECLARED, RELATIONS, part, tag, text, w
from upstander.kernel.documents.report.word.runs import direction, plain_run
from upstander.kernel.documents.report.word.styles import numbering_part, styles_part
from upstander.kernel.documents.report.words import harmless, lines_of

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("document.main", "styles", "settings", "numbering", "footnotes", "footer")
_UNDATED = date(2000, 1, 1)


def to_docx(report: Report) -> bytes:
    """Write a report as docx."""
    body = Body(report)
    document = part("w:document", w("body", body.write()))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(report),
        "word/document.xml": document,
        "word/footnotes.xml": _footnotes(body),
        "word/footer.xml": _footer(report),
        "word/settings.xml": _settings(report),
        # last, since only now is it known what is used
        "word/styles.xml": styles_part(
            report.language, body.bands, body.roles, body.table_roles or {"table"}
        ),
        "word/numbering.xml": numbering_part(body.counted_lists),
        "word/_rels/document.xml.rels": _relations(body),
    }
    parts |= {f"word/media/{name}": content for name, content in body.drawings.files.items()}
    return packed(parts)


def _content_types() -> bytes:
    usual = (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
    )
    inside = [tag("Default", Extension=ending, ContentType=kind) for ending, kind in usual]
    for kind in _KINDS:
        name = kind.partition(".")[0]
        content = f"{_CONTENT}.{kind}+xml"
        inside.append(tag("Override", PartName=f"/word/{name}.xml", ContentType=content))
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    inside.append(tag("Override", PartName="/docProps/core.xml", ContentType=core))
    return f'{DECLARED}<Types xmlns="{_PACKAGE}/content-types">{"".join(inside)}</Types>'.encode()


def _package_relations() -> bytes:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _relationships(
        tag(
            "Relationship",
            Id="document",
            Type=f"{RELATIONS}/officeDocument",
            Target="word/document.xml",
        ),
        tag("Relationship", Id="core", Type=core, Target="docProps/core.xml"),
    )


def _relations(body: Body) -> bytes:
    names = ("styles", "settings", "numbering", "footnotes", "footer")
    held = [
        tag("Relationship", Id=name, Type=f"{RELATIONS}/{name}", Target=f"{name}.xml")
        for name in names
    ]
    for name in body.drawings.files:
        number, ending = name.removeprefix("drawing").split(".")
        held.append(
            tag(
                "Relationship",
                Id=f"{ending}{number}",
                Type=f"{RELATIONS}/image",
                Target=f"media/{name}",
            )
        )
    for address, key in body.links.items():
        kind = f"{RELATIONS}/hyperlink"
        held.append(tag("Relationship", Id=key, Type=kind, Target=address, TargetMode="External"))
    return _relationships(*held)


def _relationships(*inside: str) -> bytes:
    held = "".join(inside)
    return (
        f'{DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{held}</Relationships>'.encode()
    )


def _core(report: Report) -> bytes:
    moment = f"{(report.closing.day or _UNDATED).isoformat()}T00:00:00Z"
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    inside = [
        f"<dc:title>{escape(harmless(report.title))}</dc:title>",
        f"<dc:subject>{escape(harmless(report.kicker))}</dc:subject>",
        "<dc:creator>Upstander</dc:creator>",
        f"<dc:language>{report.language}</dc:language>",
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>',
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>',
    ]
    return part("cp:coreProperties", *inside, spaces=spaces)


def _settings(report: Report) -> bytes:
    ours = "http://schemas.microsoft.com/office/word"
    return part(
        "w:settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", w("compatSetting", name="compatibilityMode", uri=ours, val=15)),
        w("themeFontLang", val=report.language, bidi="ar-SA"),
    )


def _footnotes(body: Body) -> bytes:
    lines = [
        w("footnote", w("p", w("r", w(kind))), type=name, id=number)
        for number, name, kind in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    ]
    mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
    for number, note in enumerate(body.notes, start=1):
        key = body.style(note.role, base="FootnoteText") if note.role else "FootnoteText"
        for line in lines_of(note.words, body.language)[:1]:
            look = w("pPr", w("pStyle", val=key), direction([line], body.rtl))
            inside = w("p", look, mark, plain_run(" "), body.runs(line))
            lines.append(w("footnote", inside, id=number))
    return part("w:footnotes", *lines)


def _footer(report: Report) -> bytes:
    room = 15000 if report.landscape else 10000
    stop = w("tabs", w("tab", val="right", pos=room))
    said = f"{harmless(report.title)} · {harmless(report.closing.sentence)}"
    inside = [
        w("pPr", w("pStyle", val="Footer"), stop),
        w("r", text(f"{said}\tPage ")),
        _field("PAGE"),
        w("r", text(" of ")),
        _field("NUMPAGES"),
    ]
    return part("w:ftr", w("p", *inside))


def _field(code: str) -> str:
    return w("fldSimple", w("r", text("1")), instr=f" {code} ")
