"""The numbers and bullets that Word shows before paragraphs, counted as Word counts them."""

import re
from dataclasses import dataclass, field

from upstander.kernel.documents.markup import Node

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Level:
    """One depth of a list: the kind of number, the text around it, and where it begins."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Lists:
    """The lists of a document with their running counts."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, number: str, depth: int) -> str:
        """Count one paragraph on and give the mark before it; '' for none."""
        levels = self.levels.get(number)
        if levels is None:
            return ""
        level = levels.get(depth, Level("bullet", "•"))
        if level.form == "bullet":
            return "•"
        counts = self.counts.setdefault(self.abstract.get(number, number), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [held for held in counts if held > depth]:
            del counts[deeper]
        if level.form == "none":
            return ""
        return _PLACE.sub(lambda place: _shown(levels, counts, int(place[1]) - 1), level.text)


def read_lists(root: Node | None) -> Lists:
    """Read the list definitions of a document."""
    lists = Lists()
    if root is None:
        return lists
    shapes = {
        shape.get("abstractNumId"): {
            _count(level.get("ilvl"), 0): _level(level) for level in shape.all("lvl")
        }
        for shape in root.all("abstractNum")
    }
    for number in root.all("num"):
        own = dict(shapes.get(number.value("abstractNumId"), {}))
        restarts = False
        for override in number.all("lvlOverride"):
            depth = _count(override.get("ilvl"), 0)
            given = override.first("lvl")
            began = override.value("startOverride")
            before = _level(given) if given else own.get(depth, Level())
            own[depth] = Level(before.form, before.text, _count(began, before.start))
            restarts = restarts or bool(began)
        key = number.get("numId")
        lists.levels[key] = own
        lists.abstract[key] = key if restarts else f"of {number.value('abstractNumId')}"
    return lists


def _level(node: Node) -> Level:
    return Level(
        node.value("numFmt") or "decimal",
        node.value("lvlText"),
        _count(node.value("start"), 1),
    )


def _count(words: str, usual: int) -> int:
    return int(words) if words.isdecimal() and len(words) < 6 else usual


def _shown(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth, Level())
    count = counts.get(depth, level.start)
    if level.form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if level.form == "upperLetter" else letters
    if level.form in ("lowerRoman", "upperRoman"):
        letters = _roman(count)
        return letters.upper() if level.form == "upperRoman" else letters
    return f"{count:02}" if level.form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        while count >= value and len(found) < 20:
            found += letters
            count -= value
    return found
