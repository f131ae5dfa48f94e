"""Opening a person's record for work that the product does by itself, in this one place.

A page opens what its reader may see through the door that `access` gives it.
"""

from typing import Any

from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.door import Door


def door_for(purpose: str, *, by: Any = "system:subjects") -> Door:
    """Give the door for a purpose of the product's own work, such as sending a message."""
    return Door(by, purpose)


def opened(subject: Subject, purpose: str) -> Subject:
    """Read a person anew, opened; the instance at hand stays as it was."""
    fresh: Subject = Subject.objects.get(pk=subject.pk)
    door_for(purpose).open(fresh)
    return fresh
