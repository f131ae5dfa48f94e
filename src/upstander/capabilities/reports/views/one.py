"""What stands on the page of one report. Opening it is a row in the trail; so is each more."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from upstander.capabilities.reports.changes.handing import may_hand
from upstander.capabilities.reports.engine.deciding import suggest_kind, suggest_risk
from upstander.capabilities.reports.models import Alleged, Body, Report, Risk
from upstander.capabilities.reports.reading import agreements_of, connected, facts_of, signs_of
from upstander.capabilities.reports.views.answers import said
from upstander.kernel.access.check import may
from upstander.kernel.access.reading import open_by_role, open_records
from upstander.kernel.clock import now
from upstander.kernel.subjects.models import Subject, channel_of
from upstander.kernel.vault.models import files_of

FORGOTTEN_AFTER = timedelta(days=14)
BODIES = (
    Body.POLICE,
    Body.POLICE_WITHOUT,
    Body.SUPPORT,
    Body.LANDLORD,
    Body.COUNCIL,
)


def about(report: Report, request: HttpRequest) -> dict[str, Any]:
    """Gather what stands on the page of an opened report."""
    user, shows = request.user, request.GET.get("show") == "person"
    subject, alleged = report.subject, getattr(report, "alleged", None)
    messages = list(channel_of(subject, report.about))
    open_by_role(user, "reports.open", report, messages, page="channel")
    if shows:
        open_records(user, [report], page="person", along=["subject"])
    kind, why_kind = suggest_kind(report.forms)
    level, why_risk = suggest_risk(signs_of(report))
    return {
        "works": may(user, "reports.change", report),  # else they broke the glass to read it
        "facts": list(facts_of(report, said)),
        "subject": subject,
        "shows": shows,
        "person": _person(subject) if shows else [],
        "safe": list(subject.safe_contact.sentences()) if shows else [],
        "alleged": alleged,
        "forgotten_on": _forgotten_on(report, alleged),
        "consent": agreements_of([report]).get(report.pk, []),
        "next_steps": _next_steps(report),
        "connected": connected(report, user),
        "channel": messages,
        "files": files_of(report),
        "handed": report.handed.all(),
        "late": report.is_late(now()),
        "kind_suggested": kind,
        "why_kind": why_kind,
        "risk_suggested": Risk(level).label,
        "why_risk": why_risk,
        "unread": sum(each.from_person and each.read_at is None for each in messages),
    }


def _forgotten_on(report: Report, alleged: Alleged | None) -> Any:
    """Say when who a subject is will be destroyed, unless somebody decides."""
    if alleged is None or not alleged.non_crime or alleged.kept_until or alleged.vault_erased_at:
        return None
    return alleged.reported_on + FORGOTTEN_AFTER


def _person(subject: Subject) -> list[tuple[str, str]]:
    return [
        ("Name", " ".join(filter(None, (subject.given_names, subject.family_name)))),
        ("Telephone", ", ".join(subject.phones)),
        ("Email", ", ".join(subject.emails)),
        ("Address", ", ".join((*subject.addresses, *filter(None, [subject.postcode])))),
    ]


def _next_steps(report: Report) -> list[dict[str, Any]]:
    """Say of each body whether the report may go there, and why not.

    Of those that the form asks nobody about, only the ones to which the person agreed.
    """
    answers = {body: may_hand(report, body) for body in Body}
    return [
        {"body": body.value, "title": body.label, "answer": answer}
        for body, answer in answers.items()
        if answer or body in BODIES
    ]
