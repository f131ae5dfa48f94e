"""Protection: the pages of agreements, urgent access, reviews and reading."""

from typing import Any

from upstander.kernel.access.check import may
from upstander.kernel.access.models import Alert, UrgentAccess
from upstander.kernel.access.opening import shut_keys, without_shut
from upstander.kernel.protection import demo
from upstander.kernel.protection.agreements import AgreementViews
from upstander.kernel.protection.barred import BarredViews
from upstander.kernel.protection.reading import AlertViews, ReadViews
from upstander.kernel.protection.to_tell import ToTellViews
from upstander.kernel.protection.urgent import UrgentViews
from upstander.kernel.registry import Capability, NavItem, register


def waiting(user: Any) -> int:
    """Count what waits for whoever reviews."""
    if not may(user, "access.review"):
        return 0
    urgent = without_shut(UrgentAccess.objects.waiting(), user).count()
    return urgent + Alert.objects.waiting().exclude(about__in=shut_keys(user)).count()


register(
    Capability(
        slug="protection",
        title="Protection",
        urls="upstander.kernel.protection.urls",
        datasets=(
            AgreementViews.dataset(),
            UrgentViews.dataset(),
            ReadViews.dataset(),
            AlertViews.dataset(),
            BarredViews.dataset(),
            ToTellViews.dataset(),
        ),
        demo=demo.load,
        demo_order=91,
        nav=(
            NavItem("Protection", "protection:home", "access.protection", order=85, count=waiting),
        ),
    )
)
