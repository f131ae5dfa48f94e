"""What it is to hand a message over, and how that may go wrong.

An outcome is told by a class or a number, never in words: what a mail server answers may quote an
address or a subject, so nothing of it is kept.
"""

from typing import Protocol

from upstander.kernel.outbox.letters import Letter


class HandOver(Protocol):
    """Gives one letter away and says where it went; raises an outcome where it could not."""

    def __call__(self, letter: Letter, *, unsure: bool) -> str:
        """Hand over. `unsure` says that an earlier try may have succeeded."""


class NotHandedOver(Exception):
    """A message was not taken, as far as we know; `unsure` says that it may have been."""

    def __init__(self, result: str, *, unsure: bool = False) -> None:
        """Keep what is written down of it."""
        super().__init__(result)
        self.result = result[:80]
        self.unsure = unsure


class Unreached(NotHandedOver):
    """The service does not answer or will have nothing from us: no message would get through."""


class Later(NotHandedOver):
    """The service will not take this message now, but may later."""


class Never(NotHandedOver):
    """The service will not take this message, now or later: an address that does not exist."""
