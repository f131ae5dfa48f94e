"""Erasing everything on a person, in one transaction: right to erasure (UK GDPR Art. 17)."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from upstander.kernel.audit.record import key_of, record
from upstander.kernel.outbox.changes import stop
from upstander.kernel.outbox.keeping import forget_copies
from upstander.kernel.registry import all_personal_records
from upstander.kernel.subjects.changes.recipients import tell_erased
from upstander.kernel.subjects.gathering import pointing_at_subjects
from upstander.kernel.subjects.models import Disclosure, Override, Subject
from upstander.kernel.vault.erasure import GROUNDS, erase
from upstander.kernel.vault.models import Classified, Erasure


@transaction.atomic
def erase_subject(subject: Subject, *, by: Any, ground: str = GROUNDS.REQUEST) -> list[Erasure]:
    """Erase a person and all that rests on them; give the erasures, each with its certificate.

    What waits to be sent is stopped first. Whoever was sent something is told, unless it is time
    that ends the record (UK GDPR Art. 19). Rows without a protected part stay, to be counted: what
    was agreed to, and that something was sent to whom. Raises `Held`, and then nothing is gone.
    """
    stop(to=subject, by=by)
    for disclosure in Disclosure.objects.filter(subject=subject):
        stop(about=disclosure, by=by)
    if ground != GROUNDS.TIME:
        tell_erased(subject, by=by)
    declared = all_personal_records()
    elsewhere = sum(kept.erase(subject, by, ground) for kept in declared)
    done = [erase(each, by=by, ground=ground) for each in _with_keys_of_their_own(subject, ground)]
    done.append(erase(subject, by=by, ground=ground))
    transaction.on_commit(lambda: forget_copies(key_of(subject)))
    record("subjects.erased", subject, by=by, ground=ground, records=len(done) + elsewhere)
    return done


def _with_keys_of_their_own(subject: Subject, ground: str) -> Iterator[Classified]:
    """Give what points at a person, stands under another key, and no part of the product erases.

    Where time ended the record, why something was shared without agreement is kept as evidence for
    as long as the rule on consent says.
    """
    declared = {kept.label for kept in all_personal_records()}
    for model, name in pointing_at_subjects():
        apart = model.classification.keyed_to != name and model._meta.label_lower not in declared
        if apart and not (model is Override and ground == GROUNDS.TIME):
            yield from model._base_manager.filter(**{name: subject.pk}, vault_erased_at=None)
