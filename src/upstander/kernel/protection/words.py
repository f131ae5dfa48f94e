"""Rows of reading in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from upstander.kernel.access.declared import all_purposes
from upstander.kernel.access.watching.explain import in_words
from upstander.kernel.guards import CATEGORIES
from upstander.kernel.vault.sensitivity import TITLES

MOST_NAMED = 3
THROUGH = {
    "own": "their own organisation’s record",
    "role": "what their role looks after",
    "agreement": "an agreement",
    "urgent": "kept open for 72 hours",
    "break_glass": "the glass was broken",
    "review": "review of urgent access",
    "system": "the product’s own work",
}
PAGES = {
    "list": "a list",
    "detail": "its page",
    "edit": "the form to change it",
    "export": "a file",
    "file": "a file that belongs to it",
    "review": "its review",
    "search": "a search",
    "withdrawal": "an agreement taken back",
}


@dataclass(frozen=True)
class Told:
    """One row of reading, for a page."""

    moment: datetime
    actor: str
    who: str
    records: str
    people: str
    categories: str
    classes: str
    purpose: str
    through: str
    page: str
    sequence: int


def tell(event: Any) -> Told:
    """Say what a row of reading says."""
    facts = event.facts
    purposes = all_purposes()
    named = (purposes.get(code) for code in str(facts.get("purpose", "")).split("+"))
    return Told(
        moment=event.moment,
        actor=event.actor,
        who=event.actor_name,
        records=_listed(facts.get("records", [])),
        people=_listed(facts.get("people", [])),
        categories=_in_order(facts.get("categories", [])),
        classes=", ".join(str(TITLES.get(code, code)) for code in facts.get("classes", [])),
        purpose=", ".join(each.title for each in named if each) or "Review",
        through=", ".join(THROUGH.get(code, code) for code in facts.get("through", [])),
        page=PAGES.get(facts.get("page", ""), facts.get("page", "")),
        sequence=event.sequence,
    )


def _listed(keys: list[str]) -> str:
    shown = [in_words(key) for key in keys[:MOST_NAMED]]
    more = len(keys) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _in_order(codes: list[str]) -> str:
    """Name categories, who it is before what happened."""
    known = [title for code, title in CATEGORIES.items() if code in codes]
    return ", ".join([*known[:1], *(title[:1].lower() + title[1:] for title in known[1:])])
