"""The second door: work of the product itself, listed by name, each use in the trail."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Q, QuerySet

from upstander.kernel.access.declared import all_system_work
from upstander.kernel.access.models import SystemUse
from upstander.kernel.audit.record import record
from upstander.kernel.rows import Prepared


@dataclass(frozen=True)
class Worked:
    """Which work went through records of which label."""

    work: str
    label: str


USED = Prepared(  # asked for every page that work of the product opens
    lambda work, label, on: (
        SystemUse.objects.filter(work=work, label=label, on=on).order_by().values_list("pk")
    ),
    models.CharField(),
    models.CharField(),
    models.DateField(),
)


def write_use(worked: Worked, *, by: Any = "") -> None:
    """Write that some work goes through a kind of record: once a day, not for each count.

    Raises LookupError for work that nobody declared: it stands on no list that a person could read.
    """
    known = all_system_work().get(worked.work)
    if known is None:
        raise LookupError(f"no part of the product declares the work {worked.work}")
    day = datetime.now(UTC).date()  # the trail tells true time
    if USED.rows(worked.work, worked.label, day):
        return
    with transaction.atomic():
        _, first = SystemUse.objects.get_or_create(work=worked.work, label=worked.label, on=day)
        if first:
            who = by or f"system:{known.title.lower()}"
            record("access.acted", f"records:{worked.label}", by=who, work=worked.work)


@dataclass(frozen=True)
class Shown:
    """A count for somebody who may not open all that was counted."""

    total: int
    may_open: int

    def __str__(self) -> str:
        if self.total == self.may_open:
            return f"{self.total:,}"
        opened = f"{self.may_open:,}" if self.may_open else "none"
        return f"{self.total:,}, of which you may open {opened}"


def shown_to(counted: QuerySet[Any], opened: Q) -> Shown:
    """Count rows that a measure found, and how many of them meet a condition (`opened_to`)."""
    found = counted.aggregate(total=Count("pk"), opened=Count("pk", filter=opened))
    return Shown(found["total"], found["opened"])
