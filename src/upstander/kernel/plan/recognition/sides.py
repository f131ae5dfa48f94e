"""Words that stand behind an action without a label: a day, a state, or somebody's name."""

import re
from dataclasses import replace
from datetime import date

from upstander.kernel.plan.recognition.days import like_due
from upstander.kernel.plan.recognition.drafts import PlanDraft, RowDraft
from upstander.kernel.plan.recognition.statuses import is_status

_ANY_YEAR = date(2024, 4, 1)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATED = re.compile(
    rf".*\d.*|(?:by|due|end|before|until|from|on-?\s?going|\w+ly|(?:{_MONTHS})[a-z]*)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BRACKET = re.compile(
    r"(.{4,}?)\s*[(\[]([^()\[\]]{2,120})[)\]]\s*(?:\.|[–—:-]\s*(.*)|\s(.{2,40}))?", re.DOTALL
)
_LEADS = re.compile(r"(.{2,60}?)\s+(?:to|will) lead\.?|led by\s+(.{2,60}?)\.?", re.IGNORECASE)
_DASH = re.compile(r"\s+[–—|-]\s+")
_LIST = re.compile(r"\s*[;,]\s*|\s+[–—-]\s+")
LONGEST_NAME = 60


def side_of(words: str) -> str:
    """Tell whether short words say a day ("due") or a state ("status"); '' for anything else."""
    words = words.strip(" .")
    dated = bool(_DATED.fullmatch(words)) and like_due(words, _ANY_YEAR)
    if is_status(words) and not words.isdecimal() and not dated:
        return "status"
    return "due" if dated else ""


def take_sides(row: RowDraft, plan: PlanDraft) -> None:
    """Take "(Police, Dec 25) – in progress – printed" off the end of an action."""
    if len(row.lines) != 1:
        return
    text = row.lines[0].text
    words, found = in_brackets(text)
    if not found:
        words, found = _behind_dashes(text)
    if not found:
        return
    plan.consumed.append(text)
    row.lines = [replace(row.lines[0], text=words)]
    for name, said in found:
        row.put(name, said, row.place)
        plan.said.add(f"action.{name}")


def in_brackets(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Take "(Police, Dec 25)" apart, with what follows it; gives the words before it."""
    bracket = _BRACKET.fullmatch(text)
    if bracket is None:
        return text, []
    behind = side_of(bracket[4] or "")
    if bracket[4] and not behind:
        return text, []
    pieces = [(side_of(piece), piece) for piece in _LIST.split(bracket[2])]
    pieces += [(behind, bracket[4].strip())] if behind else []
    if not any(side for side, _ in pieces):
        return text, []
    names = [piece for side, piece in pieces if not side and piece]
    found = [(side, piece) for side, piece in pieces if side]
    found += [("leads", "; ".join(names))] if names else []
    return bracket[1].strip(), [*found, *_what_follows(bracket[3] or "")]


def _what_follows(words: str) -> list[tuple[str, str]]:
    """Read what stands behind the bracket: a state, then what is said of it."""
    head, *rest = _DASH.split(words, maxsplit=1)
    if is_status(head):
        return [("status", head), *(("progress", more) for more in rest if more.strip())]
    return [("progress", words)] if words.strip() else []


def _behind_dashes(text: str) -> tuple[str, list[tuple[str, str]]]:
    pieces = _DASH.split(text)
    led = _LEADS.fullmatch(pieces[-1]) if len(pieces) > 1 else None
    if led:
        return " – ".join(pieces[:-1]), [("leads", led[1] or led[2])]
    sides = [side_of(piece) for piece in pieces]
    first = next((at for at, side in enumerate(sides) if at and side), 0)
    if not first:
        return text, []
    named = first > 1 and _like_name(pieces[first - 1])
    words = " – ".join(pieces[: first - named])
    found = [("leads", pieces[first - 1])] if named else []
    found += [
        (side or "progress", piece)
        for side, piece in zip(sides[first:], pieces[first:], strict=True)
    ]
    return words, found


def _like_name(words: str) -> bool:
    return len(words) <= LONGEST_NAME and words[:1].isupper() and not words.endswith(".")
