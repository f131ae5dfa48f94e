"""What another organisation's system may ask of us: declared once.

From one declaration come the check of what is sent, the OpenAPI document and the page for
developers, so they cannot say different things. Where it is served: `kernel/api`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]
USUAL = 256 * 1024  # bytes: all fields of a long form filled to their ends take less than half


@dataclass(frozen=True)
class TokenPurpose:
    """What a token is for, in words for whoever issues it; it opens nothing else.

    `under` are purposes of agreements: one of these has to be in force while the token is used.
    """

    code: str
    title: str
    sentence: str
    under: tuple[str, ...]


@dataclass(frozen=True)
class Holder:
    """An organisation's system, as the doors to records know who asks: nobody, of one body."""

    organisation: Any
    pk: int = 0  # no person, and no key of one
    is_active: bool = True
    roles: frozenset[str] = frozenset({"system"})

    def organisations_as(self, *roles: str) -> frozenset[int]:
        """Give the one organisation."""
        return frozenset({self.organisation.pk})


@dataclass(frozen=True)
class Call:
    """One request, once it is known who asks, and that it is as the document says.

    `seed` is a secret that is the same whenever the same request is sent again, and that nobody
    can work out without the token; "" where nothing is written. `until` is when we forget that;
    `again` says that the request was carried out before.
    """

    organisation: Any
    by: str  # as the trail names it
    keys: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict, repr=False)
    seed: str = field(default="", repr=False)
    until: datetime | None = None
    again: bool = False
    ready: Any = field(default=None, repr=False)  # what `prepare` made of the body


class NotThere(Exception):
    """What an operation was asked about does not exist for the organisation that asks."""


class Gone(Exception):
    """What an operation was asked about was this organisation's, and was erased."""


@dataclass(frozen=True)
class Operation:
    """One thing that may be asked.

    `path` lies under `/api/`; what stands in braces arrives in `keys`, each with its schema in
    `parts`. An operation with a `body` writes: it needs a key against doing it twice, and `run`
    makes the same from the same `seed`. `run` raises `NotThere`, `Gone` or `Refused`. What takes
    long is for `prepare`, which is given the body before anything is written. `largest` is how many
    bytes a body may have.
    """

    code: str
    title: str
    text: str
    method: str
    path: str
    purposes: tuple[TokenPurpose, ...]
    run: Callable[[Call], Json]
    answer: Json  # JSON Schema of what it gives
    example_answer: Json
    parts: Mapping[str, Json] = field(default_factory=dict)
    body: Callable[[], Json] | None = None  # JSON Schema of what is sent
    example: Json = field(default_factory=dict)
    status: int = 200
    prepare: Callable[[Json], Any] | None = None
    largest: int = USUAL

    @property
    def writes(self) -> bool:
        """Tell whether it changes anything."""
        return self.body is not None
