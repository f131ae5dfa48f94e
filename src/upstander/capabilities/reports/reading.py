"""A report in words, for pages and sheets. The record has to be open."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.capabilities.reports.engine import sentences
from upstander.capabilities.reports.models import SECTORS, Alleged, Body, Report, Stage
from upstander.kernel.access.declared import all_purposes
from upstander.kernel.clock import now
from upstander.kernel.links.models import Handover
from upstander.kernel.offers import Referral
from upstander.kernel.people.models import Organisation
from upstander.kernel.reference.deciding import Signs
from upstander.kernel.referrals.tables import read_table
from upstander.kernel.subjects.changes import AT, said_last
from upstander.kernel.subjects.models import Subject

TABLE = Path(__file__).parent / "engine" / "sheet.csv"
REFERRAL = Referral(
    code="reports.referral",
    title="Referral of a report",
    table=TABLE,
    version="2026-11",
    kinds=SECTORS,
    example=json.loads(TABLE.with_suffix(".json").read_text("utf-8")),
    # answers that say who somebody is, whatever a table calls them
    personal=frozenset(
        ("name", "phone", "email", "address", "safe_contact", "saw", "tenant_of", "told_whom")
    ),
    nameless=frozenset({Body.POLICE_WITHOUT.value}),
    # a body has to see danger and what it may do, and how not to put somebody into danger
    demanded={
        "danger": frozenset(),
        "reference": frozenset(),
        "consent": frozenset(),
        "safe_contact": frozenset({"phone", "email", "address"}),
    },
)
OURS = read_table(TABLE, REFERRAL.version)
MOST_CONNECTED = 10
MOST_FIRST = 6
ONE_EVENT = timedelta(days=3)
# what two reports can have in common, by the code that each keeps of it
SAME = (
    ("person_code", "telephone number"),
    ("email_code", "email address"),
    ("place_code", "place or street"),
)
NEAR = {"neighbour", "family", "partner", "carer", "friend", "pupil", "colleague"}


def details_of(report: Report) -> dict[str, str]:
    """Give what the document holds by name."""
    named = sentences.read(report.details)
    own = {
        "forms": ", ".join(report.forms),
        "said": report.said,
        "why": report.why,
        "parts": ", ".join(report.parts),
    }
    return {**named, **{name: value for name, value in own.items() if value}}


def facts_of(report: Report, said: Any) -> Iterator[tuple[str, str]]:
    """Give heading and answer in order; `said` turns codes into words."""
    known = details_of(report)
    for field, answer in OURS.for_body("team").filled(known):
        yield field.heading, said(field.source, answer)


def signs_of(report: Report) -> Signs:
    """Gather what bears on risk."""
    known = details_of(report)
    return Signs(
        danger=report.danger,
        forms=frozenset(report.forms),
        series=known.get("series", ""),
        weapon=bool(known.get("weapon")),
        injured=known.get("injured") in ("self", "doctor"),
        near=known.get("relation") in NEAR,
        needs=frozenset(known.get("needs", "").split(", ")) - {""},
        impact=known.get("impact", ""),
        under_18=bool(report.under_18),
    )


def sheet_values(
    report: Report, subject: Subject, alleged: Alleged | None, said: Any
) -> dict[str, str]:
    """Give the values of a referral sheet, in words; all records have to be open."""
    known = {name: said(name, value) for name, value in details_of(report).items()}
    values = {
        **known,
        **who_it_is(subject),
        "reference": report.reference,
        "received": f"{timezone.localtime(report.received_at):%d %B %Y, %H:%M}".lstrip("0"),
        "role": report.get_role_display(),
        "story": report.story,
        "safe_contact": " ".join(subject.safe_contact.sentences()),
        "age": subject.get_age_band_display() or ("Under 18" if report.under_18 else ""),
        "language": subject.get_language_display() or "",
        "strands": ", ".join(strand.title for strand in report.strands.all()),
        "ward": str(report.ward or ""),
        "risk": report.get_risk_display() if report.risk else "",
    }
    if alleged is not None:
        values |= {
            "alleged_name": str(alleged.name),
            "alleged_address": str(alleged.address),
            "looks": str(alleged.looks),
            "vehicle": str(alleged.vehicle),
        }
    return values


def who_it_is(subject: Subject) -> dict[str, str]:
    """Give the name of an opened person, and how to reach them."""
    return {
        "name": " ".join(filter(None, (subject.given_names, subject.family_name))),
        "phone": ", ".join(subject.phones),
        "email": ", ".join(subject.emails),
        "address": ", ".join((*subject.addresses, *filter(None, [subject.postcode]))),
    }


def at_home(report: Report) -> bool:
    """Tell whether it happened at somebody's home: then where it was says who they are."""
    return report.place_type == "home"


