"""What a page says in the language that is spoken, where English has a way of its own."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.dates import MONTHS_ALT, WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def speaks_english() -> bool:
    """Tell whether the page is in English."""
    return (get_language() or "en").startswith("en")


def day_in_words(moment: date) -> str:
    """Write a day in full, in the order and with the small letters of the language."""
    parts = {
        "weekday": str(WEEKDAYS[moment.weekday()]).lower(),
        "day": moment.day,
        "month": str(MONTHS_ALT[moment.month]).lower(),
        "year": moment.year,
    }
    return _("%(weekday)s %(day)s %(month)s %(year)s") % parts


def day_and_month(moment: date) -> str:
    """Write a day of this year: 3 February."""
    if speaks_english():
        return f"{moment.day} {moment:%B}"
    parts = {"day": moment.day, "month": str(MONTHS_ALT[moment.month]).lower()}
    return _("%(day)s %(month)s") % parts


def in_a_row(words: Iterable[Any]) -> str:
    """Join words as a sentence does: a, b and c."""
    listed = [str(word) for word in words]
    if len(listed) < 2:
        return "".join(listed)
    first = _(", ").join(listed[:-1])
    return _("%(first)s and %(last)s") % {"first": first, "last": listed[-1]}


def moment_in_words(moment: datetime) -> str:
    """Write a moment: the day in full, and the hour of 24."""
    return _("%(day)s, %(time)s") % {"day": day_in_words(moment), "time": f"{moment:%H:%M}"}
