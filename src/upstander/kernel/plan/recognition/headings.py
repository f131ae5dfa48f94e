"""Numbers and labels before the names of themes and objectives."""

import re
from dataclasses import dataclass, replace

from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.vocabulary import (
    EITHER_WORDS,
    NUMBERS,
    OBJECTIVE_WORDS,
    THEME_WORDS,
)

_COUNTED = r"\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[A-Z]{1,3}[.\-]?\d{1,3}(?:\.\d{1,2})*[a-z]?"
NUMBER = re.compile(rf"\(?({_COUNTED}|[A-Za-z]|[ivx]{{1,5}}|[IVX]{{1,5}})\)?[.:)]?\s*(\*+|†)?")
_NUMBERED = re.compile(
    rf"\(?({_COUNTED}|[A-Z](?=[.):])|[ivx]{{1,5}}(?=[.)])|[IVX]{{2,5}}(?=[.)]))\*?(?:\s*[.:)–—]\s*|\s+[-–—]\s+|\s+)(?=\S)(.*)",
    re.DOTALL,
)
_WORDS = "|".join(
    word.replace(" ", r"\s?") for word in (*THEME_WORDS, *OBJECTIVE_WORDS, *EITHER_WORDS)
)
_LABELLED = re.compile(
    rf"(?:(?:strategic|key|local|our|corporate|overarching)\s+)?({_WORDS})s?\b\s*(?:area\s*)?(?:no\.?\s*|number\s*)?"
    rf"(?:(\d{{1,2}}(?:\.\d{{1,2}})*[a-z]?|(?-i:[A-Z]{{1,2}}\d{{1,2}}(?:\.\d{{1,2}})*|[A-Z]|[IVX]{{1,4}})(?=[\s:.)–—-]|$)|(?:{'|'.join(NUMBERS)})\b)"
    r"\s*(?:[:.)–—]\s*|\s-\s*|-\s|\s+|$)|\s*(?::|\s[–—-]\s)\s*)(.*)",
    re.IGNORECASE | re.DOTALL,
)
# "Equality objective 2: ...": other words may stand before the label where a number comes behind it
_NAMED = re.compile(
    rf"(?P<kind>(?:[A-Za-z][\w&’'-]* ){{1,2}})(?:{_WORDS})\s+(?:no\.?\s*|number\s*)?"
    rf"(\d{{1,2}}(?:\.\d{{1,2}})*[a-z]?|(?:{'|'.join(NUMBERS)})\b)\s*(?:[:.)]|\s[–—-])\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CONTINUED = re.compile(r"\s*[-–—,]?\s*\(?\bcont(?:inued|[’']?d|\.)?\.?\)?$", re.IGNORECASE)
_ACTION = re.compile(
    r"(?:key |agreed )?(?:action|activity|task)s?\b\s*(?:point\s*)?(?:no\.?\s*|number\s*)?"
    r"(?:([A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*[:.)–—-]|:)\s*(\S.*)"
    r"|what(?: we will do)?\s*:\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_AIM = re.compile(r"\s*(?::|\s[–—-]\s|[–—])\s*")
LONGEST_THEME = 300


@dataclass(frozen=True)
class Heading:
    """The name of a theme or objective, taken apart.

    `label` is the word that says what it is, `kind` what stands before that: "Equality objective".
    `below` counts the kinds of numbers that lie above its own: one for "A." below "I.".
    """

    title: str
    number: str = ""
    label: str = ""
    kind: str = ""
    below: int = 0

    @property
    def depth(self) -> int:
        """Tell how deep its number lies: 1 for "4", 2 for "4.1", 0 without one."""
        return depth_of(self.number) + self.below


def depth_of(number: str) -> int:
    """Tell how deep a number lies."""
    if not number:
        return 0
    return len(
        [
            part
            for part in re.split(r"[.\-]|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", number)
            if part
        ]
    )


def is_number(text: str) -> bool:
    """Tell whether a cell holds nothing but a number such as "3.", "1.2", "A3" or "1d*"."""
    return bool(NUMBER.fullmatch(text.strip()))


def bare_number(text: str) -> str:
    """Give a number without the signs around it."""
    found = NUMBER.fullmatch(text.strip())
    return found[1].rstrip(".") if found else ""


def read_heading(text: str) -> Heading:
    """Take "Theme 1: Co-ordination" or "18. Continue ..." apart."""
    words = _CONTINUED.sub("", text.strip())
    labelled = _LABELLED.fullmatch(words)
    named = None if labelled else _NAMED.fullmatch(words)
    if named:
        inner = read_heading(words[named.end("kind") :])
        return replace(inner, kind=f"{named['kind'].strip()} {inner.label}")
    if labelled and (labelled[2] or labelled[3].strip()):
        label = " ".join(labelled[1].casefold().split()).replace("work stream", "workstream")
        number = (labelled[2] or "").strip()
        if not number:
            return replace(_numbered(labelled[3].strip()), label=label)
        return Heading(labelled[3].strip(), NUMBERS.get(number.casefold(), number), label)
    return _numbered(words)


def read_action(text: str) -> Heading | None:
    """Read "Action: ..." or "Task 3 – ..."; None where no word says that it is an action."""
    found = _ACTION.fullmatch(text.strip())
    return Heading((found[2] or found[3]).strip(), found[1] or "") if found else None


def _numbered(words: str) -> Heading:
    numbered = _NUMBERED.fullmatch(words)
    if numbered and not _is_amount(words, numbered):
        return Heading(numbered[2].strip(), numbered[1].rstrip("."))
    return Heading(words)


def _is_amount(words: str, found: "re.Match[str]") -> bool:
    """Tell "4 events" and "2024 plan" from "4. Events": a number without a sign may be a count."""
    if words[len(found[1]) : len(found[1]) + 1] in (".", ":", ")") or words.startswith("("):
        return False
    rest = found[2]
    return (len(found[1]) > 2 and found[1].isdecimal()) or rest[:1].islower() or rest[:1] in "%/-"


def theme_parts(title: str) -> tuple[str, str]:
    """Tell a theme's short title from the aim that stands behind it."""
    title = one_line(title)
    for cut in _AIM.finditer(title):
        head, rest = title[: cut.start()].strip(), title[cut.end() :].strip()
        if head and len(head.split()) <= 7 and len(rest.split()) >= 3:
            return head, rest
    return (title, "") if len(title) <= LONGEST_THEME else ("", title)
