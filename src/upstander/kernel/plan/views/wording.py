"""Changes of the plan in words, and where each of its items stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from upstander.kernel.plan.between import lead_words
from upstander.kernel.plan.standing import ActionRead, LeadRead, ObjectiveRead, PlanRead, ThemeRead
from upstander.kernel.plan.status import Cadence
from upstander.kernel.registry import all_measures

FIELDS = {
    "number": "Number",
    "title": "Title",
    "aim": "Aim",
    "text": "Wording",
    "short_title": "Short title",
    "cadence": "How often",
    "due": "Due",
    "leads": "Leads",
    "measures": "Measures",
}
LONGEST = 60  # of a value that a one-line sentence quotes


@dataclass(frozen=True)
class Place:
    """What an item is called, and its page."""

    reference: str
    title: str
    url: str


def place_of(item: ThemeRead | ObjectiveRead | ActionRead) -> Place:
    """Find what a theme, objective or action is called, and its page."""
    if isinstance(item, ActionRead):
        return Place(item.reference, item.title, reverse("plan:action", args=[item.pk]))
    if isinstance(item, ObjectiveRead):
        return Place(item.number, item.title, reverse("plan:objective", args=[item.pk]))
    listed = f"{reverse('plan:actions')}?theme={item.number}"
    return Place(f"Theme {item.number}", item.title, listed)


def places_of(read: PlanRead) -> dict[str, Place]:
    """Give the place of every item by the name that edits call it by."""
    places = {f"plan.theme:{theme.pk}": place_of(theme) for theme in read.themes}
    for objective in read.objectives:
        places[f"plan.objective:{objective.pk}"] = place_of(objective)
        places |= {f"plan.action:{action.pk}": place_of(action) for action in objective.actions}
    return places


def value_in_words(field: str, value: Any) -> str:
    """Write what stood, or stands, in a field."""
    if value in (None, "", [], ()):
        return "nothing"
    if field == "cadence":
        return str(Cadence(value).label) if value in Cadence.values else str(value)
    if field == "leads" and not isinstance(value, str):
        return lead_words(tuple(LeadRead(**lead) for lead in value))
    if field == "measures":
        titles = {measure.code: measure.title for measure in all_measures()}
        return ", ".join(titles.get(code, code) for code in value)
    if field == "due":
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return f"{day.day} {day:%B %Y}"
    return str(value)


def edit_in_words(field: str, before: Any, after: Any) -> str:
    """Say in one line what was edited; long wordings are only named."""
    name = FIELDS.get(field, field)
    was, now = value_in_words(field, before), value_in_words(field, after)
    if max(len(was), len(now)) > LONGEST:
        return f"{name} changed"
    return f"{name}: {was} became {now}"
