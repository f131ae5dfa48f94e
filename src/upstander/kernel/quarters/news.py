"""What quarters have to tell: those that were adopted, and the one that waits for the Group."""

from django.urls import reverse
from django.utils.timezone import localdate

from upstander.kernel.figures import Period
from upstander.kernel.news import Matter, NewsItem
from upstander.kernel.quarters.models import Review


def adopted_in(period: Period) -> list[NewsItem]:
    """Tell which quarters the Group adopted in a period."""
    span = (period.start, period.end)
    return [
        NewsItem(
            localdate(review.adopted_at),
            "Adopted",
            f"{review}, as the Strategy Group adopted it",
            reverse("quarters:adopted", args=[review.pk]),
        )
        for review in Review.objects.adopted().filter(adopted_at__date__range=span)
    ]


def to_adopt() -> list[Matter]:
    """Bring up the quarters that the Group has yet to adopt."""
    return [
        Matter(
            f"quarters.review:{review.pk}",
            "Quarter",
            f"{review}: agree what the plan says of it",
            "Once adopted it is frozen and signed.",
            reverse("quarters:adopt", args=[review.pk]),
            minutes=15,
            order=60,
        )
        for review in Review.objects.running().order_by("starts_on")
    ]
