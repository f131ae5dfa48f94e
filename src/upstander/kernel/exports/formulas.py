"""Text that a spreadsheet would run as a formula, made harmless and given back unharmed."""

import re

_RUNNABLE = re.compile(r"'*[=+\-@\t\r]")
_MADE_HARMLESS = re.compile(r"'+[=+\-@\t\r]")


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet might run.

    Text that already wears apostrophes before such a sign gets one more, so that `restore` gives
    back exactly what was written.
    """
    return f"'{text}" if _RUNNABLE.match(text) else text


def restore(text: str) -> str:
    """Take away the one apostrophe that `neutralise` put there."""
    return text[1:] if _MADE_HARMLESS.match(text) else text