def known_names(subject: Subject) -> list[str]:
    """List what says who a person is, to take it out of free text."""
    return [
        *filter(None, (subject.given_names, subject.family_name, subject.postcode)),
        *subject.phones,
        *subject.emails,
        *subject.addresses,
    ]


SHORT = {  # of each purpose, as a chip says it
    "police": "Police",
    "police_without_details": "Police, no details",
    "support": "Support",
    "landlord": "Landlord",
    "council": "Council",
    "safeguarding_child": "Child safeguarding",
    "safeguarding_adult": "Adult safeguarding",
    "prevent": "Prevent",
    "borough": "Another borough",
}


def agreements_of(reports: Iterable[Report]) -> dict[int, list[tuple[str, bool]]]:
    """Give what the people of some reports said last of each purpose, in one question."""
    said = said_last({report.subject_id for report in reports})
    return {
        report.pk: [
            (SHORT[code], yes) for code, yes in said[report.subject_id].items() if code in SHORT
        ]
        for report in reports
    }


def first_of_all(user: Any) -> dict[str, Any]:
    """Say what in the queue cannot wait: those that nobody has read, the gravest and oldest first.

    And how many there are of each kind that has a list of its own.
    """
    seen, moment = Report.objects.listed_for(user), now()
    unread = seen.filter(stage=Stage.RECEIVED, read_at=None)
    rows = unread.order_by("-danger", "answer_by", "pk").select_related("ward")
    first = list(rows.prefetch_related("strands")[:MOST_FIRST])
    for report in first:
        report.late = report.is_late(moment)
    counts: dict[str, int] = unread.aggregate(
        unread=Count("pk"),
        late=Count("pk", filter=Q(answer_by__lt=moment)),
        dangerous=Count("pk", filter=Q(danger=True)),
    )
    return {"first": first, "open": seen.open().count(), **counts}


def handed_of(reports: Iterable[Report]) -> dict[int, list[Handover]]:
    """Give to whom each of some reports went, in one question."""
    found: dict[int, list[Handover]] = {report.pk: [] for report in reports}
    rows = Handover.objects.filter(label="reports.report", key__in=found)
    for each in rows.select_related("organisation"):
        found[each.key].append(each)
    return found


def words_of(name: str) -> str:
    """Say what an agreement is about: its purpose, or the one body that it names."""
    purpose, at, body = name.partition(AT)
    if at:
        known = Organisation.objects.filter(pk=body.rpartition(":")[2]).first()
        return f"{known or body}"
    return _(all_purposes()[purpose].title)


def connected(report: Report, user: Any) -> list[tuple[Report, str]]:
    """Give reports of the last year by the same person or of the same place, and why.

    Only those that the reader may open are named.
    """
    year = report.received_at - timedelta(days=366)
    others = Report.objects.visible_to(user).exclude(pk=report.pk).filter(received_at__gte=year)
    found: dict[int, tuple[Report, list[str]]] = {}
    for name, why in SAME:
        code = getattr(report, name)
        for other in others.filter(**{name: code})[:MOST_CONNECTED] if code else ():
            found.setdefault(other.pk, (other, []))[1].append(why)
    return [(other, _connection(report, other, why)) for other, why in found.values()]


def _connection(report: Report, other: Report, why: list[str]) -> str:
    """Say what two reports have in common, and whether they may be of one event."""
    near = abs(other.received_at - report.received_at) <= ONE_EVENT
    said = "the same " + " and ".join(why)
    return f"{said}, within three days: perhaps one event told twice" if near else said
