"""The same person and the same place are known again; strangers are never joined."""

from datetime import UTC, datetime, timedelta

import pytest

from upstander.capabilities.reports.engine.repeats import email_of, phone_of, place_of
from upstander.capabilities.reports.models import Report
from upstander.capabilities.reports.reading import connected
from upstander.capabilities.reports.tests.factories import told
from upstander.kernel import clock
from upstander.kernel.access.changes.records import bar
from upstander.kernel.reference.bank_holidays import is_bank_holiday
from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.working_days import answer_by
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.retention.rules import load_rules

NOON = datetime(2024, 11, 14, 12, tzinfo=UTC)
SAME_PLACE = [
    ("12 London Road, Morden", "12, london rd. morden"),
    ("London Road Morden", "in Morden, on London Road"),
    ("outside Morden station", "Morden Station, in front"),
    ("Flat 4, SM4 5DX", "sm45dx"),
    ("St. Mark’s Road 3", "3 St Marks Rd"),
    ("High Street, Colliers Wood", "high st colliers wood"),
]
NO_PLACE = [
    "", "at home", "my house", "home", "outside", "the park", "at school", "on the bus", "London",
    "in the street", "somewhere", "near my house", "Morden", "?", "  ", "at the station",
]  # fmt: skip
OTHER_PLACE = [
    ("12 London Road", "14 London Road"),
    ("London Road, Mitcham", "London Road, Morden"),
    ("SM4 5DX", "SM4 5DY"),
    ("Martin Way", "Martin Close"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PLACE)
def test_one_place_is_one_however_it_is_written(one, other):
    assert place_of({"where": one}) == place_of({"where": other}) != ""


@pytest.mark.parametrize("where", NO_PLACE)
def test_what_everybody_writes_is_no_place(where):
    assert place_of({"where": where}) == ""


@pytest.mark.parametrize(("one", "other"), OTHER_PLACE)
def test_neighbours_are_not_one_place(one, other):
    assert place_of({"where": one}) != place_of({"where": other})


def test_an_account_online_is_a_place():
    one = {"place_type": "online", "platform": "A Network", "handle": "@Terrace"}
    other = {"place_type": "online", "platform": "a network", "handle": "terrace", "where": "x 1"}

    assert place_of(one) == place_of(other) != ""
    assert place_of({"place_type": "online", "where": "12 London Road"}) == ""


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("07700 900123", "07700900123"),
        ("+44 (0)7700 900-123", "07700900123"),
        ("0044 7700 900123", "07700900123"),
        ("999", ""),
        ("1", ""),
        ("", ""),
    ],
)
def test_one_number_is_one_however_it_is_written(written, known):
    assert phone_of({"reach": "yes", "phone": written}) == known
    assert phone_of({"reach": "no", "phone": written}) == ""


def test_who_wants_no_contact_leaves_no_code():
    assert email_of({"reach": "no", "email": "a@b.example"}) == ""
    assert email_of({"reach": "yes", "email": " A+hate@B.example"}) == "a@b.example"


@pytest.fixture
def worker(db):
    load_reference()
    load_rules()
    return person("caseworker")


def between(worker, one, other, days=0):
    with clock.set_to(NOON):
        first = told(**{"phone": "", "where": "", "alleged_name": "", **one})
    with clock.set_to(NOON + timedelta(days=days)):
        second = told(**{"phone": "", "where": "", "alleged_name": "", **other})
    return dict(connected(second, worker)).get(first)


def test_a_person_who_gives_a_number_once_and_an_address_twice_is_known(worker):
    one = {"phone": "07700 900123", "email": "amara@one.example"}

    assert between(worker, one, {"email": "AMARA@one.example"}, 40) == "the same email address"


def test_two_who_share_nothing_are_strangers(worker):
    said = between(worker, {"where": "at home"}, {"where": "at home", "phone": "07700 900555"})

    assert said is None


def test_one_event_told_by_the_person_and_by_a_witness_is_said_to_be_perhaps_one(worker):
    one = {"where": "outside Morden station", "role": "target"}
    other = {"where": "Morden station", "role": "witness", "reach": "no"}

    assert "perhaps one event told twice" in between(worker, one, other, 2)
    assert "perhaps" not in between(worker, one, other, 4)


def test_all_that_two_have_in_common_is_said_once(worker):
    both = {"phone": "07700 900123", "where": "12 London Road"}

    assert between(worker, both, both, 30) == "the same telephone number and place or street"


