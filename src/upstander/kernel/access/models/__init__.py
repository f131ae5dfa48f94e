"""What decides, beside roles, who may open a record of a person."""

from upstander.kernel.access.models.agreements import Agreement, OpenedCategory
from upstander.kernel.access.models.alerts import Alert
from upstander.kernel.access.models.records import (
    Barring,
    Involvement,
    SystemUse,
    Withholding,
    Workplace,
)
from upstander.kernel.access.models.urgent import UrgentAccess

__all__ = [
    "Agreement",
    "Alert",
    "Barring",
    "Involvement",
    "OpenedCategory",
    "SystemUse",
    "UrgentAccess",
    "Withholding",
    "Workplace",
]
