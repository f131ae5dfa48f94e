"""What of reports waits for whom: to be read, to be answered, to be looked at again."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from upstander.capabilities.reports.models import Alleged, Report, Stage
from upstander.kernel.access.check import may
from upstander.kernel.links.models import Handover
from upstander.kernel.registry import DueItem

ANSWER_WITHIN = timedelta(days=7)  # our own, until the partnership agrees on another
AHEAD = timedelta(days=7)
MOST = 100


def due_from_reports(user: Any, on: date) -> list[DueItem]:
    """List what waits for whoever works on reports; it names a report by its number alone."""
    if not may(user, "reports.change"):
        return []
    mine: Any = Report.objects.visible_to(user)
    mine = mine.open()
    return [*_unread(mine), *_unanswered(mine, on), *_to_look_at_again(user, on)]


def _unread(mine: Any) -> Iterator[DueItem]:
    waiting = mine.filter(stage=Stage.RECEIVED, read_at=None).order_by("answer_by", "pk")
    for report in waiting[:MOST]:
        day = timezone.localdate(report.answer_by)
        yield DueItem(
            f"Report {report}", "Nobody has read it yet.", day, _page(report.pk), "report"
        )


def _unanswered(mine: Any, on: date) -> Iterator[DueItem]:
    old = Handover.objects.waiting().filter(label="reports.report", at__date__lte=on)
    for each in old.filter(key__in=mine.values("pk")).select_related("organisation")[:MOST]:
        day = timezone.localdate(each.at) + ANSWER_WITHIN
        if each.state == "sent" and day <= on + AHEAD:
            yield DueItem(
                f"{each.organisation}", "Has a report, and has not answered. Ask them.", day,
                _page(each.key), "report",
            )  # fmt: skip


def _to_look_at_again(user: Any, on: date) -> Iterator[DueItem]:
    kept = Alleged.objects.visible_to(user).filter(vault_erased_at=None, kept_until__lte=on + AHEAD)
    for each in kept[:MOST]:
        why = "Who the subject is was kept until then. Decide again."
        yield DueItem("Subject of a report", why, each.kept_until, _page(each.report_id), "report")


def _page(pk: int) -> str:
    return reverse("reports:detail", args=[pk])
