"""Handing a report over to a body, as far as the person agrees at this very moment."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.engine.sheet import VERSION, Field, filled, without_names
from upstander.capabilities.reports.models import Handed, Report, Stage
from upstander.capabilities.reports.reading import known_names, sheet_values
from upstander.kernel.access.reading import open_for_work, opened_for_work
from upstander.kernel.audit.record import actor_name, record
from upstander.kernel.clock import now, today
from upstander.kernel.documents.report.model.blocks import Callout, Heading
from upstander.kernel.documents.report.model.report import Closing
from upstander.kernel.documents.report.model.report import Report as Document
from upstander.kernel.documents.report.model.tables import Cell, Column, Row, Table
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import Organisation
from upstander.kernel.subjects.changes import disclose, override_consent
from upstander.kernel.subjects.models import Disclosure, Subject
from upstander.kernel.subjects.sharing import Answer, may_share

WITHOUT_NAME = frozenset({Handed.Body.POLICE_WITHOUT})
STAGES_OF_HANDING = frozenset({Stage.TRIAGED, Stage.ACTING, Stage.FED_BACK})


@dataclass(frozen=True)
class Sheet:
    """What goes to a body: heading and words, line by line."""

    report: Report
    body: str
    lines: tuple[tuple[Field, str], ...]

    def as_json(self) -> str:
        """Give it as JSON under the keys of the table."""
        content = {"sheet": VERSION, **{field.key: value for field, value in self.lines}}
        return json.dumps(content, ensure_ascii=False, indent=2)


def may_hand(report: Report, body: str, recipient: Organisation | str = "") -> Answer:
    """Ask the ledger whether a report may go to a body."""
    return may_share(report.subject, Handed.Body(body).value, recipient)


def sheet_of(report: Report, body: str, *, said: Any) -> Sheet:
    """Write the sheet for a body: without who the person is, where they said so.

    The report, its person and whom it names have to be open.
    """
    subject = report.subject
    values = sheet_values(report, subject, report.named, said)
    values["consent"] = _agreed(report, body)
    named = body not in WITHOUT_NAME
    if not named:
        values = _bare(values, subject)
    return Sheet(report, body, tuple(filled(values, named=named)))


def sheet_for(report: Report, body: str, *, said: Any, by: Any) -> Sheet:
    """Write the sheet for a body from a report that is shut, to say what goes out."""
    fresh: Report = opened_for_work("reports.hand_over", report)
    for known in filter(None, (fresh.subject, fresh.named)):
        open_for_work("reports.hand_over", [known], by=by)
    return sheet_of(fresh, body, said=said)


def _bare(values: dict[str, str], subject: Subject) -> dict[str, str]:
    names = known_names(subject)
    return {name: without_names(value, names) for name, value in values.items()}


def _agreed(report: Report, body: str) -> str:
    return f"{Handed.Body(body).label}: {may_hand(report, body).sentence}"


def document_of(sheet: Sheet) -> Document:
    """Set a sheet as a document, for docx and PDF alike."""
    blocks: list[Any] = [
        Callout(
            "Official: sensitive",
            "This speaks of people who may be in danger. Open it only to act on it.",
            tone="warm",
        )
    ]
    for part in dict.fromkeys(field.part for field, _ in sheet.lines):
        rows = [(field, value) for field, value in sheet.lines if field.part == part]
        blocks += [Heading(1, part), _table(part, rows)]
    title = f"Referral {sheet.report.reference}"
    return Document(title, tuple(blocks), closing=Closing("Upstander", today(), f"sheet {VERSION}"))


def _table(part: str, rows: list[tuple[Field, str]]) -> Table:
    return Table(
        caption=part,
        columns=(Column("Question", 1), Column("Answer", 3)),
        rows=tuple(Row((Cell(field.heading, heads=True), Cell(value))) for field, value in rows),
        shows_caption=False,
    )


@transaction.atomic
def hand_over(report: Report, *, body: str, recipient: Organisation, said: Any, by: Any) -> Handed:
    """Hand a report over; raises `NotShared` where the person does not agree at this moment."""
    if report.stage not in STAGES_OF_HANDING:
        raise Refused("Triage the report before it goes to anybody.")
    sheet = sheet_for(report, body, said=said, by=by)
    disclosure = disclose(
        report.subject,
        purpose=Handed.Body(body).value,
        recipient=recipient,
        what=[f"{field.part}: {field.heading}" for field, _ in sheet.lines],
        by=by,
        send=_by_hand,
        about=report,
    )
    handed = Handed.objects.create(
        report=report,
        body=body,
        recipient=f"people.organisation:{recipient.pk}",
        disclosure=disclosure,
        by_name=actor_name(by),
    )
    record("reports.handed_over", report, by=by, to=body)
    if report.stage == Stage.TRIAGED:
        move(report, to=Stage.ACTING, by=by)
    return handed


def _by_hand(disclosure: Disclosure) -> None:
    """Send nothing: the sheet is taken from the page, over the body's own secure way."""


@transaction.atomic
def hand_over_without_agreement(
    report: Report, *, body: str, recipient: Organisation, gateway: str, why: str, told: str,
    said: Any, by: Any,
) -> Handed:  # fmt: skip
    """Hand a report over for serious risk or a legal duty alone, with why and what was told."""
    override_consent(
        report.subject,
        purpose=Handed.Body(body).value,
        recipient=recipient,
        why=why,
        gateway=gateway,
        told=told,
        by=by,
    )
    return hand_over(report, body=body, recipient=recipient, said=said, by=by)


@transaction.atomic
def note_answer(handed: Handed, *, state: str, by: Any) -> Handed:
    """Note what a body answered; the person and the centre see it."""
    handed.state, handed.answered_at = state, now()
    handed.save(update_fields=["state", "answered_at"])
    record("reports.answered", handed.report, by=by, to=handed.body, state=state)
    return handed
