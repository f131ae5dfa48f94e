"""What stands in the place of a value that nobody opened."""

from typing import Any

HIDDEN = "[protected]"
ERASED = "[erased]"


class Masked(str):
    """The words in place of a value. It never held the value, so nothing can get it out of it.

    Being text, it shows the same in a page, a log, JSON, a pickle and the page of an error.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


MASK, ERASED_MASK = Masked(HIDDEN), Masked(ERASED)


def is_mask(value: Any) -> bool:
    """Tell whether a value is only what stands in place of one, also after a trip by form."""
    return isinstance(value, str) and value in (HIDDEN, ERASED)
