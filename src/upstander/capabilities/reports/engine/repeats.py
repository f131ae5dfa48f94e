"""By what the same person or the same place is known again. Pure functions; only codes are kept.

What everybody writes is no place: “at home”, “the park”, “outside the school” would join strangers.
"""

import re
from collections.abc import Mapping
from typing import Any

from upstander.kernel.geography.models import folded
from upstander.kernel.geography.placing import POSTCODE
from upstander.kernel.vault.tokens import email_address, phone_number, postcode

SHORTEST_NUMBER = 9  # shorter ones are no number that one person has
# words that say nothing of which place it is
NOISE = frozenset(
    "a an and at behind beside by corner from front home house i in inside it just my near next"  # noqa: SIM905
    " of off on opposite our out outside over place somewhere the there to up uk london".split()
)
# a name beside one of these is a place that others would write alike
KINDS = frozenset(
    "rd st ave ln way close drive court crescent gardens grove hill broadway parade square walk"  # noqa: SIM905
    " station stop park school college estate common mosque church temple synagogue".split()
)


def phone_of(answers: Mapping[str, Any]) -> str:
    """Give the telephone number of who wants to be reached, written in one way."""
    number = phone_number(str(answers.get("phone") or "")) if _reached(answers) else ""
    return number if len(number) >= SHORTEST_NUMBER else ""


def email_of(answers: Mapping[str, Any]) -> str:
    """Give the email address of who wants to be reached, written in one way."""
    return email_address(str(answers.get("email") or "")) if _reached(answers) else ""


def _reached(answers: Mapping[str, Any]) -> bool:
    return answers.get("reach") == "yes"


def place_of(answers: Mapping[str, Any]) -> str:
    """Give the place, written in one way: a postcode, a street or stop by name, or an account."""
    if answers.get("place_type") == "online":
        handle = str(answers.get("handle") or "").casefold().lstrip("@").strip()
        return f"online {folded(str(answers.get('platform') or ''))} {handle}" if handle else ""
    where = str(answers.get("where") or answers.get("stop") or "")
    found = POSTCODE.search(where)
    if found:
        return postcode(found[0])
    words = set(folded(where).split()) - NOISE
    known = bool(words & KINDS) or any(re.search(r"\d", word) for word in words)
    return " ".join(sorted(words)) if known and len(words) > 1 else ""
