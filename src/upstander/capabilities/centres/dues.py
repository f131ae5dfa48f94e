"""What the network of centres asks of whom: checks, lapsed training, prospects that stand still.

Everything that falls due is told here; whatever sends letters reads it, so a letter never says
more than the page.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from upstander.capabilities.centres.engine.attention import AHEAD
from upstander.capabilities.centres.models import Centre, Lead, Stage
from upstander.capabilities.centres.reading import needs
from upstander.kernel.access.check import may
from upstander.kernel.figures import Period, State
from upstander.kernel.registry import DueItem, counts_about

LABEL = "centres.centre"
QUIET = timedelta(days=183)
MOST = 200


def due_from_centres(user: Any, on: date) -> list[DueItem]:
    """List what waits for whoever looks after centres, by post; a vacant post's go to the lead."""
    if not may(user, "centres.change"):
        return []
    mine = looked_after_by(user)
    items = [
        item for centre in mine.needing_somebody(on + AHEAD)[:MOST] for item in _of(centre, on)
    ]
    return [*items, *_left(mine, on), *_quiet(mine, on)]


def looked_after_by(user: Any) -> Any:
    """Give the centres that a person answers for."""
    own = Q(owner__holder=user)
    if "strategic_lead" in user.roles:
        own |= Q(owner=None) | Q(owner__holder=None)
    return Centre.objects.visible_to(user).filter(own)


def _of(centre: Centre, on: date) -> Iterator[DueItem]:
    for matter in needs(centre, on + AHEAD):
        yield DueItem(centre.name, f"{matter.words}.", matter.on, address_of(centre), matter.kind)


def _left(mine: QuerySet[Centre], on: date) -> Iterator[DueItem]:
    """Tell of live centres that somebody has left of late, while one person alone is there."""
    live = mine.filter(stage=Stage.LIVE).order_by()
    of_late = Lead.objects.filter(left_on__lte=on, left_on__gt=on - AHEAD, centre__in=live)
    gone = dict(of_late.order_by("left_on").values_list("centre", "left_on"))
    there = Counter(
        Lead.objects.active(on).filter(centre__in=gone).values_list("centre", flat=True)
    )
    alone = [key for key in gone if there[key] == 1]
    for centre in mine.filter(pk__in=alone[:MOST]):
        why = "Somebody who took reports has left: of two who should be there, one is."
        yield DueItem(centre.name, why, gone[centre.pk], address_of(centre), "left")


def _quiet(mine: QuerySet[Centre], on: date) -> Iterator[DueItem]:
    """Tell of live centres that took no report for half a year, where anybody counts reports."""
    asked = counts_about(LABEL, "reports_taken")
    live = list(mine.filter(stage=Stage.LIVE, stage_since__lte=on - QUIET)) if asked else []
    for ask in asked:
        told = ask.count([centre.pk for centre in live], Period(on - QUIET, on))
        for centre in live:
            if centre.pk in told and told[centre.pk].state == State.ZERO:
                why = f"No report was taken there in {QUIET.days} days: ask how it goes."
                yield DueItem(centre.name, why, on, address_of(centre), "quiet")


def address_of(centre: Centre) -> str:
    """Give the address of a centre's page."""
    return reverse("centres:places_detail", args=[centre.pk])
