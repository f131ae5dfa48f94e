"""The four states of an action, in the plan's own words (domain.md 25)."""

from django.db import models


class Status(models.TextChoices):
    """How an action stands. The order is the one of the plan's legend."""

    ON_HOLD = "on_hold", "On Hold"
    IN_PROGRESS = "in_progress", "In Progress/ On Going"
    COMPLETED = "completed", "Completed"
    BEHIND = "behind", "Behind"


# where work is dense the second half of the longest word is dropped (look and feel, design.md 9)
DENSE_WORDS = {status: status.label.split("/")[0] for status in Status}
READING_ORDER = (Status.COMPLETED, Status.IN_PROGRESS, Status.BEHIND, Status.ON_HOLD)


class Cadence(models.TextChoices):
    """How often an action comes round."""

    ONCE = "once", "Once"
    ONGOING = "ongoing", "All year"
    WEEKLY = "weekly", "Every week"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    TERMLY = "termly", "Every term"
    YEARLY = "yearly", "Every year"
