"""What a part of the product declares that holds something on people, or sends it.

How it answers somebody who asks for their own data, how it lets go of it, what stops when somebody
takes a consent back, and whether a message may still leave.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """Whether a message may leave at this moment: it goes, waits until another, or never goes."""

    goes: bool = True
    until: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class MessageGate:
    """Asks, at the moment at which a message would leave, whether it still may.

    It is asked of every message about records of a label, inside the transaction that takes the
    message up; where it fails, the message waits.
    """

    about: str
    ask: Callable[[Any], Verdict]


@dataclass(frozen=True)
class Place:
    """Words in an answer that may speak of others, so that a person decides on them.

    `fact` is the heading under which they stand, `masks` what a machine would mask in them. The
    words are as they were written: they are for whoever decides, and stand in no answer.
    """

    name: str  # the record and the heading
    fact: str
    text: str = field(repr=False)
    masks: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Entry:
    """One record that is kept of a person, as it answers somebody who asks for their own data.

    `facts` are name and value, in words, with others masked already. `by_hand` says what a person
    has to look at before it is handed over.
    """

    title: str
    record: str
    facts: tuple[tuple[str, str], ...]
    by_hand: tuple[str, ...] = ()
    places: tuple[Place, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class PersonalRecords:
    """What one part of the product holds of a person, and how it lets go of it.

    `label` names the model. `gather` is asked with the person for what is kept of them; `erase`
    with the person, who does it and the ground, and destroys it; `stop` with the person and who
    took a consent back: it stops what waits to be shared in a way of its own, and says how much.
    Records with a protected part that point at the person by a key of their own are found without.
    """

    label: str
    gather: Callable[[Any], Sequence[Entry]]
    erase: Callable[[Any, Any, str], int]
    stop: Callable[[Any, Any], int] | None = None
