"""One record on its own page, and what happened to it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from upstander.kernel.access.roles import role_title
from upstander.kernel.audit.record import events_for
from upstander.kernel.records.columns import Column, shown
from upstander.kernel.records.page import RecordPage

RECENT = 5
MOST_EVENTS = 500


@dataclass(frozen=True)
class Fact:
    """One line of what a row of the trail kept."""

    name: str
    before: str
    after: str
    moved: bool


class DetailPage(RecordPage):
    """Shows one record and what happened to it of late."""

    page: ClassVar[str] = "detail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        record = self.find(pk)
        columns = [column for column in self.site.columns if column.detailed]
        facts = [(column, shown(column.read(record))) for column in columns]
        events = told(list(events_for(record)[:RECENT]), self.site.columns)
        return self.answer({"facts": facts, "events": events}, record)


class HistoryPage(RecordPage):
    """Shows everything that the trail says of one record."""

    page: ClassVar[str] = "history"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        record = self.find(pk)
        found = list(events_for(record)[: MOST_EVENTS + 1])
        events = told(found[:MOST_EVENTS], self.site.columns)
        return self.answer({"events": events, "more": len(found) > MOST_EVENTS}, record)


def told(events: list[Any], columns: tuple[Column, ...] = ()) -> list[dict[str, Any]]:
    """Tell rows of the trail in words: what, who, when, and before and after where kept."""
    titles = {column.name: column.title for column in columns}
    return [
        {
            "title": event.title,
            "who": event.actor_name,
            "moment": event.moment,
            "facts": _facts(event.facts, titles),
            "event": event,
        }
        for event in events
    ]


def facts_of(event: Any) -> list[Fact]:
    """Tell what one row of the trail kept."""
    return _facts(event.facts, {})


def _facts(detail: dict[str, Any], titles: dict[str, str]) -> list[Fact]:
    return [
        _fact(titles.get(name) or name.replace("_", " ").capitalize(), value)
        for name, value in _in_words(detail).items()
        if value not in (None, "", [])
    ]


def _in_words(detail: dict[str, Any]) -> dict[str, Any]:
    return detail | ({"role": role_title(str(detail["role"]))} if "role" in detail else {})


def _fact(name: str, value: Any) -> Fact:
    if isinstance(value, list) and len(value) == 2 and name != "Fields":
        return Fact(name, shown(value[0]), shown(value[1]), True)
    if isinstance(value, list):
        return Fact(name, "", ", ".join(shown(part).replace("_", " ") for part in value), False)
    return Fact(name, "", shown(value), False)
