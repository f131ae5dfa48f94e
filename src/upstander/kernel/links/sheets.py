"""A referral on paper and as data: what goes, set as a document (docx, PDF) or as JSON."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from upstander.kernel.clock import today
from upstander.kernel.documents.report.model.blocks import Callout
from upstander.kernel.documents.report.model.report import Closing, Fact, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.links.tables import Field

SENSITIVE = "This speaks of people who may be in danger. Open it only to act on it."
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


@dataclass(frozen=True)
class Sheet:
    """What goes to a body, line by line; by which edition of the table; what to see at once."""

    title: str
    to: str
    version: str
    lines: tuple[tuple[Field, str], ...]
    warning: str = ""

    @property
    def what(self) -> list[str]:
        """Name what goes, for the ledger."""
        return [f"{field.part}: {field.heading}" for field, _ in self.lines]

    def written(self, form: str) -> bytes:
        """Give it as a file: docx, pdf or json."""
        # setting a document takes libraries that no other page needs
        from upstander.kernel.documents.report.pdf import to_pdf  # noqa: PLC0415
        from upstander.kernel.documents.report.word.file import to_docx  # noqa: PLC0415

        if form == "json":
            return self.as_json().encode()
        return to_pdf(self.document) if form == "pdf" else to_docx(self.document)

    def as_json(self) -> str:
        """Give it as JSON under the keys of the table."""
        content = {"sheet": self.version, **{field.key: value for field, value in self.lines}}
        return json.dumps(content, ensure_ascii=False, indent=2)

    @property
    def document(self) -> Report:
        """Set it as a document: one table, part by part."""
        blocks: list[Any] = [Callout("Official: sensitive", SENSITIVE, tone="warm")]
        if self.warning:
            blocks.append(Callout("Look at this first", self.warning, tone="late"))
        return Report(
            self.title,
            (*blocks, _table(self.lines)),
            kicker=f"{settings.BOROUGH} hate crime partnership",
            facts=(Fact("For", self.to),),
            closing=Closing("Upstander", today(), f"sheet {self.version}"),
        )


def _table(lines: tuple[tuple[Field, str], ...]) -> Table:
    rows: list[Row] = []
    part = ""
    for field, value in lines:
        if field.part != part:
            part = field.part
            rows.append(Row((Cell(part, span=2, heads=True),)))
        rows.append(Row((Cell(field.heading, heads=True), Cell(value))))
    return Table(
        caption="What is handed over",
        columns=(Column("Question", 1), Column("Answer", 3)),
        rows=tuple(rows),
        shows_caption=False,
    )
