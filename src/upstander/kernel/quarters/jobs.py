"""What a quarter does by itself: reminders, and late figures. Asking again does no harm."""

from django.utils.timezone import localdate, localtime

from upstander.kernel.clock import now, today
from upstander.kernel.quarters.changes import ask_stand_ins, publish_what_is_over, remind
from upstander.kernel.quarters.ladder import Step, Waiting, step
from upstander.kernel.quarters.models import Review
from upstander.kernel.quarters.standing import Standing, standings
from upstander.kernel.quarters.states import ANSWERABLE

BY = "system:reminder ladder"
BY_FIGURES = "system:figures of a quarter"
FIRST_HOUR = 8  # nobody is written to at midnight


def remind_today() -> None:
    """Take today's step of the ladder for everybody who has not answered."""
    if localtime(now()).hour < FIRST_HOUR:
        return
    for review in Review.objects.filter(state__in=ANSWERABLE).select_related("plan"):
        known = standings(review)
        steps = {standing.asked.pk: _step(standing, known) for standing in known}
        late = [key for key, found in steps.items() if found == Step.REMIND]
        if late:
            remind(review, only=late, by=BY)
        silent = [key for key, found in steps.items() if found == Step.ASK_DEPUTY]
        if silent:
            ask_stand_ins(review, only=silent, by=BY)


def publish_late_figures() -> None:
    """Publish the figures of quarters that were adopted early, once they are over."""
    publish_what_is_over(by=BY_FIGURES)


def _step(standing: Standing, known: list[Standing]) -> Step:
    if standing.is_done:
        return Step.NOTHING
    asked = standing.asked
    found = step(
        Waiting(
            asked_on=localdate(asked.asked_at),
            answer_by=asked.review.answer_by,
            reminded_on=asked.reminded_on,
            deputy_asked=_is_stood_in_for(standing, known),
            stands_in=asked.stands_in,
        ),
        today(),
    )
    # a letter with a link that was taken back helps nobody; whoever stands in still can
    return Step.NOTHING if found == Step.REMIND and not standing.can_be_written_to else found


def _is_stood_in_for(standing: Standing, known: list[Standing]) -> bool:
    """Tell whether others were asked to stand in for all that is still open."""
    asked = {key for other in known if other.asked.stands_in for key in other.actions}
    return standing.open <= asked
