"""A name typed by mistake about a centre goes out of everything that is kept of it."""

from datetime import timedelta

from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.models import Centre, Closure, LivenessCheck, Move
from upstander.capabilities.centres.tests.factories import centre
from upstander.kernel.clock import today
from upstander.kernel.plan.redaction import INSTEAD, Why, Words, places
from upstander.kernel.quarters.changes import redact_words

NAME = "Zoë Marlowe"


def test_a_name_goes_out_of_notes_checks_moves_and_days_that_it_is_shut(lead, wards):
    made, later = centre(), today() + timedelta(days=7)
    centres.update_centre(made, notes=f"Ask for {NAME}.\n{NAME} knows.", by=lead)
    work.shut_for(made, first=today(), last=later, why=f"{NAME} is away", by=lead)
    work.record_check(
        made,
        kind="visit",
        result="nobody",
        note=f"{NAME} was out",
        follow_up=f"Ring {NAME}",
        follow_up_on=later,
        by=lead,
    )
    Move.objects.filter(centre=made).update(reason=f"{NAME} asked for it.")
    assert len(places(Words(NAME))) == 5

    redact_words(Words(NAME), why=Why.NAMED, by=lead)

    check = LivenessCheck.objects.get()
    assert Centre.objects.get().notes == f"Ask for {INSTEAD}.\n{INSTEAD} knows."
    assert Closure.objects.get().why == f"{INSTEAD} is away"
    assert (check.note, check.follow_up) == (f"{INSTEAD} was out", f"Ring {INSTEAD}")
    assert {move.reason for move in Move.objects.all()} == {f"{INSTEAD} asked for it."}
    assert places(Words(NAME)) == []
