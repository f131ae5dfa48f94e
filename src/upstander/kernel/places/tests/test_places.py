"""A place as everybody may know it, and the cover of wards: without a table, by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.utils.translation import override

from upstander.kernel.documents.report.model import Callout, Heading
from upstander.kernel.geography.boundaries import DRAWN_BY_US
from upstander.kernel.listing import Term
from upstander.kernel.places.coverage import Door, cover_wards, map_of_cover
from upstander.kernel.places.forms import PLACE_FIELDS, PlaceForm
from upstander.kernel.places.hours import calendars_of
from upstander.kernel.places.listing import listing_of
from upstander.kernel.places.models import Place
from upstander.kernel.places.poster import poster_of
from upstander.kernel.places.public import TOLD, place_of
from upstander.kernel.reference.hours import Session

NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)  # a Thursday
KEY = UUID("6f0c9f6e-6c5b-4b43-9d0c-0f9a5a1d2b3c")
SECRET = "Compass Street"


def rows(*made):
    return SimpleNamespace(all=lambda: list(made))


def a_place(**fields):
    opening = SimpleNamespace(
        session=Session(3, 540, 1020), valid_from=date(2024, 1, 1), valid_until=None
    )
    return SimpleNamespace(
        **{name: f"{name} of {SECRET}" for name in TOLD}
        | {"public_id": KEY, "public_address": "/places/x/", "kind_of_place": ("faith", "Mosque")}
        | {name: "yes" for name in ("step_free", "toilet", "hearing_loop", "quiet_room")}
        | {"youth_friendly": "no", "minimum_age": None, "bank_holidays": "closed"}
        | {"shown": "full", "ward": SimpleNamespace(title="Abbey"), "changed_at": NOON}
        | {"public_latitude": 51.4, "public_longitude": -0.2}
        | {"openings": rows(opening), "closures": rows()}
        | {"languages": rows(SimpleNamespace(code="ta"))}
        | fields
    )


def test_a_place_that_shows_itself_tells_its_name_its_hours_and_its_languages():
    told = place_of(a_place(), NOON)

    assert (told.name, told.kind, told.rough) == (f"name of {SECRET}", "Mosque", False)
    assert told.says == "Open until 5pm"
    assert [spoken.own for spoken in told.languages] == ["தமிழ்"]


@pytest.mark.parametrize("shown", [Place.Shown.AREA, Place.Shown.REFERRAL])
def test_whatever_does_not_show_itself_tells_its_ward_and_the_way_in_alone(shown):
    told = place_of(a_place(shown=shown), NOON)

    assert (told.name, told.rough, told.ward) == ("A place in Abbey", True, "Abbey")
    assert told.facts == ["Step-free", "Accessible toilet", "Hearing loop", "Quiet room"]
    assert SECRET not in repr(told)
    assert told.changed_at == datetime(2024, 11, 14, tzinfo=UTC)
    assert not any((told.kind, told.sort, told.languages, told.week, told.state))


def test_a_rough_place_has_no_spot_in_the_feed_and_says_how_to_learn_it():
    term = Term("Service", "trying", "Trying", "Trying.")
    words = {"name": "Report", "description": "They listen.", "terms": (term,)}

    rough = listing_of(place_of(a_place(shown="area"), NOON), **words)
    full = listing_of(place_of(a_place(), NOON), **words)

    assert (rough.spot, rough.hours, rough.languages) == (None, (), ())
    assert rough.description == "They listen. Where exactly is told by telephone."
    assert (full.spot.latitude, full.hours[0].days) == (51.4, ("TH",))


def test_a_sheet_leaves_out_the_headings_of_which_nothing_is_known():
    told = place_of(a_place(), NOON)
    words = {"on": NOON.date(), "kicker": "A place", "says": "They listen."}

    def headings(place):
        return [b.words for b in poster_of(place, **words).blocks if isinstance(b, Heading)]

    assert headings(told) == ["When you come in", "Opening hours", "Languages", "Getting in"]
    assert headings(replace(told, on_arrival="", languages=(), access=())) == ["Opening hours"]
    assert isinstance(poster_of(told, **words).blocks[-1], Callout)


@pytest.mark.django_db
def test_a_sheet_that_runs_from_right_to_left_keeps_numbers_to_call_in_their_order():
    told = replace(place_of(a_place(), NOON), phone="020 7946 0133")

    with override("ar"):
        sheet = poster_of(told, NOON.date(), kicker="A place", says="They listen.")
        closing = sheet.closing.sentence

    assert sheet.language == "ar"
    # the sign before it has a direction, and the digits go on in it
    assert sheet.facts[1].words == "\u200e020 7946 0133"
    assert "الخميس 14 نوفمبر 2024" in closing


def test_a_week_that_ends_and_the_one_after_it_are_two_calendars():
    ended, running = (
        SimpleNamespace(session=Session(0, 540, 600), valid_from=first, valid_until=last)
        for first, last in ((date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 7, 1), None))
    )

    found = calendars_of(a_place(), [running, ended], [])

    assert [(first, last) for first, last, _ in found] == [
        (date(2024, 1, 1), date(2024, 6, 30)),
        (date(2024, 7, 1), None),
    ]


def test_a_ward_is_covered_by_a_step_free_door_inside_or_within_twenty_minutes():
    wards = [("W1", "Near"), ("W2", "Far"), ("W3", "Inside")]
    metres = 1 / 111_195  # of latitude, in degrees
    middles = {"W1": (51.4 + 1200 * metres, -0.2), "W2": (51.4 + 1300 * metres, -0.2)}
    doors = [Door(1, "W3", (51.4, -0.2), step_free=True), Door(2, "W2", None, step_free=False)]

    near, far, inside = cover_wards(wards, middles, doors)

    assert [(ward.look, ward.minutes) for ward in (near, far)] == [("fair", 20), ("poor", 21)]
    assert (far.doors, far.step_free, far.nearest) == (1, 0, 1)
    assert (inside.look, inside.minutes) == ("good", None)


def test_a_map_of_cover_names_the_wards_without_a_door_and_there_is_none_without_borders(
    settings, db
):
    cover = cover_wards([("W1", "Far Away")], {}, [])
    assert map_of_cover(cover, "Cover") is None

    from upstander.kernel.reference.load import load_reference

    load_reference()
    settings.BOUNDARIES = DRAWN_BY_US
    assert "Hatched, without one in reach: Far Away." in map_of_cover(cover, "Cover").wide


def test_every_question_about_a_place_stands_on_its_form():
    names = {field.name for field in Place._meta.get_fields() if getattr(field, "editable", False)}

    assert names - set(PLACE_FIELDS) == {"name"}
    assert set(PlaceForm.base_fields) - set(PLACE_FIELDS) == {"hours", "languages"}
