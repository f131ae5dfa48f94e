"""What goes with a person who asks to be erased, though it speaks of somebody else."""

from collections.abc import Sequence
from typing import Any

from upstander.capabilities.reports.models import Alleged
from upstander.kernel.holding import Entry, PersonalRecords
from upstander.kernel.vault.erasure import erase


def _entries(subject: Any) -> Sequence[Entry]:
    """Say that somebody was named, and not who: that is not the person's own data."""
    return [
        Entry("Who is said to have done it", f"reports.alleged:{pk}", ())
        for pk in _of(subject).values_list("pk", flat=True)
    ]


def _erase(subject: Any, by: Any, ground: str) -> int:
    return len([erase(each, by=by, ground=ground) for each in _of(subject)])


def _of(subject: Any) -> Any:
    return Alleged.objects.filter(report__subject=subject.pk, vault_erased_at=None)


ALLEGED = PersonalRecords("reports.alleged", _entries, _erase)
