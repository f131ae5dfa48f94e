"""What centres put on the homes: the public one, and everybody's own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from upstander.capabilities.centres.models import Centre, Sector, Stage
from upstander.kernel.clock import today
from upstander.kernel.places.public import local_now, open_at

# the kinds that people know best, as a sentence names one of them
NAMED = {
    Sector.LIBRARY: _("a library"),
    Sector.SPORT: _("a sports club"),
    Sector.BARBER: _("a barber"),
    Sector.NAIL_BAR: _("a nail bar"),
    Sector.TAXI: _("a taxi office"),
    Sector.FAITH: _("a place of worship"),
    Sector.YOUTH: _("a youth centre"),
    Sector.HEALTH: _("a health centre"),
    Sector.COMMUNITY: _("a community centre"),
    Sector.SHOP: _("a café"),
}
MOST_NAMED = 4


def places() -> Mapping[str, Any]:
    """Count the places that are shown, the open ones, and name some kinds that there are."""
    shown = Centre.objects.in_public()
    named = shown.filter(shown=Centre.Shown.FULL)
    known = set(named.values_list("sector", flat=True).distinct().order_by())
    return {
        "count": shown.count(),
        "open": shown.filter(open_at(Centre, local_now())).count(),
        "kinds": [words for code, words in NAMED.items() if code in known][:MOST_NAMED],
    }


def standing(user: Any) -> Mapping[str, Any]:
    """Count for the home of whoever works here: live, shown in public, needing somebody."""
    seen, day = Centre.objects.visible_to(user), today()
    live = seen.filter(stage=Stage.LIVE)
    fit = live.filter(trained_until__gte=day, seen_until__gte=day).count()
    return {"live": live.count(), "fit": fit, "waiting": seen.needing_somebody(day).count()}
