"""Labels with what they label, in a row above the headings: "Objective | Be heard | Lead | Police"."""

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
    known = len(texts) % 2 == 0 and all(
        is_heading(label.rstrip(": ")) and (label.rstrip().endswith(":") or not is_heading(said))
        for label, said in pairs
    )
    roles = {role_of(label) for label, _ in pairs}
    return pairs if known and roles & {*_LEVELS, *OWN_SIDES, *_NUMBERS} else []


def place_card(view: View, place: Place) -> list[tuple[str, str]]:
    """Put what the labels say in its place; gives what has none."""
    left: list[tuple[str, str]] = []
    number = ""
    for label, said in card_pairs(view):
        role = role_of(label.rstrip(": "))
        if role in _NUMBERS:
            number = one_line(said)
        elif role in _LEVELS:
            _open(place, _LEVELS[role], _with_number(read_heading(one_line(said)), number), view)
            number = ""
        elif role in OWN_SIDES and place.objective is not None:
            place.objective.own.put(role, said, view.place)
            place.plan.said.add(f"objective.{role}")
        else:
            left.append((label, said))
    return [*left, *([("Number", number)] if number else [])]


def _with_number(heading: Heading, number: str) -> Heading:
    return Heading(heading.title, heading.number or number, heading.label)


def _open(place: Place, level: str, heading: Heading, view: View) -> None:
    if level == "theme":
        place.open_theme(heading, view.place)
    elif not place.under(heading):
        place.open_objective(heading, view.place)
