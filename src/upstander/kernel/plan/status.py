"""The four states of an action, in the plan's own words (domain.md 25)."""

from django.db import models

from upstander.kernel.pages.statuses import STATUSES


class Status(models.TextChoices):
    """How an action stands. The order is the one of the plan's legend."""

    ON_HOLD = "on_hold", STATUSES["on_hold"].word
    IN_PROGRESS = "in_progress", STATUSES["in_progress"].word
    COMPLETED = "completed", STATUSES["completed"].word
    BEHIND = "behind", STATUSES["behind"].word


# where work is dense the second half of the longest word is dropped (look and feel, design.md 9)
DENSE_WORDS = {status: STATUSES[status].dense for status in Status}
READING_ORDER = tuple(Status(code) for code in STATUSES)


class Cadence(models.TextChoices):
    """How often an action comes round."""

    ONCE = "once", "Once"
    ONGOING = "ongoing", "All year"
    WEEKLY = "weekly", "Every week"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    TERMLY = "termly", "Every term"
    YEARLY = "yearly", "Every year"


def in_short(status: str, unsaid: str = "No update") -> str:
    """Write a declared status where room is short; '' is one that nobody has declared."""
    return DENSE_WORDS[Status(status)] if status else unsaid
