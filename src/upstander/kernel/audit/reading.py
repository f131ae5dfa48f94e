"""Reading leaves a row too: one for each page or export, never what was read.

The row names records and people by key, the classes and categories of data that were opened, what
for, and by which right. It stands in the chain like every other row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from upstander.kernel.audit.models import AuditEvent, Reading, ReadingQuerySet
from upstander.kernel.audit.record import key_of, read_head, record, write_gathered

KIND = "audit.read"
KEPT = ("records", "people", "classes", "categories", "purpose", "through", "page")
AT_ONCE = 500


@dataclass(frozen=True)
class Read:
    """What one page opened: keys of records and of whom they speak, and how it may be read."""

    records: Sequence[str]
    purpose: str
    people: Sequence[str] = ()
    classes: Iterable[str] = ()
    categories: Iterable[str] = ()
    through: Iterable[str] = ()  # by which right: own, role, agreement, urgent, break_glass, system
    page: str = ""
    label: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Raises ValueError where nothing was read."""
        if not self.records:
            raise ValueError("a row of reading names at least one record")
        object.__setattr__(self, "label", self.records[0].partition(":")[0])


def record_read(read: Read, *, by: Any) -> AuditEvent:
    """Write that `by` read something, inside the transaction in which it was opened.

    If the row cannot be written the page is not shown. Raises RuntimeError outside a transaction.
    """
    through = sorted(set(read.through))
    event = record(
        KIND,
        f"reads:{read.label}",
        by=by,
        records=list(read.records),
        people=sorted(set(read.people)),
        classes=sorted(map(str, read.classes)),
        categories=sorted(set(read.categories)),
        purpose=read.purpose,
        through=through,
        page=read.page,
    )
    write_gathered()  # the lines name the row by its number
    Reading.objects.bulk_create(_lines(event, "break_glass" if "break_glass" in through else ""))
    return event


def _lines(event: AuditEvent, through: str) -> list[Reading]:
    facts = event.facts
    return [
        Reading(
            about=key,
            sequence=event.sequence,
            at=event.moment,
            actor=event.actor,
            through=through or "+".join(facts["through"])[:20],
        )
        for key in dict.fromkeys([*facts["records"], *facts["people"]])
    ]


def readings() -> ReadingQuerySet:
    """Give the lines that lead to rows of reading, the latest first."""
    return Reading.objects.all()


def reads_of(about: Any, most: int = AT_ONCE) -> list[AuditEvent]:
    """Give the rows that say who read a record, or anything about a person; the latest first."""
    numbers = Reading.objects.filter(about=key_of(about)).values_list("sequence", flat=True)
    return list(AuditEvent.objects.filter(sequence__in=list(numbers[:most])))


def read_rows() -> Any:
    """Give every row of reading, the latest first."""
    return AuditEvent.objects.filter(kind=KIND)


def unindexed() -> Iterator[str]:
    """Say where the lines and the trail do not agree: a line that is gone, or one too many.

    For a trail that is whole: what it says is taken as said. Anything may be written meanwhile.
    """
    last, end = 0, read_head()[0]
    rows = read_rows().filter(sequence__lte=end).order_by("sequence")
    while some := list(rows.filter(sequence__gt=last)[:AT_ONCE]):
        upto = some[-1].sequence if len(some) == AT_ONCE else end
        said = {(line.sequence, line.about) for row in some for line in _lines(row, "")}
        yield from _differences(said, last, upto)
        last = upto
    yield from _differences(set(), last, end)


def _differences(said: set[tuple[int, str]], after: int, upto: int) -> Iterator[str]:
    lines = Reading.objects.filter(sequence__gt=after, sequence__lte=upto)
    found = set(lines.values_list("sequence", "about"))
    for number, about in sorted(said - found):
        yield f"Row {number} names {about}, but no line leads there."
    for number, about in sorted(found - said):
        yield f"A line says that row {number} names {about}. It does not."
