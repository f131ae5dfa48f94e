"""What waits for information governance: reviews, alerts, agreements that end."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from upstander.kernel.access.check import may
from upstander.kernel.access.models import Agreement, Alert, Barring, Involvement, UrgentAccess
from upstander.kernel.access.opening import shut_keys, without_shut
from upstander.kernel.access.watching.explain import in_words, sentence_of, title_of
from upstander.kernel.registry import DueItem

A_WEEK = timedelta(days=7)


def reviews_due(user: Any, day: date) -> Sequence[DueItem]:
    """List urgent openings that nobody has reviewed: they are due the day after."""
    if not may(user, "access.review"):
        return []
    waiting = without_shut(UrgentAccess.objects.waiting(), user)
    waiting = waiting.exclude(user_id=user.pk).select_related("user")
    return [
        DueItem(
            title=f"Review {str(urgent).lower()}",
            why=f"{urgent.get_kind_display()}: {urgent.user} said that "
            f"{_lower(urgent.get_danger_display())}.",
            on=urgent.review_on,
            url=reverse("protection:urgent_detail", args=[urgent.pk]),
            kind="Review",
        )
        for urgent in waiting
    ]


def alerts_due(user: Any, day: date) -> Sequence[DueItem]:
    """List unusual reading that nobody has settled."""
    if not may(user, "access.review"):
        return []
    return [
        DueItem(
            title=title_of(alert),
            why=sentence_of(alert),
            on=alert.raised_on,
            url=reverse("protection:alerts_detail", args=[alert.pk]),
            kind="Unusual reading",
        )
        for alert in Alert.objects.waiting().exclude(about__in=shut_keys(user))
    ]


def agreements_due(user: Any, day: date) -> Sequence[DueItem]:
    """List agreements that end within thirty days, while they can still be renewed in time."""
    if not may(user, "access.agree"):
        return []
    ending = Agreement.objects.ending_soon(day).select_related(
        "renewed_by__organisation", "renewed_by__holder"
    )
    return [
        DueItem(
            title=f"Renew “{agreement}”",
            why=f"It ends then, and with it access to {_cases(agreement)}. "
            f"{agreement.renewer} can renew it.",
            on=agreement.ends_on,
            url=reverse("protection:agreements_detail", args=[agreement.pk]),
            kind="Agreement",
        )
        for agreement in ending.prefetch_related("parties")
    ]


def barrings_due(user: Any, day: date) -> Sequence[DueItem]:
    """List barrings that end by themselves within a week: the record is open again then."""
    if not may(user, "access.review"):
        return []
    ending = without_shut(Barring.objects.standing().filter(until__lte=day + A_WEEK), user)
    return [
        DueItem(
            title=f"Look again at who is barred from {in_words(barring.about)}",
            why="It ends then by itself, and the record is open to them again.",
            on=barring.until,
            url=reverse("protection:barred_detail", args=[barring.pk]),
            kind="Barred",
        )
        for barring in ending
    ]


def _cases(agreement: Agreement) -> str:
    """Count the records in which bodies of an agreement take part."""
    bodies = [body.pk for body in agreement.parties.all()]
    count = Involvement.objects.standing().filter(organisation__in=bodies).count()
    return f"{count} record{'' if count == 1 else 's'}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
