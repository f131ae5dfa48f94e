from datetime import UTC, datetime, time, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel import clock
from upstander.kernel.subjects.safe_contact import CODES, SafeContact

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
THURSDAY = datetime(2024, 11, 14, 12, tzinfo=UTC)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_current_timezone())


@pytest.mark.parametrize(
    ("rule", "asked", "safe"),
    [
        ({}, "2024-11-14 03:00", "2024-11-14 03:00"),
        ({"since": time(9), "until": time(17)}, "2024-11-14 12:00", "2024-11-14 12:00"),
        ({"since": time(9), "until": time(17)}, "2024-11-14 08:59", "2024-11-14 09:00"),
        ({"since": time(9), "until": time(17)}, "2024-11-14 17:00", "2024-11-15 09:00"),
        ({"until": time(17)}, "2024-11-14 18:00", "2024-11-15 00:00"),
        ({"since": time(20)}, "2024-11-14 18:00", "2024-11-14 20:00"),
        ({"since": time(22), "until": time(2)}, "2024-11-14 01:00", "2024-11-14 01:00"),
        ({"since": time(22), "until": time(2)}, "2024-11-14 02:00", "2024-11-14 22:00"),
        ({"days": ("mon",)}, "2024-11-14 12:00", "2024-11-18 00:00"),
        ({"days": ("thu",)}, "2024-11-14 23:59", "2024-11-14 23:59"),
        ({"days": ("thu",), "until": time(9)}, "2024-11-14 09:00", "2024-11-21 00:00"),
        # the night that begins on a safe day is safe to its end
        (
            {"days": ("thu",), "since": time(22), "until": time(2)},
            "2024-11-15 01:30",
            "2024-11-15 01:30",
        ),
        # the clocks go back on the night to 27 October 2024: nine is nine all the same
        ({"since": time(9), "until": time(17)}, "2024-10-26 18:00", "2024-10-27 09:00"),
        ({"since": time(9), "until": time(17)}, "2024-03-30 18:00", "2024-03-31 09:00"),
    ],
    ids=str,
)
def test_somebody_is_reached_in_safe_hours_and_otherwise_at_the_next(rule, asked, safe):
    found = SafeContact(**rule).next_moment(london(asked))

    assert timezone.localtime(found) == london(safe)


@given(
    since=st.one_of(st.none(), st.times()),
    until=st.one_of(st.none(), st.times()),
    days=st.sets(st.sampled_from(CODES)),
    asked=st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),
)
def test_the_next_safe_moment_is_safe_and_never_in_the_past(since, until, days, asked):
    rule = SafeContact(days=tuple(days), since=since, until=until)

    found = rule.next_moment(asked)

    assert asked <= found <= asked + timedelta(days=8)
    assert rule.is_safe_at(found)
    local = timezone.localtime(found)
    first = since or time(0)
    overnight = (until or time(0)) <= first and local.time().replace(tzinfo=None) < first
    day = local - timedelta(days=1) if overnight else local
    assert not days or CODES[day.weekday()] in days


def test_the_rule_is_said_line_by_line():
    rule = SafeContact(
        ways=("phone", "text", "email"),
        days=WEEKDAYS[:2],
        since=time(9, 30),
        until=time(15),
        must_not_know="Her brother",
        safe_words="the library book",
        note="She speaks Tamil.",
    )

    assert list(rule.sentences()) == [
        "Only by telephone, by text message or by email.",
        "On Monday or Tuesday only.",
        "Between 09:30 and 15:00 only.",
        "Must not know: Her brother",
        "Safe words: the library book",
        "Leave no message.",
        "She speaks Tamil.",
    ]
    assert list(SafeContact().sentences()) == ["No way to reach them was called safe."]
    assert (
        "A message may be left." in SafeContact(ways=("phone",), may_leave_message=True).sentences()
    )


@pytest.mark.parametrize(("hour", "said"), [(12, False), (20, True)])
def test_a_screen_shows_the_rule_and_whether_now_is_safe(hour, said):
    rule = SafeContact(ways=("phone",), since=time(9), until=time(17), safe_words="<b>book</b>")

    with clock.set_to(THURSDAY.replace(hour=hour)):
        page = render_to_string("subjects/safe_contact.html", {"rule": rule})

    assert "Only by telephone." in page
    assert "Safe words: &lt;b&gt;book" in page
    assert ("Not now." in page) is said
    assert ("Friday 15 November, 09:00" in page) is said


def test_a_rule_has_no_words_for_a_log():
    assert "brother" not in repr(SafeContact(must_not_know="Her brother"))
