"""Choices in a form, of which one is ticked: "☐ Not started ☒ In progress ☐ Complete"."""

import re
from itertools import zip_longest

_TICKED, _EMPTY = "☑☒🗹🗷", "☐□◻"
_BOX = re.compile(rf"\[\s*[xX✓✔]\s*\]|\[\s*\]|[{_TICKED}{_EMPTY}]\ufe0f?")
LONGEST = 300  # no cell offers more
_BLANKS = " |,;/\n\t"


def choices(words: str) -> list[tuple[bool, str]]:
    """List the choices of a form, each with whether it is ticked; nothing where there is none.

    All boxes stand before their words, or all of them behind.
    """
    boxes = list(_BOX.finditer(words)) if len(words) <= LONGEST else []
    if not boxes:
        return []
    said = [part.strip(_BLANKS) for part in _BOX.split(words)]
    named = said[1:] if not said[0] else said[:-1]
    pairs = zip_longest(boxes, named, fillvalue="")
    return [(_is_ticked(box[0]), text) for box, text in pairs if box and text]


def _is_ticked(box: str) -> bool:
    return box[0] in _TICKED or (box[0] == "[" and bool(box.strip("[] ")))
