"""Finding a person by what somebody knows of them: one line of words, or what stands in fields."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from upstander.kernel.access.check import require
from upstander.kernel.access.guarding import guard_of
from upstander.kernel.access.reading import open_records
from upstander.kernel.access.standing import standings
from upstander.kernel.audit.record import record
from upstander.kernel.subjects.models import Subject
from upstander.kernel.vault.search import SHOWN, Found, nearest
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
    year, a telephone number, an email address, a postcode. A person is found by what the user may
    see of them and by nothing else. That somebody searched, by what, and whom it showed stands in
    the trail; what was asked does not. Raises `NotAllowed` for whoever may not look for people.
    """
    require(user, "subjects.find")
    asked = understood(query) if isinstance(query, str) else query
    near = nearest(Subject.objects.visible_to(user), asked)
    found = _known_to(user, near, categories_of(asked), most)
    with transaction.atomic():
        open_records(user, [match.record for match in found], page="search")
        by_what = sorted(purpose.value for purpose in asked)
        record("subjects.searched", "subjects.subject", by=user, by_what=by_what, shown=len(found))
    return found


def categories_of(asked: Iterable[Purpose]) -> set[str]:
    """Name the categories of data by which somebody would be found."""
    guard, wanted = guard_of(Subject), set(asked)
    return {
        guard.category_of(searched.field)
        for searched in Subject.classification.search
        if wanted & set(searched.purposes)
    }


def _known_to(user: Any, near: list[Found], categories: set[str], most: int) -> list[Found]:
    """Keep those of whom the user sees all that was asked for: being found would tell it them."""
    known: list[Found] = []
    for start in range(0, len(near), most):
        some = near[start : start + most]
        stands = standings(user, [match.record for match in some])
        known += [match for match in some if categories <= stands[match.record.pk].view]
        if len(known) >= most:
            break
    return known[:most]


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
