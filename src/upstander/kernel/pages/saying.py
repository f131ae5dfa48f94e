"""What a page says in the language that is spoken, where English has a way of its own."""

from datetime import date, datetime

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


def moment_in_words(moment: datetime) -> str:
    """Write a moment: the day in full, and the hour of 24."""
    return _("%(day)s, %(time)s") % {"day": day_in_words(moment), "time": f"{moment:%H:%M}"}
