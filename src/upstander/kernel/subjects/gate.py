"""The last question before something leaves: is it still safe, and do they still agree?"""

from typing import Any

from upstander.kernel.clock import now
from upstander.kernel.registry import Verdict
from upstander.kernel.subjects.models import Disclosure, Telling
from upstander.kernel.subjects.opening import opened
from upstander.kernel.subjects.sharing import may_share

NO_LONGER_SAFE = "no longer a safe way"
NOT_AGREED = "no longer agreed"
ERASED = "erased"


def ask_of_telling(message: Any) -> Verdict:
    """Ask of a message to a person: agreed, a safe way, their address of today, a safe hour?"""
    telling = Telling.objects.select_related("subject").get(pk=_key(message))
    person = opened(telling.subject, "contact")
    if person.vault_erased_at:
        return Verdict(goes=False, why=ERASED)
    if telling.purpose and not may_share(person, telling.purpose, telling.recipient):
        return Verdict(goes=False, why=NOT_AGREED)
    rule, moment = person.safe_contact, now()
    known = rule.addresses.get(telling.way, ())
    if not rule.allows(telling.way) or not _is_one_of(message.open().to, known):
        return Verdict(goes=False, why=NO_LONGER_SAFE)
    safe = rule.next_moment(moment)
    return Verdict(until=safe) if safe > moment else Verdict()


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


def _is_one_of(address: str, known: tuple[str, ...]) -> bool:
    signs = " ()-"
    plain = [each.strip().translate(dict.fromkeys(map(ord, signs))) for each in known]
    return address.translate(dict.fromkeys(map(ord, signs))) in plain
