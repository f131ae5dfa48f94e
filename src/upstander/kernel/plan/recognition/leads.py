"""Who leads: several names in one cell, told apart without tearing a name in two."""

import re
from collections.abc import Collection, Iterable

from upstander.kernel.documents.tidy import word_set
from upstander.kernel.plan.interchange.text import distinct, one_line, sameness

_CUTS = re.compile(r"\s*(?:[;\n•|]|(?<!\d)/(?=\s)|(?<=\s)/|(?<=[A-Za-z)])/(?=[A-Z]))\s*")
_JOINED = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_EXPLAINED = re.compile(r"\s+[–—-]\s+|\s*:\s+")
_LABEL = re.compile(
    r"^(?:joint |co-?|lead )?(?:leads?|led by|lead (?:agency|officer|organisation)|owners?"
    r"|supported by|support|with|partners?)\s*:\s*",
    re.IGNORECASE,
)
# words of which departments are named: "Children, Schools and Families" is one of them
_DEPARTMENTS = word_set(
    "adult adults adult's children families schools learning lifelong health wellbeing well-being "
    "social care public community communities safety housing environment environmental "
    "regeneration growth place people corporate customer customers resources policy strategy "
    "strategic partnership partnerships performance communications culture leisure sport libraries "
    "equality equalities diversity inclusion engagement cohesion education early help skills "
    "employment planning transport street waste finance legal governance democratic hr human "
    "youth justice commissioning insight intelligence civic neighbourhood neighbourhoods young "
    "integration parks highways licensing digital technology innovation transformation economy "
    "economic development assets property repairs research protection regulatory enforcement "
    "parking tourism events"
)
# one name may end so: "Race and Equalities Council"
_BODY = re.compile(
    r"\b(?:council|board|partnership|service|services|group|team|unit|trust|forum|network|association|"
    r"office|department|committee|panel)$",
    re.IGNORECASE,
)
_SINGLE = word_set("police council probation schools libraries landlords")
LONGEST_RUN = 24
MOST_COMMAS = 8  # no name has more
_SMALL = word_set("the of for and to in on at all our most other local key with from by")


