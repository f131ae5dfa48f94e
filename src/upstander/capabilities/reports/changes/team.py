"""Whose a report is to work on: the body that has caseworkers, at any time one of them."""

from typing import Any

from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, When

from upstander.capabilities.reports.guarding import TEAM
from upstander.capabilities.reports.models import Report
from upstander.kernel.audit.record import record
from upstander.kernel.clock import today
from upstander.kernel.people.models import Membership, MembershipQuerySet
from upstander.kernel.rows import Prepared

GIVING = "system:team of reports"


def team_now() -> int | None:
    """Name the body whose caseworkers read what comes in.

    Of several, the one that leads the partnership: somebody there is Strategic Lead. Where none of
    them does, the council's, and then whose caseworker has been one for longest. None where nobody
    is a caseworker yet: a report is taken in all the same, and waits for them.
    """
    ranked = RANKED.rows(today())
    return ranked[0][0] if ranked else None


def _ranked(day: Any) -> Any:
    leads = Membership.objects.current(day).filter(
        role="strategic_lead", organisation=OuterRef("organisation")
    )
    ranked = _readers(day).annotate(
        leads=Exists(leads),
        council=Case(When(organisation__sector="council", then=1), default=0),
    )
    order = ("-leads", "-council", "starts_on", "pk")
    return ranked.order_by(*order).values_list("organisation")[:1]


def _readers(day: Any = None) -> MembershipQuerySet:
    """Give who can read reports on a day: an account that is switched off reads nothing."""
    readers: MembershipQuerySet = Membership.objects.current(day).filter(
        role__in=TEAM, organisation__active=True, user__is_active=True
    )
    return readers


RANKED = Prepared(_ranked, models.DateField())  # asked for every report


@transaction.atomic
def settle_teams() -> None:
    """Give reports whose body has nobody left to read them to the one that has.

    A report must not wait unseen because a role ended or nobody had been given it yet.
    """
    team = team_now()
    if team is None:
        return
    readers = _readers().values("organisation")
    unread = Report.objects.acting_for("reminders").exclude(team__in=readers)
    for report in unread:
        Report.objects.filter(pk=report.pk).update(team=team)
        record("reports.team_given", report, by=GIVING, team=team)
