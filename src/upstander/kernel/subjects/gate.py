"""The last question before something leaves: is it still safe, and do they still agree?"""

import re
from typing import Any

from upstander.kernel.access.reading import opened_for_work
from upstander.kernel.clock import now
from upstander.kernel.holding import Verdict
from upstander.kernel.subjects.models import Disclosure, Subject, Telling, ToTell
from upstander.kernel.subjects.sharing import may_share

SPACING = re.compile(r"[\s()-]")
NO_LONGER_SAFE = "no longer a safe way"
NOT_AGREED = "no longer agreed"
ERASED = "erased"


def ask_of_telling(message: Any) -> Verdict:
    """Ask of a message to a person: agreed, a safe way, their address of today, a safe hour?"""
    telling = Telling.objects.select_related("subject").get(pk=_key(message))
    person, moment = opened_for_work("contact", telling.subject), now()
    why = _why_not(telling, person, message)
    if why:
        Telling.objects.filter(pk=telling.pk).update(outcome=Telling.Outcome.HELD, reason=why)
        if why == NO_LONGER_SAFE:
            to_be_reached(telling)
        return Verdict(goes=False, why=why)
    safe = person.safe_contact.next_moment(moment)
    return Verdict(until=safe) if safe > moment else Verdict()


def to_be_reached(telling: Telling) -> None:
    """Put a person on the list to whom no message can go safely: somebody has to think of a way."""
    unreached = {"subject_id": telling.subject_id, "why": ToTell.Why.UNREACHED}
    ToTell.objects.get_or_create(telling=telling, defaults=unreached)


def _why_not(telling: Telling, person: Subject, message: Any) -> str:
    if person.vault_erased_at:
        return ERASED
    if telling.purpose and not may_share(person, telling.purpose, telling.recipient):
        return NOT_AGREED
    rule = person.safe_contact
    if not rule.allows(telling.way) or not _same(message.open().to, rule.addresses[telling.way][0]):
        return NO_LONGER_SAFE
    return ""


def ask_of_disclosure(message: Any) -> Verdict:
    """Ask of a message that carries something on a person to a body: do they still agree?"""
    disclosure = Disclosure.objects.select_related("subject").get(pk=_key(message))
    if disclosure.stopped_at or disclosure.withdrawn_at:
        return Verdict(goes=False, why=NOT_AGREED)
    if not may_share(disclosure.subject, disclosure.purpose, disclosure.recipient):
        return Verdict(goes=False, why=NOT_AGREED)
    return Verdict()


def _key(message: Any) -> str:
    return str(message.about.partition(":")[2])


def _same(address: str, other: str) -> bool:
    """Tell whether two addresses, or numbers written in two ways, are one."""
    return SPACING.sub("", address) == SPACING.sub("", other)
