"""Adding a person, and changing what is known of them."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db import transaction

from upstander.kernel.access.reading import opened_for_work
from upstander.kernel.audit.record import key_of, record
from upstander.kernel.outbox.changes import readdress
from upstander.kernel.rows import insert
from upstander.kernel.subjects.changes.keeping import Resting
from upstander.kernel.subjects.changes.telling import stop_what_is_not_safe
from upstander.kernel.subjects.models import Keeping, Subject
from upstander.kernel.vault.models.classified import names_of

PLAIN = ("language", "age_band", "is_child")


def add_subject(*, by: Any, resting: Resting | None = None, **known: Any) -> Subject:
    """Add a person with what is known of them so far; nothing has to be.

    `resting` names the record for which they are added: it keeps them, as `keep` would have it.
    Raises TypeError for a field that a person has not, and ValidationError where a value is none.
    """
    return add_ready(new_subject(**known), by=by, resting=resting, known=known)


def new_subject(**known: Any) -> Subject:
    """Make a person ready for `add_ready`, outside of the transaction that adds them.

    Raises TypeError for a field that a person has not, and ValidationError where a value is none.
    """
    subject = _with(Subject(), known)
    subject.full_clean(exclude=_every() - known.keys(), validate_unique=False)
    return subject


@transaction.atomic(savepoint=False)  # what can be refused was refused before
def add_ready(
    subject: Subject, *, by: Any, resting: Resting | None = None, known: Collection[str]
) -> Subject:
    """Add a person made ready by `new_subject`; `known` names what is known of them."""
    named = dict.fromkeys(known)  # the trail keeps names of fields alone
    if resting:
        subject.kept_by, subject.kept_since = resting.rule, None
        named["rule"] = resting.rule
    subject.save()
    if resting:
        insert(Keeping(subject=subject, about=key_of(resting.about), rule=resting.rule))
    record("subjects.added", subject, by=by, **named)
    return subject


@transaction.atomic
def edit_subject(subject: Subject, *, by: Any, **known: Any) -> Subject:
    """Change what is known of a person.

    What waits to be sent follows them to a new address, and stops where it is no longer safe.
    """
    _with(subject, known)
    subject.full_clean(validate_unique=False)  # its opaque key is made here
    subject.save(update_fields=list(known))
    record("subjects.changed", subject, by=by, **known)
    if known.get("emails"):
        readdress(subject, address=opened_for_work("contact", subject).emails[0], by=by)
    stop_what_is_not_safe(subject, by=by)
    return subject


@cache
def _every() -> frozenset[str]:
    return frozenset((*names_of(Subject), *(field.name for field in Subject._meta.fields)))


def _with(subject: Subject, known: dict[str, Any]) -> Subject:
    strange = set(known) - {*names_of(Subject), *PLAIN}
    if strange:
        raise TypeError(f"a person has no {', '.join(sorted(strange))}")
    for name, value in known.items():
        setattr(subject, name, value)
    return subject
