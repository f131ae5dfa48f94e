"""Due days as a calendar that keeps to the standard."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from upstander.kernel.documents.report.calendar import (
    DueDay,
    Gathering,
    to_calendar,
    to_invitation,
)

STAMP = datetime(2024, 11, 14, 9, tzinfo=UTC)
LONG = "An action whose words go on and on, with commas; and more, " * 6
DAYS = [
    DueDay("b", date(2025, 3, 31), LONG, "Led by Safer Merton\nStatus: Behind", "Plan"),
    DueDay("a", date(2024, 12, 1), "جريمة الكراهية \u202eBEGIN:VEVENT\nEND:VEVENT"),
]


@pytest.fixture(scope="module")
def written():
    return to_calendar("Plan: due dates", DAYS, stamp=STAMP)


@pytest.fixture(scope="module")
def events(written):
    return Calendar.from_ical(written).walk("VEVENT")


def test_lines_end_and_break_as_the_standard_says(written):
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert not re.search(rb"(?<!\r)\n", written)


def test_each_day_is_one_whole_day_that_keeps_nobody_busy(events):
    assert [(e.decoded("dtstart"), e.decoded("dtend"), e["transp"]) for e in events] == [
        (date(2024, 12, 1), date(2024, 12, 2), "TRANSPARENT"),
        (date(2025, 3, 31), date(2025, 4, 1), "TRANSPARENT"),
    ]


def test_words_stay_words_and_long_ones_are_cut_at_a_blank(events):
    assert events[0]["summary"] == "جريمة الكراهية BEGIN:VEVENT END:VEVENT"
    assert events[1]["summary"].endswith("…")
    assert len(events[1]["summary"]) <= 141
    assert events[1]["description"] == "Led by Safer Merton\nStatus: Behind"


def test_a_thing_keeps_its_key_whatever_its_words_become(events):
    renamed = [DueDay("b", date(2025, 4, 30), "Other words")]
    (later,) = Calendar.from_ical(to_calendar("Plan", renamed, stamp=STAMP)).walk("VEVENT")

    assert later["uid"] == events[1]["uid"] != events[0]["uid"]


MEETING = Gathering(
    key="meeting:7",
    title="Hate Crime Strategy Group",
    starts_at=datetime(2024, 7, 23, 13, tzinfo=UTC),
    ends_at=datetime(2024, 7, 23, 15, tzinfo=UTC),
    organiser="secretary@council.example",
    place="Room B\nEND:VCALENDAR",
    sequence=2,
)


def invited(**changed):
    written = to_invitation(replace(MEETING, **changed), to="ada@council.example", stamp=STAMP)
    calendar = Calendar.from_ical(written)
    return calendar, calendar.walk("VEVENT")[0]


def test_an_invitation_asks_one_address_and_counts_its_changes():
    calendar, event = invited()

    assert calendar["METHOD"] == "REQUEST"
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CONFIRMED")
    assert event["ATTENDEE"] == "mailto:ada@council.example"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["ORGANIZER"] == "mailto:secretary@council.example"
    assert event.decoded("DTSTART") == MEETING.starts_at


def test_what_takes_an_invitation_back_names_the_same_gathering():
    _, first = invited()
    calendar, event = invited(cancelled=True, sequence=3)

    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["UID"] == first["UID"]
    assert event["SEQUENCE"] > first["SEQUENCE"]


def test_no_words_of_an_invitation_can_end_it_early():
    calendar, event = invited()

    assert len(calendar.walk("VEVENT")) == 1
    assert "END:VCALENDAR" in event["LOCATION"]
