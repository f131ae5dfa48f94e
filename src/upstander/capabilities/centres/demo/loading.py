"""Tells the story of Merton's invented centres through the same changes as real work.

All places and people are invented; they stand in Merton's wards. Some have faded unseen, so that
the demonstration shows the alarm. `network.json` holds each centre's first facts, and then the
changes that it went through: the day, the name of the change, and what it was told.
"""

import json
import re
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.models import Centre
from upstander.kernel import clock
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.plan.changes import edit_item
from upstander.kernel.plan.models import Action
from upstander.kernel.reference.hours import read_week
from upstander.kernel.reference.models import Strand, Ward

BY = "system:demonstration"
STORY = Path(__file__).parent / "network.json"
POSTS = {
    "officer": ("Safer Merton", "Community Safety Officer"),
    "support": ("Safer Merton", "Victim Support Officer"),
    "inner": ("Inner Strength Network", "Network Coordinator"),
    "schools": ("Merton School Improvement", "Inclusion Adviser"),
}
YEAR_STARTS = date(2024, 4, 1)
# which measures show progress of which action: of those whose dates speak of centres already
TIED = {
    "5.2": ["centres.live_in_date", "centres.checks_passed"],
    "10.2": ["centres.for_the_young"],
    "19.2": ["centres.new_in_sectors"],
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@transaction.atomic
def load_network() -> None:
    """Load centres and targets."""
    if Centre.objects.exists() or not Post.objects.exists():
        return
    story = json.loads(STORY.read_text(encoding="utf-8"), object_hook=_with_days)
    for told in story["centres"]:
        _tell(told)
    with clock.set_to(_noon(YEAR_STARTS)):
        for sector, wanted, before in story["targets"]:
            day = date.fromisoformat(before)
            work.set_target(sector=sector, wanted=wanted, before=day, by=BY)
        for action in Action.objects.select_related("objective"):
            if action.reference in TIED:
                edit_item(action, measures=TIED[action.reference], by=BY)


def _with_days(told: dict[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value)
        if isinstance(value, str) and DAY.fullmatch(value)
        else value
        for name, value in told.items()
    }


def _tell(told: dict[str, Any]) -> None:
    facts = told["facts"]
    organisation, title = POSTS[facts["owner"]]
    held = Post.objects.select_related("holder", "organisation")
    post = held.get(organisation__name=organisation, title=title)
    by = post.holder or BY
    with clock.set_to(_noon(told["on"])):
        centre = centres.add_centre(by=by, **{**facts, **_looked_up(facts), "owner": post})
    people: dict[str, Any] = {}  # a name cannot be asked of the database
    for on, name, fields in told["then"]:
        with clock.set_to(_noon(date.fromisoformat(on))):
            made = _change(centre, name, dict(fields), people)(by=by)
        if name == "add_lead":
            people[fields["name"]] = made


def _looked_up(facts: dict[str, Any]) -> dict[str, Any]:
    strands = Strand.objects.current().filter(code__in=facts.get("strands", []))
    return {
        "ward": Ward.objects.current().get(title=facts["ward"]),
        "organisation": Organisation.objects.filter(name=facts.get("organisation")).first(),
        "strands": list(strands),
        "hours": read_week(facts.get("hours", "")),
    }


def _change(centre: Centre, name: str, fields: dict[str, Any], people: dict[str, Any]) -> Any:
    change = getattr(work, name, None) or getattr(centres, name)
    about = people[fields.pop("lead")] if "lead" in fields else centre
    return partial(change, about, **fields)


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=timezone.get_current_timezone())
