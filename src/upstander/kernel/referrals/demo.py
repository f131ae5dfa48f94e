"""The demonstration's form: a force's own, brought in to be tried, and not used yet."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.utils import timezone

from upstander.kernel import clock
from upstander.kernel.documents.report.model.report import Report
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.documents.report.word.file import to_docx
from upstander.kernel.people.models import Organisation
from upstander.kernel.referrals.changes import add_form
from upstander.kernel.referrals.declared import Kind, all_kinds
from upstander.kernel.referrals.models import OwnForm
from upstander.kernel.referrals.tables import Field, as_text

BY = "system:demonstration"
PURPOSE = "police"


def load() -> None:
    """Bring it in once, for the first force and the first part of the product that hands over."""
    force = Organisation.objects.filter(sector="police").order_by("pk").first()
    kind = next((each for each in all_kinds().values() if each.purpose == PURPOSE), None)
    if force is None or kind is None or OwnForm.objects.exists():
        return
    fields = [
        Field(f"HC{number:02}", field.heading, field.part, field.source)
        for number, field in enumerate(_for_everybody(kind), start=1)
    ]
    table = BytesIO(as_text(fields).encode())
    table.name = "form.csv"
    with clock.set_to(datetime(2024, 11, 4, 10, tzinfo=timezone.get_current_timezone())):
        document = BytesIO(_drawn(fields))
        add_form(organisation=force, kind=kind.code, table=table, document=document, by=BY)


def _for_everybody(kind: Kind) -> list[Field]:
    """Choose what no kind of body does without."""
    return [each for each in kind.ours.fields if not each.bodies]


def _drawn(fields: Sequence[Field]) -> bytes:
    """Draw a form whose boxes name their answers."""
    rows = tuple(Row((Cell(each.heading, heads=True), Cell(f"{{{each.key}}}"))) for each in fields)
    columns = (Column("Question", 1), Column("Answer", 2))
    table = Table(caption="Referral", columns=columns, rows=rows, shows_caption=False)
    return to_docx(Report("Form HC 4: hate crime referral", (table,), kicker="An invented form"))
