"""What happens to a centre: each change is whole, says who and why, and refuses what is wrong."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from upstander.capabilities.centres.changes import centres, work
from upstander.capabilities.centres.changes.upkeep import place_anew
from upstander.capabilities.centres.models import Centre, Move, Stage
from upstander.capabilities.centres.policies import MOVES, NotYet
from upstander.capabilities.centres.tests.factories import (
    BY,
    centre,
    live_centre,
    moving,
    some_post,
    some_ward,
)
from upstander.kernel.audit.record import events_for
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.geography import demonstrate
from upstander.kernel.geography.boundaries import DRAWN_BY_US, borders
from upstander.kernel.reference.hours import read_week

pytestmark = pytest.mark.django_db


def test_a_prospect_goes_from_idea_to_live_step_by_step(lead):
    barber = centre("Kite & Comb", sector="barber")

    for step in (moving("contacted"), moving("visited")):
        step(barber)
    centres.update_centre(barber, agreed_on=today(), hours=read_week("Mon 9am to 5pm"), by=lead)
    moving("agreed")(barber)
    work.add_lead(barber, name="Faisal Demirci", trained_on=today(), by=lead)
    for step in (moving("trained"), moving("live")):
        step(barber)

    assert Centre.objects.get(pk=barber.pk).stage == Stage.LIVE
    assert [move.to_stage for move in barber.moves.all()] == [
        *("live", "trained", "agreed", "visited", "contacted", "idea")
    ]
    assert events_for(barber)[0].kind == "centres.moved"
    assert events_for(barber)[0].facts == {"stage": ["trained", "live"], "on": "2024-11-14"}


def test_a_step_keeps_its_reason_and_who_looks_after_the_centre_from_then_on(lead):
    prospect, next_owner = centre(), some_post()

    centres.move_centre(
        prospect, to="contacted", reason="The owner rang.", owner=next_owner, by=lead
    )

    move = prospect.moves.first()
    assert (move.reason, move.owner, move.by_name) == ("The owner rang.", next_owner, str(lead))
    assert Centre.objects.get(pk=prospect.pk).owner == next_owner


@pytest.mark.parametrize(
    ("stage", "to", "missing"),
    [
        ("visited", "agreed", "an agreement that is signed"),
        ("agreed", "trained", "a lead trained in the last 12 months"),
        ("trained", "live", "opening hours"),
        ("idea", "live", "does not go from Idea to Live in one step"),
    ],
)
def test_a_step_says_what_the_centre_still_lacks(stage, to, missing):
    prospect = centre(stage=stage)

    with pytest.raises(NotYet, match=missing):
        moving(to)(prospect)
    assert Centre.objects.get(pk=prospect.pk).stage == stage


def test_every_stage_can_be_left_and_only_for_another():
    assert set(MOVES) == set(Stage)
    assert all(steps and stage not in steps for stage, steps in MOVES.items())


@pytest.mark.parametrize("days", [1, -400])
def test_a_step_is_not_dated_into_the_future_or_before_the_one_that_it_follows(days):
    with pytest.raises(Refused, match="between the last step and today"):
        moving("contacted", on=today() + timedelta(days=days))(centre(since=date(2024, 1, 1)))


def test_a_step_without_its_row_in_the_trail_is_not_taken(monkeypatch):
    prospect = centre()
    monkeypatch.setattr(centres, "record", lambda *args, **detail: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        moving("contacted")(prospect)

    assert Centre.objects.get(pk=prospect.pk).stage == Stage.IDEA
    assert Move.objects.filter(centre=prospect).count() == 1


def test_a_step_is_never_taken_out_of_the_history():
    with pytest.raises(TypeError):
        centre().moves.first().delete()


def test_what_is_taken_over_as_it_is_shows_at_once_what_it_lacks():
    old = centre(stage="live", since=date(2024, 9, 2), shown="full")

    assert old.trained_until is None
    assert old.attention_on == date(2024, 9, 2)
    assert not Centre.objects.in_public().filter(pk=old.pk).exists()


def test_two_centres_do_not_bear_one_name():
    centre("Rowan Lane Library")

    with pytest.raises(ValidationError):
        centre("Rowan Lane Library")


# ---- what the public is told ---------------------------------------------------------------------


def test_whoever_kept_the_old_address_finds_nothing_once_a_centre_shows_itself_otherwise():
    place = live_centre()
    before = place.public_id

    centres.update_centre(place, shown="area", by=BY)

    assert Centre.objects.get(pk=place.pk).public_id != before


@pytest.mark.parametrize(
    "words", ["Ask for Faisal.", "FAISAL is at the till", "Mr Demirci will see you"]
)
def test_words_for_everybody_do_not_name_who_works_there(words):
    place = live_centre()
    work.add_lead(place, name="Faisal Demirci", by=BY)

    with pytest.raises(centres.NamesSomebody):
        centres.update_centre(place, on_arrival=words, by=BY)


def test_nobody_is_added_whom_the_public_words_name_already():
    place = live_centre(on_arrival="Ask for Faisal.")

    with pytest.raises(centres.NamesSomebody):
        work.add_lead(place, name="Faisal Demirci", by=BY)
    assert place.leads.count() == 1


def test_a_place_gets_its_ward_from_where_it_is_and_its_place_from_its_postcode(drawn):
    demonstrate.load()
    from upstander.kernel.geography.models import Place

    Place.objects.create(
        kind="postcode", name="CR4 9ZZ", folded="cr49zz", latitude=51.4085, longitude=-0.1555
    )

    placed = centre(ward=None, latitude=51.432, longitude=-0.233)
    posted = centre(ward=None, postcode="cr4 9zz")

    assert placed.ward.title == "Village"
    assert (posted.latitude, posted.ward.title) == (51.4085, "Figge's Marsh")


def test_of_a_place_that_shows_its_area_alone_even_distances_start_from_the_ward(drawn):
    where = {"latitude": 51.4185, "longitude": -0.1915, "ward": some_ward()}
    shown, rough, hidden = (live_centre(shown=how, **where) for how in ("full", "area", "referral"))

    assert (shown.public_latitude, shown.public_longitude) == (51.4185, -0.1915)
    assert (rough.public_latitude, rough.public_longitude) != (51.4185, -0.1915)
    assert hidden.public_latitude is None


def test_places_find_their_ward_once_somebody_gives_its_borders(settings, wards):
    where = {"latitude": 51.4185, "longitude": -0.1915, "ward": some_ward()}
    places = [live_centre(shown=how, **where) for how in ("full", "area", "referral")]
    before = [place.changed_at for place in places]

    place_anew()
    assert [_stands(place) for place in places] == [(51.4185, -0.1915), None, None]
    settings.BOUNDARIES = DRAWN_BY_US
    place_anew()

    middle = borders().named(some_ward().code).middle
    assert [_stands(place) for place in places] == [(51.4185, -0.1915), middle, None]
    assert [place.changed_at for place in places] == before


def _stands(place):
    place.refresh_from_db()
    known = place.public_latitude is not None
    return (place.public_latitude, place.public_longitude) if known else None


# ---- what keeps it alive -------------------------------------------------------------------------


def test_a_check_that_failed_takes_the_place_off_the_public_list_until_one_passes():
    place = live_centre()
    assert Centre.objects.in_public().get() == place

    again = today() + timedelta(days=14)
    work.record_check(
        place,
        kind="mystery",
        result="nobody",
        follow_up="Train two more.",
        follow_up_on=again,
        by=BY,
    )
    assert not Centre.objects.in_public().exists()
    assert (place.check_due_on, place.attention_on) == (again, again)

    work.record_check(place, kind="visit", result="passed", by=BY)
    assert Centre.objects.in_public().get() == place
    assert place.checks.first().due_on == again
    assert events_for(place)[0].facts == {
        "kind": "visit",
        "on": "2024-11-14",
        "result": "passed",
    }


def test_a_check_that_failed_says_what_follows():
    with pytest.raises(Refused, match="what follows and by when"):
        work.record_check(live_centre(), kind="call", result="silent", by=BY)


def test_what_follows_a_failed_check_comes_after_it():
    past = {"follow_up": "Ring.", "follow_up_on": today() - timedelta(days=1), "by": BY}

    with pytest.raises(Refused, match="comes after the check"):
        work.record_check(live_centre(), kind="call", result="silent", **past)


def test_when_the_last_trained_person_leaves_the_alarm_names_that_day():
    place = live_centre()

    work.lead_leaves(place.leads.get(), by=BY)

    fresh = Centre.objects.get(pk=place.pk)
    assert fresh.trained_until == today() - timedelta(days=1)
    assert fresh.attention_on == today() - timedelta(days=1)
    assert not Centre.objects.in_public().exists()


def test_whoever_has_left_is_not_trained_any_more():
    person = work.lead_leaves(live_centre().leads.get(), by=BY)

    with pytest.raises(Refused, match="left the centre"):
        work.train_lead(person, by=BY)


@pytest.mark.parametrize("change", [work.train_lead, work.lead_leaves])
def test_nothing_is_written_down_before_it_happened(change):
    with pytest.raises(Refused, match="not come yet"):
        change(live_centre().leads.get(), on=today() + timedelta(days=1), by=BY)


def test_a_new_week_holds_from_its_day_and_the_old_one_stays_on_record():
    place = live_centre()
    new_year = date(2025, 1, 1)

    work.set_hours(place, hours=read_week("Sat 10am to 1pm"), first=new_year, by=BY)

    ended = place.openings.exclude(valid_until=None)
    assert {row.valid_until for row in ended} == {date(2024, 12, 31)}
    assert place.openings.get(valid_until=None).weekday == 5


def test_the_same_week_again_is_no_change():
    place = live_centre()
    rows = events_for(place).count()

    work.set_hours(place, hours=read_week("Mon to Fri 9am to 5pm"), by=BY)

    assert events_for(place).count() == rows


def test_a_poster_replaces_its_like_and_asks_to_be_looked_at():
    place = live_centre()
    given = {"kind": "poster", "review_on": today() + timedelta(days=30), "by": BY}

    work.give_publicity(place, **given)
    work.give_publicity(place, language="ta", **given)
    latest = work.give_publicity(place, **given | {"review_on": today() + timedelta(days=90)})

    running = place.publicity.filter(ended_on=None)
    assert running.count() == 2
    assert latest in running
    assert place.publicity_due_on == today() + timedelta(days=30)


def test_answers_to_the_standard_are_kept_but_for_what_was_not_asked():
    place = live_centre()

    work.answer_standard(
        place,
        answers={"consent": True, "complaints": False, "support": None, "agreement": True},
        by=BY,
    )

    assert {row.item: row.met for row in place.answers.all()} == {
        "consent": True,
        "complaints": False,
    }


def test_a_target_is_set_once_for_a_day_and_may_be_changed():
    told = {"sector": "barber", "before": date(2025, 3, 31), "by": BY}

    work.set_target(wanted=2, **told)
    target = work.set_target(wanted=3, **told)

    assert (target.wanted, type(target).objects.count()) == (3, 1)
