"""Where somebody works, as far as it was noted: theirs to ask for, and to have erased.

It stands in plain columns, since the watch over reading asks for it in SQL; so it goes with them.
"""

from collections.abc import Sequence
from typing import Any

from upstander.kernel.access.models import Workplace
from upstander.kernel.audit.record import key_of
from upstander.kernel.holding import Entry, PersonalRecords
from upstander.kernel.subjects.models import Subject


def gather_workplaces(subject: Subject) -> Sequence[Entry]:
    """Give each body for which the person works or worked, as far as it was noted."""
    return [
        Entry(
            "Where you work",
            key_of(each),
            (
                ("Organisation", str(each.organisation)),
                ("Noted on", f"{each.began_on.day} {each.began_on:%B %Y}"),
            ),
        )
        for each in _of(subject).select_related("organisation")
    ]


def erase_workplaces(subject: Subject, by: Any, ground: str) -> int:
    """Delete them, and say how many those were."""
    number: int = _of(subject).delete()[0]
    return number


def _of(subject: Subject) -> Any:
    return Workplace.objects.of(subject._meta.label_lower, subject.pk)


WORKPLACES = PersonalRecords("access.workplace", gather_workplaces, erase_workplaces)
