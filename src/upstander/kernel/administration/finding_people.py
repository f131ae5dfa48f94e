"""Finding at the command line the person of whom a request speaks, and who acts on it."""

from typing import Any
from uuid import UUID

from upstander.kernel.errors import Refused
from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.answering import who_answers

OPERATOR = "system:the operator, at the command line"


def subject_of(known: str) -> Subject:
    """Find a person by number or by opaque id; raises `Refused` where there is none."""
    try:
        rows = (
            Subject.objects.filter(pk=int(known))
            if known.isdecimal()
            else Subject.objects.filter(public_id=UUID(known))
        )
    except (ValueError, OverflowError):
        rows = Subject.objects.none()
    subject: Subject | None = rows.first()
    if subject is None:
        raise Refused("There is nobody of that number or id. Look for the person in the workspace.")
    return subject


def who_acts(email: str) -> Any:
    """Name who acts: a person who answers for records, or, unsaid, whoever runs the command."""
    return who_answers(email) if email else OPERATOR
