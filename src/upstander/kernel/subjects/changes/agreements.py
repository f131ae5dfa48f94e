"""What somebody agrees to now, purpose by purpose, and making the ledger say what they want.

A purpose may be agreed to for one body alone: it stands beside the others as `purpose at body`.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from upstander.kernel.subjects.changes.consents import give_consent
from upstander.kernel.subjects.changes.withdrawing import Withdrawal, withdraw_consent
from upstander.kernel.subjects.models import Consent, Subject
from upstander.kernel.subjects.sharing import may_share

AT = " at "
YES, NO = "yes", "no"


def agreed_now(subject: Subject, purposes: Iterable[str]) -> dict[str, str]:
    """Say of each purpose yes or no, and name each body to which somebody agreed alone."""
    answers = {purpose: YES if may_share(subject, purpose) else NO for purpose in purposes}
    return answers | {name: YES for name in _by_name(subject)}


def _by_name(subject: Subject) -> list[str]:
    rows = Consent.objects.filter(subject=subject, step=Consent.Step.GIVEN).exclude(recipient="")
    pairs = dict.fromkeys(rows.values_list("purpose", "recipient"))
    return [
        f"{purpose}{AT}{recipient}"
        for purpose, recipient in pairs
        if may_share(subject, purpose, recipient).ground == "consent"
        and not may_share(subject, purpose)
    ]


def said_last(subjects: Collection[int]) -> dict[int, dict[str, bool]]:
    """Give what some people, by their keys, said last of each purpose, in one question."""
    said: dict[int, dict[str, bool]] = {key: {} for key in subjects}
    for row in Consent.objects.filter(subject__in=said, recipient="").order_by("pk"):
        said[row.subject_id][row.purpose] = row.step != Consent.Step.WITHDRAWN
    return said


@transaction.atomic
def settle(
    subject: Subject, wanted: Mapping[str, str], *, wording: str, language: str, by: Any
) -> list[Withdrawal]:
    """Make the ledger say what somebody wants; give what each taking back did.

    `wanted` names purposes, or `purpose at body`, each with yes or no. What is wider is taken back
    before what is narrower is given, so that nobody is left with the wider one.
    """
    done = []
    for name in (each for each, answer in wanted.items() if answer == NO):
        purpose, _, recipient = name.partition(AT)
        done.append(withdraw_consent(subject, purpose=purpose, recipient=recipient, by=by))
    for name in (each for each, answer in wanted.items() if answer == YES):
        purpose, _, recipient = name.partition(AT)
        give_consent(
            subject, purpose=purpose, recipient=recipient, wording=wording, language=language, by=by
        )
    return done
