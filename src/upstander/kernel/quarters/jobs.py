"""What a quarter does by itself: the reminder ladder, once a day."""

from django.utils.timezone import localdate

from upstander.kernel.clock import today
from upstander.kernel.quarters.changes import ask_stand_ins, remind
from upstander.kernel.quarters.ladder import Step, Waiting, step
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.standing import Standing, standings
from upstander.kernel.quarters.states import ANSWERABLE

BY = "system:reminder ladder"


def remind_today() -> None:
    """Take today's step of the ladder for everybody who has not answered."""
    for review in Review.objects.filter(state__in=ANSWERABLE).select_related("plan"):
        known = standings(review)
        steps = [(standing, _step(standing, known)) for standing in known if not standing.is_done]
        late = [standing.asked for standing, found in steps if found == Step.REMIND]
        if late:
            remind(late, by=BY)
        for standing, found in steps:
            if found == Step.ASK_DEPUTY:
                ask_stand_ins(standing.asked, by=BY)


def _step(standing: Standing, known: list[Standing]) -> Step:
    asked = standing.asked
    if asked.revoked_at is not None:
        return Step.NOTHING
    return step(
        Waiting(
            asked_on=localdate(asked.asked_at),
            answer_by=asked.review.answer_by,
            reminded_on=asked.reminded_on,
            deputy_asked=_has_stand_in(standing, known),
            stands_in=asked.stands_in,
        ),
        today(),
    )


def _has_stand_in(standing: Standing, known: list[Standing]) -> bool:
    """Tell whether somebody else was asked to stand in for everything that is still open."""
    still_open = set(standing.actions) - standing.answered
    return any(
        other.asked.stands_in and still_open <= set(other.actions)
        for other in known
        if other.asked.pk != standing.asked.pk
    )
