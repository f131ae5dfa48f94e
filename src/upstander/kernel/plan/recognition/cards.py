"""Labels with what they label, in a row above the headings: "Objective | Be heard"."""

from upstander.kernel.plan.interchange.text import one_line
from upstander.kernel.plan.recognition.headings import Heading, read_heading
from upstander.kernel.plan.recognition.place import Place
from upstander.kernel.plan.recognition.views import View
from upstander.kernel.plan.recognition.vocabulary import OWN_SIDES, is_heading, role_of

_LEVELS = {"theme": "theme", "objective": "objective", "outcome": "objective"}
_NUMBERS = ("number", "theme.number", "objective.number")


def card_pairs(view: View) -> list[tuple[str, str]]:
    """Read a row as labels and what they label; [] where it is none."""
    texts = [cell.text for cell in view.filled]
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    labelled = len(texts) % 2 == 0 and all(_is_label(label) for label, _ in pairs)
    marked = all(label.rstrip().endswith(":") for label, _ in pairs)
    if not labelled or not (marked or _say_something(pairs)):
        return []
    roles = [role_of(label.rstrip(": ")) for label, _ in pairs]
    known = {*_LEVELS, *OWN_SIDES, *_NUMBERS}.intersection(roles)
    return pairs if known and len(set(roles)) == len(roles) else []


def _say_something(pairs: list[tuple[str, str]]) -> bool:
    """Tell labels with what they label from a row of headings, which says nothing yet."""
    if len(pairs) == 1:
        return not is_heading(pairs[0][1])
    return any(read_heading(said).number for _, said in pairs)


def _is_label(text: str) -> bool:
    words = text.rstrip(": ")
    return is_heading(words) and len(words.split()) <= 4


def place_card(view: View, place: Place) -> list[tuple[str, str]]:
    """Put what the labels say in its place; gives what has none."""
    left: list[tuple[str, str]] = []
    number = ""
    for label, said in card_pairs(view):
        role = role_of(label.rstrip(": "))
        if role in (*_NUMBERS, *_LEVELS, *OWN_SIDES):
            place.plan.consumed.append(label)
        if role in _NUMBERS:
            number = one_line(said)
        elif role in _LEVELS:
            _open(place, _LEVELS[role], _with_number(read_heading(one_line(said)), number), view)
            number = ""
        elif role in OWN_SIDES:
            place.put_side(role, said, view.place, label)
        else:
            left.append((label, said))
    return [*left, *([("Number", number)] if number else [])]


def _with_number(heading: Heading, number: str) -> Heading:
    return Heading(heading.title, heading.number or number, heading.label)


def _open(place: Place, level: str, heading: Heading, view: View) -> None:
    if level == "theme":
        place.open_theme(heading, view.place)
    elif not place.under(heading):
        ahead, place.ahead = place.ahead, []
        place.open_objective(heading, view.place)
        for name, words, where, label in ahead:
            place.put_side(name, words, where, label)
