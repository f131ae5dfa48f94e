"""How a plan says that something stands: by words, letters, colours, or signs."""

import re
from colorsys import rgb_to_hsv
from dataclasses import dataclass, field

from upstander.kernel.documents.tidy import word_set
from upstander.kernel.plan.interchange.cells import status_of
from upstander.kernel.plan.recognition.boxes import choices
from upstander.kernel.plan.recognition.vocabulary import plain
from upstander.kernel.plan.status import Status

HUES = ("red", "amber", "green", "blue", "grey", "purple")
_COLOUR_WORDS = {
    "red": "red", "amber": "amber", "orange": "amber", "yellow": "amber", "green": "green",
    "blue": "blue", "grey": "grey", "gray": "grey", "white": "white", "purple": "purple",
    "r": "red", "a": "amber", "g": "green", "b": "blue", "y": "amber", "o": "amber",
}  # fmt: skip
_SIGNS = {
    "🔴": "red", "🟥": "red", "🟠": "amber", "🟡": "amber", "🟧": "amber", "🟨": "amber",
    "🟢": "green", "🟩": "green", "🔵": "blue", "🟦": "blue", "⚪": "white", "⚫": "grey",
    "⏸": "pause", "⏸️": "pause", "⏳": "amber", "🔄": "amber",
    "✓": "tick", "✔": "tick", "✅": "tick", "☑": "tick",
}  # fmt: skip
# what is usual where a plan has no legend
USUAL = {
    "red": Status.BEHIND,
    "amber": Status.IN_PROGRESS,
    "green": Status.IN_PROGRESS,
    "blue": Status.COMPLETED,
    "tick": Status.COMPLETED,
    "pause": Status.ON_HOLD,
}
_MEANINGS: tuple[tuple[str, Status], ...] = (
    (
        r"on hold|paused|deferred|stalled|suspended|postponed|parked|awaiting|waiting|blocked",
        Status.ON_HOLD,
    ),
    (
        r"(?:some|minor|slight|small) (?:delays?|issues?|risks?|concerns?|slippage)",
        Status.IN_PROGRESS,
    ),
    (
        r"behind|delay\w*|overdue|late|off (?:track|target|schedule)|not on track|slipp\w+|missed"
        r"|at risk"
        r"|not (?:met|done|achieved|complete\w*|delivered)|outstanding|incomplete"
        r"|significant (?:issues?|risk)|concerns?",
        Status.BEHIND,
    ),
    (
        r"in progress|on going|ongoing|on track|under ?way|started|progressing|on target"
        r"|on schedule|going well|good progress|in hand|active|live|open|commenced|partial\w*"
        r"|part complete\w*|nearly|working",
        Status.IN_PROGRESS,
    ),
    (
        r"complete\w*|done|achieved|delivered|finished|closed|implemented|met|embedded|yes",
        Status.COMPLETED,
    ),
)
_NOT_BEGUN = re.compile(
    r"\b(?:not (?:yet )?(?:started|begun|commenced|due)|to start|n/?a|not applicable"
    r"|to be (?:started|confirmed)|tbc)\b"
)
# words that say how far, or when, and so leave a state a state
_MODIFIERS = word_set(
    "fully now mostly nearly partly all yes no not yet slightly currently still some minor major "
    "of and or but to with is has been being work works action january february march april "
    "may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec schedule time plan target"
)
_FOUND = [(re.compile(rf"\b(?:{pattern})\b"), status) for pattern, status in _MEANINGS]
_LEGEND = re.compile(
    r"\s*(?P<key>[A-Za-z]{1,7}|\W)\s*(?:[=:–—-]|\bis\b|\bmeans\b|\()\s*(?P<words>.{3,80}?)\)?\s*",
    re.DOTALL,
)
_KEYS = re.compile(
    r"(?<!\w)(?:red|amber|orange|yellow|green|blue|gr[ae]y|purple|[RAGBY](?=\s*[=:–—-]))\s*"
    r"(?:[=:–—(]|-\s|\s-|is\b|means\b)",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"\W*(?:(?:key|legend|b?rag|rating|status|colours?|the|to|is|are|as follows|codes?"
    r"|system)\W*)+",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(\d{1,3})(?:\.\d+)?\s*%\s*")
_MARKS = word_set("x xx ✓ ✔ ✅ ☑ √ ● • yes y lead l")
LONGEST = 40


@dataclass
class Legend:
    """What the plan itself says its colours and letters mean."""

    meanings: dict[str, Status | None] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def add(self, key: str, words: str) -> bool:
        """Keep what a colour means; False where the words name no state."""
        known, status = meaning_of(words)
        if known:
            self.meanings.setdefault(key, status)
            self.words.append(words)
        return known

    @property
    def names_colours(self) -> bool:
        """Tell whether the legend says what any colour means."""
        return any(hue_of(key) for key in self.meanings)

    def of_colour(self, colour: str) -> tuple[bool, Status | None]:
        """Tell what a colour means by the legend: the very colour, or else one of its hue."""
        if colour in self.meanings:
            return True, self.meanings[colour]
        hue = hue_of(colour)
        near = [key for key in self.meanings if hue and (key == hue or hue_of(key) == hue)]
        return (True, self.meanings[near[0]]) if near else (False, None)


@dataclass(frozen=True)
class Said:
    """A status as it was read: what it is, how sure that is, and what else the cell says."""

    status: Status | None
    how: str = ""
    rest: str = ""
    known: bool = True


def hue_of(colour: str) -> str:
    """Name the hue of a colour; '' for black and white and what is nearly so."""
    if len(colour) != 6:
        return colour if colour in HUES else ""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, full, light = rgb_to_hsv(red, green, blue)
    if full < 0.1:
        return "grey" if 0.3 < light < 0.9 else ""
    degrees = hue * 360
    for end, name in ((16, "red"), (70, "amber"), (170, "green"), (262, "blue"), (320, "purple")):
        if degrees < end:
            return name
    return "red"


def meaning_of(words: str) -> tuple[bool, Status | None]:
    """Tell which state words mean; the first value tells whether they speak of a state at all."""
    exact = status_of(words)
    if exact:
        return True, Status(exact)
    text = plain(words)
    begun = _NOT_BEGUN.sub(" ", text)
    found = next((status for pattern, status in _FOUND if pattern.search(begun)), None)
    return found is not None or begun != text, found


def is_mark(words: str) -> bool:
    """Tell a mark that only says "this one", such as a cross or a tick."""
    return words.strip().casefold() in _MARKS


def is_intro(words: str) -> bool:
    """Tell words that only say that a legend follows, such as "Key" or "RAG rating"."""
    return bool(_INTRO.fullmatch(words))


def is_percentage(words: str) -> bool:
    """Tell whether words say how much of something is done."""
    return bool(_PERCENT.fullmatch(words))


def is_status(words: str) -> bool:
    """Tell whether short words name a state, a colour or a letter of one."""
    text = plain(words)
    offered = choices(words)
    if offered:
        return all(is_status(said) for _, said in offered)
    if words.strip() in _SIGNS or text in _COLOUR_WORDS or status_of(words):
        return True
    if len(words) > LONGEST or not meaning_of(words)[0]:
        return False
    left = _NOT_BEGUN.sub(" ", text)
    for pattern, _ in _FOUND:
        left = pattern.sub(" ", left)
    return not [word for word in left.split() if word not in _MODIFIERS and not word.isdecimal()]


def read_status(words: str, colour: str, legend: Legend) -> Said:
    """Read the cell of a status: its words first, its letter next, its colour last."""
    words = words.strip()
    ticked = [said for is_ticked, said in choices(words) if is_ticked]
    if len(ticked) == 1:
        return _read_words(ticked[0], legend)
    if choices(words):
        how = "Several boxes are ticked" if ticked else "No box is ticked"
        return Said(None, f"{how}, so no status is read.")
    if any(sign.isalnum() for sign in words) or words in _SIGNS:
        said = _read_words(words, legend)
        return said if said.known else _by_colour_beside(said, colour, legend)
    return _by_colour(colour, legend)


def _by_colour_beside(said: Said, colour: str, legend: Legend) -> Said:
    """Read the colour of a cell whose words name no state: they are an update."""
    shown = _by_colour(colour, legend)
    return Said(shown.status, shown.how, said.rest) if shown.status else said


def _by_colour(colour: str, legend: Legend) -> Said:
    known, status = legend.of_colour(colour)
    if known:
        return Said(status, "" if status else "The legend’s meaning is none of the four states.")
    hue = hue_of(colour)
    if hue in USUAL:
        usual = USUAL[hue]
        return Said(usual, _without_legend(f"the colour {hue}", hue))
    return Said(None, known=not hue)


def _without_legend(what: str, key: str) -> str:
    """Say how a colour is read where the plan does not say what it means."""
    said = f"The plan has no legend for {what}: it is read as {USUAL[key].label}."
    return f"{said} Where green means done, correct it to Completed." if key == "green" else said


def _read_words(words: str, legend: Legend) -> Said:
    exact = status_of(words)
    if exact:
        return Said(Status(exact))
    key, rest = _key(words)
    if key:
        return _by_key(key, rest, words, legend)
    if is_percentage(words):
        return _by_share(words)
    known, status = meaning_of(words)
    head, _, more = _parted(words)
    if status_of(head):
        return Said(Status(status_of(head) or ""), "", more)
    if not known or len(words) > 3 * LONGEST:
        return Said(
            None, "It is none of the four states, so no status is read.", words, known=False
        )
    rest = words if len(words) > LONGEST else ""
    if status is None:
        return Said(None, "It is none of the four states, so no status is read.", rest)
    return Said(status, f"It is read as {status.label}.", rest)


def _by_share(words: str) -> Said:
    """Read how much is done: all of it, some of it, or nothing."""
    done = int(_PERCENT.sub(r"\1", words))
    if not done:
        return Said(None, "Nothing is done yet, so no status is read.")
    status = Status.COMPLETED if done >= 100 else Status.IN_PROGRESS
    return Said(status, f"It is read as {status.label}.")


def _parted(words: str) -> tuple[str, str, str]:
    cut = re.search(r"\s*(?:\n|[:;–—(]|\s-\s|\.\s|,\s)\s*", words)
    if cut is None:
        return words, "", ""
    return words[: cut.start()], cut[0], words[cut.end() :].rstrip(")")


def _key(words: str) -> tuple[str, str]:
    """Find the colour that words name, and what stands behind it."""
    if words in _SIGNS:
        return _SIGNS[words], ""
    head, _, rest = _parted(words)
    if head.strip() in _SIGNS:
        return _SIGNS[head.strip()], rest
    first = plain(head)
    if first in _COLOUR_WORDS:
        return _COLOUR_WORDS[first], rest
    if words[:1] in _SIGNS:
        return _SIGNS[words[:1]], words[1:].strip()
    return "", ""


def _by_key(key: str, rest: str, words: str, legend: Legend) -> Said:
    known, status = legend.of_colour(key)
    said = meaning_of(rest)[1] if rest and (not known or is_status(rest)) else None
    if said:
        return Said(said, f"It is read as {said.label}.", "" if is_status(rest) else rest)
    if known:
        return Said(
            status, "" if status else "The legend’s meaning is none of the four states.", rest
        )
    if key in USUAL:
        usual = USUAL[key]
        return Said(usual, _without_legend("it", key), rest)
    return Said(None, "It is none of the four states, so no status is read.", rest)


def read_key(text: str) -> tuple[str, str]:
    """Read one line of a legend such as "Red = behind" or "G: on track"; '' where it is none."""
    found = _LEGEND.fullmatch(text)
    if not found:
        return "", ""
    key = _SIGNS.get(found["key"].strip()) or _COLOUR_WORDS.get(plain(found["key"]), "")
    return (key, found["words"]) if key and meaning_of(found["words"])[0] else ("", "")


def read_legend(text: str) -> list[tuple[str, str]]:
    """Read a whole legend on one line, such as "Key: Red = behind, Green = on track"."""
    starts = list(_KEYS.finditer(text))
    before = text[: starts[0].start()] if starts else text
    if not starts or (before.strip(" •-–") and not _INTRO.fullmatch(before)):
        return []
    ends = [found.start() for found in starts[1:]] + [len(text)]
    pairs = [
        read_key(text[found.start() : end].strip(" ,;|/.\n"))
        for found, end in zip(starts, ends, strict=True)
    ]
    return pairs if all(key for key, _ in pairs) else []
