"""Why records that speak of a person were opened urgently: theirs to ask for, and to have erased.

Such a reason lies under a key of its own, since it is about a record and not under the person's.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import Q

from upstander.kernel.access.guarding import guard_of, speaking_of
from upstander.kernel.access.models import UrgentAccess
from upstander.kernel.holding import Entry, PersonalRecords
from upstander.kernel.subjects.gathering import entries_of, pointing_at_subjects
from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.erasure import GROUNDS, erase


def opened_urgently(subject: Subject) -> list[UrgentAccess]:
    """List each time that the person's record, or one that speaks of them, was opened urgently."""
    whose, guard = dict(pointing_at_subjects()), guard_of(Subject)
    about = Q(label=guard.label, key=subject.pk)
    for other, name in speaking_of(guard):
        model = apps.get_model(other.record)
        field = name.removesuffix("_id")
        if whose.get(model, field) == field:  # of two people, it is of whoever's key it is under
            rows = model._base_manager.filter(**{field: subject.pk}).values("pk")
            about |= Q(label=other.label, key__in=rows)
    return list(UrgentAccess.objects.filter(about))


def gather_reasons(subject: Subject) -> Sequence[Entry]:
    """Give the reasons that were stated, with others masked."""
    return entries_of(subject, opened_urgently(subject))


def erase_reasons(subject: Subject, by: Any, ground: str) -> int:
    """Erase the reasons, and say how many those are.

    Where time ended the person's record they stay, as evidence, for as long as their own rule says.
    """
    reasons = [each for each in opened_urgently(subject) if not each.vault_erased_at]
    if ground == GROUNDS.TIME:
        return 0
    for each in reasons:
        erase(each, by=by, ground=ground)
    return len(reasons)


REASONS = PersonalRecords("access.urgentaccess", gather_reasons, erase_reasons)
