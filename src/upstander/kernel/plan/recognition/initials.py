"""The key that says whose initials stand for which name, where a plan gives one."""

import re
from collections.abc import Iterable, Iterator

from upstander.kernel.plan.recognition.entries import Entry
from upstander.kernel.plan.recognition.views import View

_INITIALS = re.compile(r"[A-Z]{2,4}")
_SAYS_SO = re.compile(r"\b(?:initials?|leads?|owners?|officers?|names?|who)\b", re.IGNORECASE)
_GLOSSARY = re.compile(r"\b(?:glossary|abbreviations?|acronyms?|terms?|meanings?)\b", re.IGNORECASE)
_PAIR = re.compile(
    r"\b([A-Z]{2,4})\s*(?:=|–|—|:|\s-\s)\s*([A-Z][^=;,\n]{3,60}?)(?=\s*(?:[;,\n]|$))"
)


def initials_in(entries: Iterable[Entry]) -> dict[str, str]:
    """Find the names behind initials, in a table of them or in a line such as "PN = Priya Nand"."""
    found: dict[str, str] = {}
    tables: dict[int, list[View]] = {}
    for entry in entries:
        if isinstance(entry.item, View):
            if entry.kind == "foreign":
                tables.setdefault(entry.item.table, []).append(entry.item)
        else:
            found |= _in_line(entry.item.text)
    for rows in tables.values():
        found |= dict(_in_table(rows))
    return found


def _in_table(rows: list[View]) -> Iterator[tuple[str, str]]:
    heading = f"{rows[0].sheet} {rows[0].words}"
    if _GLOSSARY.search(heading) or not _SAYS_SO.search(heading):
        return
    for view in rows:
        texts = [cell.text.strip() for cell in view.filled[:2]]
        if len(texts) == 2 and _stand_for(*texts):
            yield texts[0], texts[1]


def _in_line(text: str) -> dict[str, str]:
    """Read a line of at least two pairs."""
    pairs = {short: name.strip() for short, name in _PAIR.findall(text) if _stand_for(short, name)}
    named = len(pairs) > 1 and not _GLOSSARY.search(text)
    return pairs if named else {}


def _stand_for(short: str, name: str) -> bool:
    """Tell whether letters are the first letters of a name, whatever rank stands before it."""
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
    return bool(_INITIALS.fullmatch(short)) and letters.endswith(short)
