"""Due days as a calendar that keeps to the standard."""

import re
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from upstander.kernel.documents.report.calendar import DueDay, to_calendar

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