def split_leads(text: str, known: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the names in a cell; gives them, and the words among them that name nobody.

    What is `known` under its whole name stays whole.
    """
    whole = {sameness(name) for name in known}
    names: list[str] = []
    dropped: list[str] = []
    for piece in _CUTS.split(text):
        part = _LABEL.sub("", piece).strip(" .,;–-•*")
        if part:
            _read_part(part, whole, names, dropped)
    return distinct(names), tuple(dropped)


def _read_part(part: str, whole: set[str], names: list[str], dropped: list[str]) -> None:
    explained = _EXPLAINED.split(part, maxsplit=1)
    if len(explained) == 2 and sameness(part) not in whole:
        before = _listed(explained[0], whole)
        if before and _describes(before[-1]):
            dropped.append(before.pop())
            names += before
            names += _listed(explained[1], whole)
            return
    names += _listed(part, whole)


def known_apart(name: str, known: Collection[str]) -> list[str]:
    """Part names that a page has run together, where each of them stands alone elsewhere."""
    whole = {sameness(other): other for other in known if sameness(other) != sameness(name)}
    words = name.split()
    for cut in range(1, len(words) if len(words) <= LONGEST_RUN else 0):
        first = sameness(" ".join(words[:cut]))
        rest = " ".join(words[cut:])
        if first not in whole:
            continue
        if sameness(rest) in whole:
            return [" ".join(words[:cut]), rest]
        more = known_apart(rest, known)
        if len(more) > 1:
            return [" ".join(words[:cut]), *more]
    return [name]


def _describes(words: str) -> bool:
    """Tell a description such as "most prominent landlords" from a name."""
    first = words.split(maxsplit=1)[0] if words.split() else ""
    return first.islower() and len(words.split()) > 1


def _listed(part: str, whole: set[str]) -> list[str]:
    """Read "A, B and C"; an "and" in the middle of the list belongs to a name."""
    if sameness(part) in whole:
        return [one_line(part)]
    pieces = [piece.strip(" .") for piece in _commas(part)]
    pieces = _known_joined([piece for piece in pieces if piece], whole)
    if _is_department(pieces):
        return [", ".join(pieces)]
    found: list[str] = []
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        if sameness(piece) in whole:
            found.append(piece)
        elif _JOINED.search(piece) and not last and not piece.casefold().startswith("and "):
            _close_inner_list(found, piece, whole)
        elif _JOINED.search(piece):
            found += _last_piece(piece, found, whole)
        else:
            found.append(re.sub(r"^(?:and|&)\s+", "", piece, flags=re.IGNORECASE))
    return [one_line(name) for name in found if name]


def _commas(part: str) -> list[str]:
    """Cut at commas, but not within brackets."""
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(part):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0:
            pieces.append(part[start:place])
            start = place + 1
    return [*pieces, part[start:]]


def _known_joined(pieces: list[str], whole: set[str]) -> list[str]:
    found: list[str] = []
    start = 0
    while start < len(pieces):
        ends = (
            end
            for end in range(min(len(pieces), start + MOST_COMMAS), start + 1, -1)
            if sameness(", ".join(pieces[start:end])) in whole
        )
        end = next(ends, start + 1)
        found.append(", ".join(pieces[start:end]))
        start = end
    return found


def _is_department(pieces: list[str]) -> bool:
    """Tell whether a whole list is the name of one department."""
    words = [word.casefold() for piece in pieces for word in re.split(r"[\s&]+", piece) if word]
    telling = [word for word in words if word != "and"]
    joined = any(_JOINED.search(piece) for piece in pieces[-1:])
    return joined and len(telling) >= 2 and all(word in _DEPARTMENTS for word in telling)


def _close_inner_list(found: list[str], piece: str, whole: set[str]) -> None:
    """Put "Policy", "Strategy & Partnerships" together: an inner list ends with its "and"."""
    sides = _JOINED.split(piece, maxsplit=1)
    if (
        "&" not in piece
        and all(_is_name(side, whole) for side in sides)
        and sameness(sides[0]) in whole
    ):
        found += sides
        return
    inner = [piece]
    while (
        found
        and len(found[-1].split()) == 1
        and sameness(found[-1]) not in whole
        and found[-1].casefold() in _DEPARTMENTS
    ):
        inner.insert(0, found.pop())
    found.append(", ".join(inner))


def _last_piece(piece: str, found: list[str], whole: set[str]) -> list[str]:
    """Cut the last piece of a list at its "and", unless that stands within a name."""
    sides = [side.strip() for side in _JOINED.split(piece) if side.strip()]
    words = [word.casefold() for side in sides for word in side.split()]
    if all(word in _DEPARTMENTS for word in words) and not (
        found or any(sameness(s) in whole for s in sides)
    ):
        return [piece]
    by_word = not re.search(r"\s&\s", piece)
    listed = bool(found) and by_word and len(sides) == 2
    known = any(sameness(side) in whole for side in sides)
    described = by_word and len(sides) == 2 and _describes(sides[1])
    names = by_word and len(sides) == 2 and all(_is_name(side, whole) for side in sides)
    names = names or (len(sides) == 2 and all(map(_is_abbreviation, sides)))
    names = names or (len(sides) == 2 and _names_body(sides))
    one_body = _BODY.search(sides[-1]) and not _BODY.search(sides[0])
    names = names and not (one_body and sides[0].casefold() not in _SINGLE)
    return sides if listed or known or described or names else [piece]


def _is_abbreviation(words: str) -> bool:
    """Tell "TfL" or "CPS", which is a body of its own, from "HR", which may share a department."""
    signs = sum(sign.isupper() for sign in words)
    return words.isalpha() and 3 <= len(words) <= 6 and signs >= 2


def _names_body(sides: list[str]) -> bool:
    """Tell "Police and Housing": one of two single names is a body of its own."""
    return any(side.casefold() in _SINGLE for side in sides) and all(s[:1].isupper() for s in sides)


def _is_name(words: str, whole: set[str]) -> bool:
    """Tell a name that can stand alone: known, an abbreviation, or several capitalised words."""
    if sameness(words) in whole or re.fullmatch(r"[A-Z]{2,6}", words):
        return True
    parts = [part for part in words.split() if part.casefold() not in _SMALL]
    return (
        len(parts) >= 2
        and all(part[:1].isupper() for part in parts)
        and not all(part.casefold() in _DEPARTMENTS for part in parts)
    )


def plain_names(cells: Iterable[str]) -> set[str]:
    """Collect the names that stand alone in a cell somewhere, by which lists are told apart."""
    found = set()
    for text in cells:
        words = one_line(text).strip(" .")
        if words and len(words) <= 60 and not re.search(r"[,;/&:]|\band\b|\s[–—-]\s", words):
            found.add(words)
    return found
