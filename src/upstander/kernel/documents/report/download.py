"""A report as a file that somebody takes away."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from upstander.kernel.documents.report.html import to_page
from upstander.kernel.documents.report.model import Report
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.documents.report.word.file import to_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Writer = Callable[[Report], bytes]
WRITERS: Mapping[str, tuple[Writer, str]] = {
    "docx": (to_docx, WORD),
    "pdf": (to_pdf, "application/pdf"),
    "html": (lambda report: to_page(report).encode(), "text/html; charset=utf-8"),
}


def check_form(form: str) -> str:
    """Give the form back where reports are written in it; raises Http404 for any other."""
    if form not in WRITERS:
        raise Http404("no such kind of file")
    return form


def download(report: Report, form: str, name: str) -> HttpResponse:
    """Give a report as docx, PDF or one web page; raises Http404 for any other form."""
    write, content_type = WRITERS[check_form(form)]
    file = f'attachment; filename="{slugify(name)}.{form}"'
    return HttpResponse(
        write(report), content_type=content_type, headers={"Content-Disposition": file}
    )
