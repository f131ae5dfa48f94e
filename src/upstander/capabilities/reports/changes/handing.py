"""Handing a report over to a body, as far as the person agrees at this very moment."""

from datetime import datetime
from typing import Any

from django.db import transaction

from upstander.capabilities.reports.changes.moving import move
from upstander.capabilities.reports.models import SECTORS, Body, Report, Stage
from upstander.capabilities.reports.reading import REFERRAL, at_home, known_names, sheet_values
from upstander.kernel.access.changes.records import receiver_of
from upstander.kernel.access.reading import open_for_work, opened_for_work
from upstander.kernel.errors import Refused
from upstander.kernel.links import changes as links
from upstander.kernel.links.models import Handover
from upstander.kernel.people.changes import add_organisation
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.support_bodies import Named
from upstander.kernel.referrals import sheets
from upstander.kernel.referrals.declared import Kind
from upstander.kernel.referrals.sheets import Sheet
from upstander.kernel.subjects.changes import override_consent
from upstander.kernel.subjects.masking import masked
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.sharing import Answer, may_share

STAGES_OF_HANDING = frozenset({Stage.TRIAGED, Stage.ACTING, Stage.FED_BACK})
DANGER = "Words of danger or of self-harm stand in it, or the person said that it goes on."


class NotTheirs(Refused):
    """A body of a kind that the person did not speak of."""

    def __init__(self, body: str, to: Organisation) -> None:
        """Say what to look at."""
        super().__init__(
            f"{to} is in the sector “{to.get_sector_display()}”, which is not what somebody means "
            f"who agrees to “{Body(body).label}”. Choose another body, or put its sector right."
        )


def may_hand(report: Report, body: str, recipient: Organisation | str = "") -> Answer:
    """Ask the ledger whether a report may go to a body."""
    return may_share(report.subject, Body(body).value, recipient)


def sheet_of(
    report: Report,
    body: str,
    *,
    said: Any,
    to: Organisation | str = "",
    at: datetime | None = None,
) -> Sheet:
    """Write the sheet for a body, on the form that it used then; a name goes where one agreed.

    The report, its person and whom it names have to be open.
    """
    subject = report.subject
    values = sheet_values(report, subject, report.named, said)
    values["consent"] = f"{Body(body).label}: {may_hand(report, body, to).sentence}"
    values["danger"] = DANGER if report.danger else ""
    if body in REFERRAL.nameless:
        values = _bare(values, report, subject)
    kind = Kind(REFERRAL, Body(body).value)
    return sheets.sheet_of(kind, values, title=f"Referral {report.reference}", to=to, at=at)


def sheet_for(
    report: Report, body: str, *, said: Any, by: Any, to: Organisation | str = ""
) -> Sheet:
    """Write the sheet for a body from a report that is shut, to say what goes out."""
    fresh: Report = opened_for_work("reports.hand_over", report)
    for known in filter(None, (fresh.subject, fresh.named)):
        open_for_work("reports.hand_over", [known], by=by)
    return sheet_of(fresh, body, said=said, to=to)


def _bare(values: dict[str, str], report: Report, subject: Subject) -> dict[str, str]:
    """Take out who the person is; where it happened at their home, where that is as well."""
    names = known_names(subject)
    bare = {name: masked(value, names) for name, value in values.items()}
    if at_home(report):
        bare["where"] = ""
    return bare


def organisation_of(named: Named, *, by: Any) -> Organisation:
    """Give a support service that is known by name its place among the organisations."""
    found = Organisation.objects.filter(name__iexact=named.name).first()
    return found or add_organisation(name=named.name, sector="voluntary", by=by)


@transaction.atomic
def hand_over(report: Report, *, body: str, to: Organisation, said: Any, by: Any) -> Handover:
    """Hand a report over; raises `NotShared` where the person does not agree at this moment."""
    _check_stage(report)
    # a body that is barred is skipped for the one named in its place: what goes is on their form
    to = receiver_of(report, to).organisation
    if to.sector not in SECTORS[body]:
        raise NotTheirs(body, to)
    sheet = sheet_for(report, body, said=said, by=by, to=to)
    handover = links.hand_over(
        report,
        subject=report.subject,
        purpose=Body(body).value,
        to=to,
        what=sheet.what,
        by=by,
    )
    _act(report, by)
    return handover


@transaction.atomic
def hand_over_inside(report: Report, *, offer: str, by: Any) -> Handover:
    """Hand a report over to another part of the product, for the team that has it."""
    _check_stage(report)
    if report.team is None:
        raise Refused("No team has this report yet, so nobody could work on it there.")
    what = ["The report, as the team reads it"]
    handover = links.offer_over(
        report, offer, subject=report.subject, to=report.team, what=what, by=by
    )
    _act(report, by)
    return handover


@transaction.atomic
def hand_over_without_agreement(
    report: Report, *, body: str, to: Organisation, gateway: str, why: str, told: str,
    said: Any, by: Any,
) -> Handover:  # fmt: skip
    """Hand a report over for serious risk or a legal duty alone, with why and what was told."""
    override_consent(
        report.subject,
        purpose=Body(body).value,
        recipient=to,
        why=why,
        gateway=gateway,
        told=told,
        by=by,
    )
    return hand_over(report, body=body, to=to, said=said, by=by)


def _check_stage(report: Report) -> None:
    report.refresh_from_db(fields=["stage"])  # who opened the page an hour ago may be late
    if report.stage == Stage.RECEIVED:
        raise Refused("Triage the report before it goes to anybody.")
    if report.stage not in STAGES_OF_HANDING:
        raise Refused(f"{report} is {report.get_stage_display().lower()}: nothing of it goes out.")


def _act(report: Report, by: Any) -> None:
    if report.stage == Stage.TRIAGED:
        move(report, to=Stage.ACTING, by=by)
