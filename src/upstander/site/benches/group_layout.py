"""A plan set out as groups set theirs out by hand, in files that bear no mark of ours."""

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from upstander.kernel.documents.report.setting import compiled
from upstander.kernel.documents.report.word.markup import RELATIONS, part, tag, text, w
from upstander.kernel.plan.interchange.document import (
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)

HEADS = ("Actions", "Lead", "Progress Updates")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PAGES = """
#let plan = json(bytes(sys.inputs.plan))
#let lines(words) = words.split("\\n").join(linebreak())
#set text(font: "Noto Sans", size: 9pt)
#set page(flipped: true)
#text(16pt, strong(plan.title))
#for theme in plan.themes {
  text(12pt, strong(theme.line))
  for it in theme.tables {
    table(
      columns: (30pt, 3fr, 1fr, 1fr),
      strong(it.number), table.cell(colspan: 3, strong(it.title)),
      ..it.rows.map(row => ([], ..row.map(lines))).flatten(),
    )
  }
}
"""


def as_txt(plan: PlanDocument) -> bytes:
    """Write it as the text that is left of a Word table: a tab between cells."""
    lines = [plan.title, ""]
    for theme in plan.themes:
        lines += ["", _theme_line(theme), ""]
        for objective in theme.objectives:
            lines.append(f"{objective.number}.\t{objective.title}\t\t")
            lines += ["\t".join(("", *row)).replace("\n", " ") for row in _rows(objective)]
    return "\n".join(lines).encode()


def as_docx(plan: PlanDocument) -> bytes:
    """Write it as a plain Word file: a table for each objective."""
    body = [_paragraph(plan.title)]
    for theme in plan.themes:
        body.append(_paragraph(_theme_line(theme)))
        for objective in theme.objectives:
            rows = [(f"{objective.number}.", objective.title, "", "")]
            rows += [("", *row) for row in _rows(objective)]
            body += [w("tbl", *map(_row, rows)), _paragraph("")]
    document = part("w:document", w("body", *body))
    main = tag("Override", PartName="/word/document.xml", ContentType=_DOCUMENT)
    usual = tag(
        "Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    leads = tag(
        "Relationship", Id="r1", Type=f"{RELATIONS}/officeDocument", Target="word/document.xml"
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{usual}{main}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{leads}</Relationships>',
        "word/document.xml": document,
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def as_xlsx(plan: PlanDocument) -> bytes:
    """Write it as one sheet, copied out of Word."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who writes a workbook pays for it

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Plan")
        for number, row in enumerate(_sheet_rows(plan)):
            for place, words in enumerate(row):
                page.write_string(number, place, words)
    return out.getvalue()


def as_pdf(plan: PlanDocument) -> bytes:
    """Write it as pages."""
    themes = [
        {
            "line": _theme_line(theme),
            "tables": [
                {"number": f"{o.number}.", "title": o.title, "rows": list(_rows(o))}
                for o in theme.objectives
            ],
        }
        for theme in plan.themes
    ]
    data = json.dumps({"title": plan.title, "themes": themes})
    return compiled(_PAGES, {"plan": data})


def _theme_line(theme: ThemeDocument) -> str:
    return f"Theme {theme.number}: {theme.title}: {theme.aim}".removesuffix(": ")


def _rows(objective: ObjectiveDocument) -> Iterator[tuple[str, str, str]]:
    """Give the headings, and the one row that holds all actions."""
    yield HEADS
    actions = "\n".join(f"• {action.text}" for action in objective.actions)
    yield actions, "; ".join(objective.leads), objective.progress


def _sheet_rows(plan: PlanDocument) -> Iterator[tuple[str, ...]]:
    yield (plan.title,)
    for theme in plan.themes:
        yield (_theme_line(theme),)
        for objective in theme.objectives:
            yield f"{objective.number}.", objective.title
            for row in _rows(objective):
                yield "", *row


def _row(cells: tuple[str, ...]) -> str:
    inside = (w("tc", *(_paragraph(line) for line in cell.split("\n"))) for cell in cells)
    return w("tr", *inside)


def _paragraph(words: str) -> str:
    return w("p", w("r", text(words)) if words else "")
