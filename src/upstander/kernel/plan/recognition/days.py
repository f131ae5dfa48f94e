"""Days by which something is due, as plans write them."""

import re
from dataclasses import dataclass
from datetime import date

from upstander.kernel.plan.interchange.days import last_day_meant

_RANGE = re.compile(
    r"\s*(?:–|—|\s-\s|\bto\b|\buntil\b|\btill\b|&|\band\b|/(?=\s?[A-Za-z]))\s*", re.IGNORECASE
)
_AROUND = re.compile(
    r"\b(?:by|from|in|during|the|end of|end|mid|early|late|beginning of|start of|no later than"
    r"|latest|onwards?|approx\.?|circa|c\.|w/c|wc|week commencing|before|on|target|due|est\.?"
    r"|financial year|fy|year)\b[-\s]*",
    re.IGNORECASE,
)
_SEASONS = {"spring": "May", "summer": "August", "autumn": "November", "winter": "February"}
_ALWAYS = re.compile(
    r"\b(on-?\s?going|continu\w+|annual\w*|yearly|quarterly|monthly|weekly|termly|throughout"
    r"|all year|rolling|regular\w*|permanent|business as usual|bau|each|every"
    r"|as (?:and when|required|needed)|when)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[\d./-]+(?: [\d./-]+){1,2}")  # a narrow column may cut "31/03/20 26"
LONGEST_DUE = 120
COMES_ROUND = "It goes on or comes round, so no day is kept. Set how often on the action’s page."


@dataclass(frozen=True)
class Due:
    """When something is due, as it was read; `how` says what is worth a look."""

    day: date | None
    how: str = ""


def read_due(words: str, starts_on: date) -> Due:
    """Read a due date; one that lies before the plan's year is kept, and said."""
    text = " ".join(words.split()).strip(" .*")
    day = _meant(text, starts_on) if len(text) <= LONGEST_DUE else None
    if day is None:
        if _ALWAYS.search(text):
            return Due(None, COMES_ROUND)
        return Due(None, "No day is meant by it, so none is kept. Write 2025-03-31.")
    if day < starts_on:
        return Due(day, "The date is past before the plan begins.")
    exact = last_day_meant(text, starts_on) == day
    return Due(day, "" if exact else f"It is read as {day.isoformat()}.")


def _meant(text: str, starts_on: date) -> date | None:
    found = last_day_meant(text, starts_on)
    if not found and _CUT.fullmatch(text):
        found = last_day_meant("".join(text.split()), starts_on)
    if found or not text:
        return found
    for season, month in _SEASONS.items():
        text = re.sub(rf"\b{season}\b(?:\s*term)?", month, text, flags=re.IGNORECASE)
    text = re.sub(r"\(.*?\)", " ", text)
    bare = " ".join(_AROUND.sub(" ", text).strip(" ,.()").split())
    found = last_day_meant(bare, starts_on)
    if found:
        return found
    parts = [part.strip(" ,.()") for part in _RANGE.split(bare) if part.strip(" ,.()")]
    days = [last_day_meant(part, starts_on) for part in parts]
    return days[-1] if len(parts) > 1 else None


def like_due(words: str, starts_on: date) -> bool:
    """Tell whether words could say when something is due."""
    return len(words) <= 40 and (
        _meant(words, starts_on) is not None or bool(_ALWAYS.search(words))
    )
