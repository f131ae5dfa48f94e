"""A referral on paper and as data: what goes, set as a document (docx, PDF) or as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from upstander.kernel.clock import now, today
from upstander.kernel.documents.report.model.blocks import Callout
from upstander.kernel.documents.report.model.report import Closing, Fact, Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.offers import Referral
from upstander.kernel.people.models import Organisation
from upstander.kernel.referrals.declared import Kind
from upstander.kernel.referrals.models import OwnForm
from upstander.kernel.referrals.tables import Field, Lines

SENSITIVE = "This speaks of people who may be in danger. Open it only to act on it."
WARNS = "danger"  # the answer that stands above all others
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


@dataclass(frozen=True)
class Sheet:
    """What goes to a body, line by line; by which edition of the table; what to see at once.

    `form` is the body's own Word file, where it has one. All that leaves has the same lines.
    """

    title: str
    to: str
    version: str
    lines: Lines
    form: bytes = b""

    @property
    def what(self) -> list[str]:
        """Name what goes, for the ledger."""
        return [f"{field.part}: {field.heading}" for field, _ in self.lines]

    def written(self, form: str) -> bytes:
        """Give it as a file: docx, pdf or json."""
        # setting a document takes libraries that no other page needs
        from upstander.kernel.documents.report.pdf import to_pdf  # noqa: PLC0415
        from upstander.kernel.documents.report.word.file import to_docx  # noqa: PLC0415
        from upstander.kernel.documents.word_form import WordForm  # noqa: PLC0415

        if form == "json":
            return self.as_json().encode()
        if form == "docx" and self.form:
            return WordForm(self.form).filled({field.key: value for field, value in self.lines})
        return to_pdf(self.document) if form == "pdf" else to_docx(self.document)

    def as_json(self) -> str:
        """Give it as JSON under the keys of the table."""
        content = {"sheet": self.version, **{field.key: value for field, value in self.lines}}
        return json.dumps(content, ensure_ascii=False, indent=2)

    @property
    def document(self) -> Report:
        """Set it as a document: one table, part by part."""
        blocks: list[Any] = [Callout("Official: sensitive", SENSITIVE, tone="warm")]
        told = [(field, value) for field, value in self.lines if field.source != WARNS]
        for field, value in self.lines:
            if field.source == WARNS:
                blocks.append(Callout(field.heading, value, tone="late"))
        return Report(
            self.title,
            (*blocks, _table(told)),
            kicker=f"{settings.BOROUGH} hate crime partnership",
            facts=(Fact("For", self.to),),
            closing=Closing("Upstander", today(), f"sheet {self.version}"),
        )


def _table(lines: Sequence[tuple[Field, str]]) -> Table:
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


def sheet_of(
    kind: Kind,
    values: Mapping[str, str],
    *,
    title: str,
    to: Organisation | str = "",
    at: datetime | None = None,
) -> Sheet:
    """Write the sheet for a body from answers in words: on the form that it used `at` a moment.

    What this kind of body may not get is taken out before any form is asked.
    """
    own = None
    if isinstance(to, Organisation):
        own = OwnForm.objects.of(to, kind.code).used_at(at or now()).first()
    return laid_out(kind, kind.cut_down(values), title=title, to=str(to or kind.title), own=own)


def note_forms(referral: Referral, handed: Iterable[Any]) -> None:
    """Note on hand-overs on which form each is written: `own`, or None for ours. One question."""
    handed = list(handed)
    bodies = {each.organisation_id for each in handed}
    known = OwnForm.objects.filter(organisation__in=bodies, used_from__isnull=False)
    forms = list(known.defer("table", "document"))
    for each in handed:
        kind = Kind(referral, each.purpose).code
        each.own = next((form for form in forms if form.is_of(each, kind)), None)


def laid_out(
    kind: Kind, values: Mapping[str, str], *, title: str, to: str, own: OwnForm | None
) -> Sheet:
    """Lay answers out by a form, or by our table."""
    table = own.as_table() if own else kind.ours
    return Sheet(
        title, to, table.version, table.filled(values), bytes(own.document) if own else b""
    )


def tried(own: OwnForm, kind: Kind) -> Sheet:
    """Write a form with an invented record, as somebody sees it who tries it out."""
    values = kind.cut_down(kind.referral.example)
    return laid_out(kind, values, title="An invented record", to=str(own.organisation), own=own)
