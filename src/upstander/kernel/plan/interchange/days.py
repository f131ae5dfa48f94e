"""Years and days as people write them into plans."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from upstander.kernel.errors import Refused
from upstander.kernel.reference.quarters import quarters_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"'?(\d{4}|\d{2})"
_FINANCIAL = r"(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)"
_FINANCIAL_YEAR = re.compile(rf"(?<!\d){_FINANCIAL}(?!\d)")
_APRIL_TO_MARCH = re.compile(
    r"\bapr(?:il)?\.?\s+(20\d\d)\s*(?:[-–—]|to|until)\s*(?:31(?:st)?\s+)?mar(?:ch)?\.?\s+(?:20)?(\d\d)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^(?:(?:by|due|until|at|the|end|of)\s+)+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(?=\d)")


def financial_year(words: str) -> str:
    """Find a year such as 2024-25, 2024/25 or 2024-2025 in words; '' where there is none."""
    for pattern in (_FINANCIAL_YEAR, _APRIL_TO_MARCH):
        for match in pattern.finditer(words):
            if (int(match[1]) + 1) % 100 == int(match[2]):
                return f"{match[1]}-{match[2]}"
    return ""


def span_of(year: str) -> tuple[date, date]:
    """Give the first and last day of a plan's year; raises Refused for what names none."""
    financial = financial_year(year)
    if financial:
        quarters = quarters_of(financial)
        return quarters[0].start, quarters[-1].end
    if re.fullmatch(r"20\d\d", year.strip()):
        return date(int(year), 1, 1), date(int(year), 12, 31)
    raise Refused(f"The plan's year should read like 2024-25, not “{year}”.")


def last_day_meant(words: str, starts_on: date) -> date | None:
    """Find the last day that is meant, None where no day is; `starts_on` begins the plan's year."""
    text = _WEEKDAY.sub("", _LEAD_IN.sub("", words.strip().casefold().rstrip(".")))
    text = _ORDINAL.sub("", text).replace(",", " ").replace(" of ", " ")
    for pattern, meaning in _WAYS:
        match = pattern.fullmatch(" ".join(text.split()))
        if match:
            try:
                return meaning(match, starts_on)
            except ValueError:  # the thirtieth of February
                return None
    return None


def _day(match: re.Match[str], _: date) -> date:
    return date(_year(match["y"]), int(match["m"]), int(match["d"]))


def _named_day(match: re.Match[str], starts_on: date) -> date:
    month = _month_number(match[2])
    year = _year(match[3]) if match[3] else _year_of_month(month, starts_on)
    return date(year, month, int(match[1]))


def _american_day(match: re.Match[str], _: date) -> date:
    return date(int(match[3]), _month_number(match[1]), int(match[2]))


def _named_month(match: re.Match[str], starts_on: date) -> date:
    month = _month_number(match[1])
    return _end(_year(match[2]) if match[2] else _year_of_month(month, starts_on), month)


def _month(match: re.Match[str], _: date) -> date:
    return _end(int(match["y"]), int(match["m"]))


def _quarter(match: re.Match[str], starts_on: date) -> date:
    short = re.fullmatch(r"(\d\d)\s*[/–-]\s*(\d\d)", match[2] or "")
    said = financial_year(f"20{match[2]}" if short else match[2] or "")
    if match[2] and not said:
        raise ValueError(match[2])
    year = int(said[:4]) if said else starts_on.year
    return quarters_of(f"{year}-{(year + 1) % 100:02}")[int(match[1]) - 1].end


def _short_financial(match: re.Match[str], _: date) -> date:
    """Read "25/26", which no day and month can be."""
    if int(match[2]) != int(match[1]) + 1:
        raise ValueError(match[0])
    return quarters_of(f"20{match[1]}-{match[2]}")[-1].end


def _financial(match: re.Match[str], _: date) -> date:
    return quarters_of(f"{match[1]}-{match[2]}")[-1].end


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _year(digits: str) -> int:
    return int(digits) if len(digits) == len("2024") else 2000 + int(digits)


def _year_of_month(month: int, starts_on: date) -> int:
    return starts_on.year if month >= starts_on.month else starts_on.year + 1


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[ t]\d\d:\d\d(?::\d\d)?)?"), _day),
    (re.compile(r"(?P<d>\d\d?)[/.-](?P<m>\d\d?)[/.-](?P<y>\d{4}|\d\d)"), _day),
    (re.compile(r"(?P<m>\d\d?)[/.-](?P<y>\d{4})"), _month),
    (re.compile(rf"(\d\d?)[ -]?{_MONTH}(?:[ -]?{_YEAR})?"), _named_day),
    (re.compile(rf"{_MONTH} (\d\d?) (\d{{4}})"), _american_day),
    (re.compile(rf"{_MONTH}(?:[ -]?{_YEAR})?"), _named_month),
    (
        re.compile(r"(?:q|quarter ?)([1-4])(?: ?(?:of )?\(?(\d{4}.*?|\d\d\s*[/–-]\s*\d\d)\)?)?"),
        _quarter,
    ),
    (re.compile(_FINANCIAL), _financial),
    (re.compile(r"(?:fy ?)?'?(2\d)\s*[/–-]\s*'?(\d\d)"), _short_financial),
    (re.compile(r"(?P<m>)(?P<y>20\d\d)"), lambda match, _: date(int(match["y"]), 12, 31)),
)
