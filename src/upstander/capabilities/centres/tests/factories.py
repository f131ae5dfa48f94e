"""Centres for tests, made through the same changes as real work."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.models import Centre, Stage
from upstander.kernel.people.models import Organisation, Post
from upstander.kernel.reference.hours import read_week
from upstander.kernel.reference.models import Ward
from upstander.kernel.testing.people import post

BY = "system:tests"
OPEN = "Monday to Friday 9am to 5pm"
AGREED, TRAINED, LIVE = date(2024, 8, 1), date(2024, 8, 20), date(2024, 9, 2)
_numbers = count(1)


def some_post(organisation: Organisation | None = None) -> Post:
    """Make a post that looks after centres."""
    return post(body=organisation)


def some_ward(title: str = "Abbey", code: str = "E05013810") -> Ward:
    """Make a ward, or give the one of that code."""
    return Ward.objects.get_or_create(code=code, valid_until=None, defaults={"title": title})[0]


def centre(name: str = "", **fields: Any) -> Centre:
    """Make an idea of a centre."""
    number = next(_numbers)
    owner = fields.pop("owner", None) or some_post()
    fields.setdefault("ward", some_ward())
    return centres.add_centre(
        name=name or f"Centre {number}",
        sector=fields.pop("sector", "library"),
        owner=owner,
        by=BY,
        **fields,
    )


def live_centre(name: str = "", **fields: Any) -> Centre:
    """Make a centre that is live since September, trained in August, and open on weekdays."""
    fields = {"shown": "full", "agreed_on": AGREED, "hours": read_week(OPEN)} | fields
    made_here = centre(name, stage=Stage.LIVE, since=fields.pop("since", LIVE), **fields)
    made_here.openings.update(valid_from=AGREED)
    work.add_lead(made_here, name="Ada Lovelace-Kent", trained_on=TRAINED, by=BY)
    return made_here


def moving(to: str, **fields: Any) -> Callable[[Centre], Centre]:
    """Give a step to be taken."""
    return lambda centre: centres.move_centre(
        centre, to=to, reason="It went well.", by=BY, **fields
    )
