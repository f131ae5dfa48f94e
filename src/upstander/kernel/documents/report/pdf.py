"""A report as a tagged PDF (PDF/UA-1), set by typst from data alone.

The template is fixed and lies beside this file. Words reach it as JSON, never as markup, so nothing
that a person wrote can do anything there. No file is written on the way, nothing is fetched, and
the same report gives the same bytes.
"""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from upstander.kernel.documents.report.model import Report
from upstander.kernel.documents.report.pdf_data import PageData
from upstander.kernel.documents.report.seal import sealed
from upstander.kernel.documents.report.setting import compiled

_UNDATED = date(2000, 1, 1)


def to_pdf(report: Report) -> bytes:
    """Set a report in pages."""
    inputs = {"report": json.dumps(PageData(report).data(), ensure_ascii=False)}
    if report.attachment:
        inputs["attached"] = report.attachment.content
    moment = _moment(report.closing.day)
    made = compiled(_template(), inputs, pdf_standards=["ua-1"], timestamp=moment)
    return sealed(made) if report.attachment else made


@cache
def _template() -> str:
    return Path(__file__).with_name("report.typ").read_text(encoding="utf-8")


def _moment(day: date | None) -> int:
    return int(datetime.combine(day or _UNDATED, time(), UTC).timestamp())
