"""Every form in which the plan goes out, under the name by which people ask for it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from upstander.kernel.documents.report.excel.book import to_xlsx
from upstander.kernel.documents.report.html import to_page
from upstander.kernel.documents.report.model import Attachment
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.documents.report.word.file import to_docx
from upstander.kernel.errors import Refused
from upstander.kernel.plan.interchange.document import PlanDocument, to_json
from upstander.kernel.plan.interchange.gathering import document_of
from upstander.kernel.plan.interchange.writing import content_type as kind_of_sheet
from upstander.kernel.plan.interchange.writing import file_name, write_document
from upstander.kernel.plan.models import Plan
from upstander.kernel.plan.printing.dates import calendar_of
from upstander.kernel.plan.printing.layout import Edition, report_of
from upstander.kernel.plan.printing.text import to_text
from upstander.kernel.plan.reading import read_plan

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Writer = Callable[[PlanDocument, Edition], bytes]


@dataclass(frozen=True)
class Form:
    """A form: its name for the command, the ending of its files, and its words for people."""

    code: str
    suffix: str
    content_type: str
    title: str
    text: str
    comes_back: bool = True

    @property
    def shown_on_a_screen(self) -> bool:
        """Tell whether it is text that a terminal can show."""
        return self.suffix not in ("docx", "pdf", "xlsx")


FORMS = {
    form.code: form
    for form in (
        Form(
            "docx",
            "docx",
            _WORD,
            "Word document",
            "The plan as the group knows it: themes, objectives, tables. To edit and bring back.",
        ),
        Form(
            "pdf",
            "pdf",
            "application/pdf",
            "Pages",
            "The same, to print, to send and to read aloud.",
        ),
        Form(
            "xlsx",
            "xlsx",
            kind_of_sheet("xlsx"),
            "Excel workbook, one row an action",
            "To sort, filter and edit. Each status has its word and its colour.",
        ),
        Form(
            "layout",
            "xlsx",
            kind_of_sheet("xlsx"),
            "Excel workbook, laid out as your document",
            "The Word document on one sheet, to edit and bring back.",
        ),
        Form("csv", "csv", kind_of_sheet("csv"), "Text table", "For any spreadsheet or database."),
        Form(
            "txt",
            "txt",
            "text/plain; charset=utf-8",
            "Plain text",
            "For an email, a screen reader or an old machine.",
        ),
        Form(
            "html",
            "html",
            "text/html; charset=utf-8",
            "Web page",
            "One file that any browser opens, without a network.",
            comes_back=False,
        ),
        Form(
            "json",
            "json",
            kind_of_sheet("json"),
            "Data",
            "For another system: the plan in its own shape.",
        ),
        Form(
            "ics",
            "ics",
            "text/calendar; charset=utf-8",
            "Calendar of due dates",
            "For Outlook or any other calendar. Nobody is named in person.",
            comes_back=False,
        ),
    )
}


@dataclass(frozen=True)
class Written:
    """A file that was written: its content, a name for it, and how many actions are in it."""

    content: bytes
    name: str
    actions: int


def write_plan(plan: Plan, code: str) -> Written:
    """Write a plan as it stands today; raises Refused for a form that there is not."""
    form = _form(code)
    document = document_of(plan)
    read = read_plan(plan)
    if form.code == "ics":
        content = calendar_of(read)
    else:
        content = write(document, code, Edition(plan.introduction, read.on))
    return Written(content, file_name(document, form.suffix), len(document.actions))


def write(document: PlanDocument, code: str, edition: Edition | None = None) -> bytes:
    """Write a document in a form; raises Refused for one that there is not."""
    form = _form(code)
    writer = _WRITERS.get(form.code)
    if writer is None:
        return write_document(document, code)
    return writer(document, edition or Edition())


def _form(code: str) -> Form:
    if code not in FORMS:
        raise Refused(f"A plan can be written as {', '.join(FORMS)}.")
    return FORMS[code]


def _pdf(document: PlanDocument, edition: Edition) -> bytes:
    """Write pages that carry what they say as data, so that nothing is lost on the way back."""
    bare = replace(document, warnings=())
    data = json.dumps(to_json(bare), ensure_ascii=False)
    attached = Attachment("plan.json", data, "What this document says, as data")
    return to_pdf(report_of(document, replace(edition, attached=attached)))


_WRITERS: dict[str, Writer] = {
    "docx": lambda document, edition: to_docx(report_of(document, edition)),
    "pdf": _pdf,
    "layout": lambda document, edition: to_xlsx(report_of(document, edition, numbers=True)),
    "html": lambda document, edition: to_page(report_of(document, edition)).encode(),
    "txt": lambda document, edition: to_text(document),
}
