"""Whose a report is to work on: the body that has caseworkers, at any time one of them."""

from django.db import transaction

from upstander.capabilities.reports.guarding import TEAM
from upstander.capabilities.reports.models import Report
from upstander.kernel.audit.record import record
from upstander.kernel.people.models import Membership

GIVING = "system:team of reports"


def team_now() -> int | None:
    """Name the body whose caseworkers read what comes in: the first that had one, of those today.

    None where nobody is a caseworker yet: a report is taken in all the same, and waits for them.
    """
    readers = Membership.objects.current().filter(role__in=TEAM, organisation__active=True)
    return readers.order_by("pk").values_list("organisation", flat=True).first()


@transaction.atomic
def settle_teams() -> None:
    """Give reports whose body has nobody left to read them to the one that has.

    A report must not wait unseen because a role ended or nobody had been given it yet.
    """
    team = team_now()
    if team is None:
        return
    bodies = Membership.objects.current().filter(role__in=TEAM).values("organisation")
    unread = Report.objects.acting_for("reminders").exclude(team__in=bodies)
    for report in unread:
        Report.objects.filter(pk=report.pk).update(team=team)
        record("reports.team_given", report, by=GIVING, team=team)
