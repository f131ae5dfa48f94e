"""Finding a person by what somebody knows of them: one line of words, or what stands in fields."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.access.check import require
from upstander.kernel.audit.record import record
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.opening import door_for
from upstander.kernel.vault.search import SHOWN, Found, find
from upstander.kernel.vault.tokens import Purpose

EMAIL = re.compile(r"\S+@\S+\.\S+")
DAY = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
PHONE = re.compile(r"\+?\(?\d[\d ()-]{6,}\d")
LETTER = re.compile(r"[^\W\d_]")
YEAR = re.compile(r"\b(19|20)\d{2}\b")


def find_subjects(
    query: str | Mapping[Purpose, str], *, user: Any, most: int = SHOWN
) -> list[Found]:
    """Find the people that a user may see who come near to a query, the nearest first, opened.

    `query` is text for each purpose, or one line as people type it: names, a day of birth or a
    year, a telephone number, an email address, a postcode. The search and whom it showed stand in
    the trail. Raises `NotAllowed` for whoever may not look for people.
    """
    require(user, "subjects.find")
    asked = understood(query) if isinstance(query, str) else query
    found = find(Subject.objects.visible_to(user), asked, door_for("search", by=user), most=most)
    with transaction.atomic():
        record(
            "subjects.searched",
            "subjects.subject",
            by=user,
            by_what=sorted(purpose.value for purpose in asked),
            shown=[match.record.pk for match in found],
        )
    return found


def understood(line: str) -> dict[Purpose, str]:
    """Take a line apart into what it tells: what is left over are names."""
    asked: dict[Purpose, str] = {}
    for purpose, pattern in (
        (Purpose.EMAIL, EMAIL),
        (Purpose.BORN_ON, DAY),
        (Purpose.POSTCODE, POSTCODE),
        (Purpose.PHONE, PHONE),
        (Purpose.BORN_IN, YEAR),
    ):
        if found := pattern.search(line):
            text = _day(found) if purpose == Purpose.BORN_ON else found[0]
            if text:
                asked[purpose] = text
                line = line.replace(found[0], " ")
    return asked | _names([word for word in line.replace(",", " ").split() if LETTER.search(word)])


def _names(words: list[str]) -> dict[Purpose, str]:
    if len(words) < 2:
        return {Purpose.SURNAME: words[0]} if words else {}
    middle = " ".join(words[1:-1])  # of either: Maria García López, Abdul Rahman Khan
    return {
        Purpose.FORENAME: f"{words[0]} {middle}".strip(),
        Purpose.SURNAME: f"{middle} {words[-1]}".strip(),
    }


def _day(found: re.Match[str]) -> str:
    day, month, year, *iso = found.groups()
    numbers = (year, month, day) if year else tuple(iso)
    try:
        return date(*map(int, numbers)).isoformat()
    except ValueError:
        return ""
