"""Opening hours are read as people write them, and "open now" is what the clock says."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.hours import (
    WHOLE_DAY,
    Calendar,
    HoursUnreadable,
    OpenState,
    Session,
    clock,
    read_week,
    say_state,
    say_week,
    state_at,
    write_week,
)

THURSDAY = datetime(2024, 11, 14, 10)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mon to Fri 9am to 5pm", [("Monday to Friday", "9am to 5pm")]),
        ("weekdays: 09:00-17:30", [("Monday to Friday", "9am to 5:30pm")]),
        ("Mon–Thu 9.30am – noon", [("Monday to Thursday", "9:30am to noon")]),
        (
            "Tue, Thu and Sat 10am to 1pm and 2pm to 4pm",
            [(day, "10am to 1pm and 2pm to 4pm") for day in ("Tuesday", "Thursday", "Saturday")],
        ),
        ("Every day 24 hours", [("Every day", "open 24 hours")]),
        ("Sat and Sun noon to midnight.", [("Saturday and Sunday", "noon to midnight")]),
        ("Fri 10pm to 2am", [("Friday", "10pm to midnight"), ("Saturday", "midnight to 2am")]),
        ("Mon 9am to 1pm; Mon noon to 5pm; Sun closed", [("Monday", "9am to 5pm")]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(written, said):
    assert say_week(read_week(written)) == said


@pytest.mark.parametrize(
    "written",
    [
        "Mon 9 to 5",  # the morning or the evening?
        "9am to 5pm",
        "Mon to Tue to Wed 9am to 5pm",
        "Mon 9am",
        "Mon 13pm to 2am",
        "Mon 25:00 to 26:00",
        "Mon 9:75am to 5pm",
        "Mon 9am to 9am",
        "whenever the light is on",
        "mon" * 900 + " 9am to 5pm",
    ],
)
def test_hours_that_could_mean_two_things_or_none_are_refused(written):
    with pytest.raises(HoursUnreadable, match="Write for example"):
        read_week(written)


@st.composite
def weeks(draw):
    """Weeks as the reader makes them: sessions of one day neither overlap nor touch."""
    found = []
    for day in range(7):
        ends = draw(st.lists(st.integers(0, WHOLE_DAY // 15), max_size=6, unique=True))
        marks = [15 * mark for mark in sorted(ends)]
        found += [Session(day, a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    return tuple(found)


@pytest.mark.slow
@given(weeks(), st.sampled_from(["en-gb", "pl", "ar"]))
def test_what_is_written_is_read_again_whatever_language_is_spoken(week, code):
    with override(code):
        assert read_week(write_week(week)) == week


@pytest.mark.slow
@given(weeks(), st.integers(0, 7 * WHOLE_DAY - 1))
def test_open_now_is_what_walking_through_the_minutes_shows(week, minute):
    moment = datetime(2024, 11, 11) + timedelta(minutes=minute)

    def is_open(at):
        now = 60 * at.hour + at.minute
        return any(s.weekday == at.weekday() and s.opens <= now < s.closes for s in week)

    state = state_at(Calendar(week), moment)
    steps = (moment + timedelta(minutes=15 * n - minute % 15) for n in range(1, 4 * 24 * 8))
    turn = next((at for at in steps if is_open(at) != is_open(moment)), None)

    assert state.is_open == is_open(moment)
    assert state.until == turn


@pytest.mark.parametrize(
    ("hours", "moment", "said"),
    [
        ("Thu 9am to 7pm", THURSDAY, "Open until 7pm"),
        ("Thu 4pm to 9pm", THURSDAY, "Opens at 4pm"),
        ("Fri 9am to 5pm", THURSDAY, "Opens tomorrow, 9am"),
        ("Mon 9am to 5pm", THURSDAY, "Opens Monday, 9am"),
        ("Every day 24 hours", THURSDAY, "Open day and night"),
        ("", THURSDAY, "Closed for now"),
        ("Fri 8pm to 3am", datetime(2024, 11, 16, 1), "Open until 3am"),
        ("Sun midnight to 2am", datetime(2024, 11, 16, 23, 30), "Opens tomorrow, midnight"),
    ],
)
def test_a_page_says_until_when_or_from_when(hours, moment, said):
    assert say_state(state_at(Calendar(read_week(hours)), moment), moment) == said


def test_days_on_which_it_is_shut_and_bank_holidays_are_passed_over():
    week = read_week("Mon to Fri 9am to 5pm")
    shut = ((date(2024, 12, 23), date(2024, 12, 24)),)
    calendar = Calendar(week, shut, is_bank_holiday)
    moment = datetime(2024, 12, 20, 18)  # Friday evening before Christmas

    assert say_state(state_at(calendar, moment), moment) == "Opens on 27 December, 9am"
    assert say_state(state_at(Calendar(week, shut), moment), moment) == "Opens Wednesday, 9am"


def test_what_opens_far_ahead_is_said_with_its_day():
    calendar = Calendar(read_week("Mon 9am to 5pm"), ((date(2024, 11, 1), date(2024, 12, 1)),))

    assert say_state(state_at(calendar, THURSDAY), THURSDAY) == "Opens on 2 December, 9am"


def test_a_month_without_an_open_day_is_found():
    calendar = Calendar(read_week("Mon 9am to 5pm"), ((date(2024, 11, 1), date(2024, 11, 28)),))

    assert not calendar.opens_within(date(2024, 11, 1), date(2024, 11, 30))
    assert calendar.opens_within(date(2024, 11, 1), date(2024, 12, 2))


def test_times_are_said_as_people_say_them():
    said = [clock(minutes) for minutes in (0, 30, 540, 720, 1050, 1440)]

    assert said == ["midnight", "12:30am", "9am", "noon", "5:30pm", "midnight"]


@pytest.mark.parametrize(
    ("code", "week", "said"),
    [
        ("pl", [("Poniedziałek – piątek", "09:00–17:30")], "Otwarcie: sobota, 10:00"),
        ("es", [("De lunes a viernes", "de 09:00 a 17:30")], "Abre el sábado, a las 10:00"),
        ("ar", [("من الاثنين إلى الجمعة", "من 09:00 إلى 17:30")], "يفتح يوم السبت، 10:00"),
    ],
)
def test_other_languages_say_days_and_hours_in_their_own_way(code, week, said):
    opens = OpenState(False, datetime(2024, 11, 16, 10))

    with override(code):
        assert say_week(read_week("Mon to Fri 9am to 5:30pm")) == week
        assert say_state(opens, THURSDAY) == said
