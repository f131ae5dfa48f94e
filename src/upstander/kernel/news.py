"""What a part of the product tells the others: what happened, and what needs talking about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NewsItem:
    """One thing that happened, as it may be told to everybody who works here: no person, no case.

    `heading` is the line under which it stands with others of its sort, such as "New evidence".
    """

    on: date
    heading: str
    title: str
    url: str


@dataclass(frozen=True)
class Matter:
    """Something that a meeting should talk about.

    `source` names what it is about, so that it comes up once; `heading` says why it comes up.
    Lower `order` comes earlier. `minutes` is how long it usually takes.
    """

    source: str
    heading: str
    title: str
    text: str = ""
    url: str = ""
    presenter: str = ""
    minutes: int = 5
    order: int = 50