def test_what_is_older_than_a_year_is_not_connected(worker):
    both = {"phone": "07700 900123"}

    assert between(worker, both, both, 366) == "the same telephone number"
    assert between(worker, both, {**both, "where": "x"}, 400) is None


def test_a_report_from_which_somebody_is_barred_is_not_named_beside_another(worker):
    first, second = told(), told()
    bar(first, worker, ground="family", by=SYSTEM)

    assert first not in dict(connected(second, worker))


# ---- one working day, by hand --------------------------------------------------------------------

# received, and the day by whose end it has to be read; worked out on a paper calendar
BY_HAND = [
    ("2024-11-14 00:00", "2024-11-15"),  # Thursday, at once after midnight
    ("2024-11-14 23:59", "2024-11-15"),
    ("2024-11-15 16:59", "2024-11-18"),  # Friday: Monday
    ("2024-11-16 10:00", "2024-11-18"),  # Saturday
    ("2024-11-17 23:59", "2024-11-18"),  # Sunday
    ("2024-12-24 09:00", "2024-12-27"),  # Christmas Eve, a Tuesday: both holidays, then Friday
    ("2024-12-25 09:00", "2024-12-27"),
    ("2024-12-27 18:00", "2024-12-30"),
    ("2024-12-31 12:00", "2025-01-02"),  # New Year
    ("2025-04-17 12:00", "2025-04-22"),  # Maundy Thursday: Good Friday to Easter Monday
    ("2025-05-02 12:00", "2025-05-06"),  # early May bank holiday
    ("2025-05-23 12:00", "2025-05-27"),  # spring bank holiday
    ("2025-08-22 12:00", "2025-08-26"),  # summer bank holiday
    ("2026-12-24 12:00", "2026-12-29"),  # Boxing Day on a Saturday: Monday 28 instead
    ("2027-12-24 12:00", "2027-12-29"),  # both on a weekend: Monday 27 and Tuesday 28 instead
    ("2022-06-01 12:00", "2022-06-06"),  # moved spring holiday, and the jubilee
    ("2025-03-28 12:00", "2025-03-31"),  # the clocks go forward in between
    ("2025-10-24 12:00", "2025-10-27"),  # and back
]


@pytest.mark.parametrize(("received", "day"), BY_HAND)
def test_the_end_of_one_working_day(received, day):
    moment = datetime.fromisoformat(received)

    due = answer_by(moment, is_bank_holiday)

    assert due == datetime.fromisoformat(f"{day} 17:00")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2025, 3, 28, 23, 30, tzinfo=UTC), datetime(2025, 3, 31, 16, tzinfo=UTC)),
        (datetime(2025, 10, 24, 12, tzinfo=UTC), datetime(2025, 10, 27, 17, tzinfo=UTC)),
        # half past midnight in London, the evening before in UTC
        (datetime(2025, 6, 10, 23, 30, tzinfo=UTC), datetime(2025, 6, 12, 16, tzinfo=UTC)),
    ],
)
def test_five_o_clock_is_that_of_london(worker, received, due):
    with clock.set_to(received):
        report = told()

    assert report.answer_by == due
    assert not report.is_late(due)
    assert report.is_late(due + timedelta(seconds=1))


def test_the_body_that_leads_the_partnership_reads_what_comes_in(db):
    load_reference()
    load_rules()
    bodies = {
        sector: organisation(f"A body: {sector}", sector=sector)
        for sector in ("voluntary", "council", "partnership")
    }
    person("caseworker", bodies["voluntary"])
    assert told().team == bodies["voluntary"]

    person("caseworker", bodies["council"])
    assert told().team == bodies["council"]

    person("caseworker", bodies["partnership"])
    person("strategic_lead", bodies["partnership"])
    assert told().team == bodies["partnership"]


def test_a_body_whose_only_caseworker_may_not_sign_in_gets_nothing(worker):
    gone = organisation("A council", sector="council")
    person("caseworker", gone, active=False)

    assert told().team == worker.memberships.get().organisation


def test_a_report_says_in_which_ward_it_happened_and_is_counted_where_it_does_not(worker, settings):
    from upstander.kernel.geography import demonstrate

    settings.DEMO = True
    demonstrate.load()

    known, unknown = told(where="Martin Way"), told(where="at home")

    assert known.ward.title
    assert unknown.ward is None
    assert list(Report.objects.of_known_ward()) == [known]
