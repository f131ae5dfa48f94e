"""Keeps up the columns by which lists ask: they say what the records say, and nothing else."""

from django.db.models import Min

from upstander.capabilities.centres.engine.attention import attention_on
from upstander.capabilities.centres.engine.standing import standing
from upstander.capabilities.centres.models import Centre, LivenessCheck
from upstander.capabilities.centres.reading import facts_of, state_of
from upstander.kernel.clock import now, today
from upstander.kernel.geography.boundaries import borders
from upstander.kernel.places.keeping import public_point

KEPT_UP = (
    *("trained_until", "seen_until", "check_due_on", "last_result", "publicity_due_on"),
    *("attention_on", "public_latitude", "public_longitude", "changed_at"),
)


def keep_up(centre: Centre) -> None:
    """Work the columns out anew, and save them; called by every change, in its transaction."""
    rows = Centre.objects.filter(pk=centre.pk)
    stood = standing(facts_of([centre], rows)[centre.pk], today())
    last = LivenessCheck.objects.filter(centre=centre, on__gte=centre.stage_since).first()
    shown = centre.publicity.filter(ended_on=None).aggregate(first=Min("review_on"))
    centre.trained_until, centre.seen_until = stood.trained_until, stood.seen_until
    centre.check_due_on = stood.check_due_on
    centre.last_result = last.result if last else ""
    centre.publicity_due_on = shown["first"]
    centre.attention_on = attention_on(state_of(centre))
    centre.public_latitude, centre.public_longitude = public_point(centre) or (None, None)
    centre.changed_at = now()
    centre.save(update_fields=list(KEPT_UP))


def place_anew() -> None:
    """Work out anew where centres stand in public: the file of borders may be another one."""
    if borders() is None:
        return
    moved = []
    for centre in Centre.objects.exclude(shown=Centre.Shown.REFERRAL).select_related("ward"):
        point = public_point(centre) or (None, None)
        if point != (centre.public_latitude, centre.public_longitude):
            centre.public_latitude, centre.public_longitude = point
            moved.append(centre)
    Centre.objects.bulk_update(moved, ["public_latitude", "public_longitude"], batch_size=500)
