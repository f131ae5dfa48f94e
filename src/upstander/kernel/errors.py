"""The errors that a person is meant to read."""

from collections.abc import Sequence


class Refused(Exception):
    """A request that the product turns down, with a sentence that says what to do.

    Pages show the sentence, the command prints it and exits 2, the log names only the class:
    so the sentence may speak of a record, but never quotes personal data.
    """

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        """Keep the sentence and, where several things are wrong, one line for each."""
        super().__init__(message)
        self.message = message
        self.details = tuple(details)
