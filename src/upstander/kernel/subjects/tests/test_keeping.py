from datetime import UTC, date, datetime, timedelta

import pytest

from upstander.kernel import clock
from upstander.kernel.audit.record import key_of
from upstander.kernel.errors import Refused
from upstander.kernel.outbox.models import Message
from upstander.kernel.subjects.changes import (
    add_subject,
    edit_subject,
    keep,
    override_consent,
    release,
    settle_keepings,
    tell,
)
from upstander.kernel.subjects.models import Override, Subject
from upstander.kernel.subjects.models.subject import KEPT_BY
from upstander.kernel.subjects.tests.conftest import BY, KNOWN
from upstander.kernel.testing.people import person
from upstander.kernel.vault.models import Hold, RetentionRule
from upstander.kernel.vault.retention.changes import (
    NothingDue,
    agree_to,
    carry_out,
    change_rule,
    dispose_of_short_lived,
    place_hold,
    prepare_run,
)
from upstander.kernel.vault.retention.rules import load_rules
from upstander.kernel.vault.tests.conftest import again

START = date(2024, 2, 29)


@pytest.fixture(autouse=True)
def rules(db):
    load_rules()


@pytest.fixture
def let_go(db):
    """Do on a day what the background work and two people do about what is past its time."""
    first, second = person("information_governance"), person("administrator")

    def carry(day):
        with clock.set_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            settle_keepings()
            dispose_of_short_lived()
            try:
                run = prepare_run(by=first)
            except NothingDue:
                return
            agree_to(run, by=second)
            carry_out(run)

    return carry


def born(on=START):
    with clock.set_to(datetime(on.year, on.month, on.day, 12, tzinfo=UTC)):
        return add_subject(family_name="Nowak", by=BY)


def erased():
    gone = Subject.objects.exclude(vault_erased_at=None)
    return set(gone.values_list("pk", flat=True))


def days_on(since, years):
    """The oracle: the same day so many years on; 29 February goes over into March."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(since.year + years, 3, 1)


# what rests on a person: rule and day of each record, and the day on which they may go (domain.md
# 16, written out by hand); None is never
LIVES = {
    "nothing": ([], days_on(START, 2)),
    "a report": ([("report_no_case", date(2024, 6, 1))], date(2026, 6, 1)),
    "a draft of days": ([("report_draft", date(2024, 6, 1))], date(2024, 6, 4)),
    "a subject of a non-crime report": (
        [("non_crime_subject", date(2024, 6, 1))],
        date(2024, 6, 15),
    ),
    "a booking": ([("surgery_booking", date(2024, 11, 30))], date(2025, 3, 1)),
    "a case": ([("case_no_crime", date(2030, 12, 31))], date(2036, 12, 31)),
    "a case with a crime": ([("case_with_crime", date(2030, 2, 28))], date(2037, 2, 28)),
    "a panel": ([("panel_case", date(2026, 1, 1))], date(2032, 1, 1)),
    "a child at a panel": (
        [("panel_case", date(2026, 1, 1)), ("panel_case_child", date(2049, 5, 4))],
        date(2049, 5, 4),
    ),
    "the longest counts": (
        [("report_no_case", date(2031, 1, 1)), ("case_no_crime", date(2024, 3, 1))],
        date(2033, 1, 1),
    ),
    "near the end": ([("case_no_crime", date(2119, 1, 1))], date(2125, 1, 1)),
    "in use": ([("case_no_crime", None)], None),
    "used again": ([("report_no_case", date(2024, 6, 1)), ("case_no_crime", None)], None),
}


@pytest.mark.slow
def test_over_a_hundred_and_one_years_people_go_in_time_and_nobody_before(let_go):
    ends = {}
    for rests, end in LIVES.values():
        subject = born()
        for number, (rule, since) in enumerate(rests):
            keep(subject, about=f"cases.case:{number}", rule=rule, since=since, by=BY)
        if end:
            ends[subject.pk] = end
    held = born()
    place_hold(record_key=key_of(held), ground=Hold.Ground.CLAIM, by=BY)

    days = {date(year, 7, 1) for year in range(2024, 2126, 5)} | set(ends.values())
    for day in sorted(days | {end - timedelta(days=1) for end in ends.values()}):
        let_go(day)
        assert erased() == {pk for pk, end in ends.items() if end <= day}, day

    assert erased() == set(ends)
    assert again(held).vault_document


def test_a_record_in_use_keeps_a_person_until_it_lets_go(amara):
    keep(amara, about="cases.case:1", rule="case_no_crime", by=BY)
    assert again(amara).kept_since is None

    keep(amara, about="cases.case:1", rule="case_no_crime", since=date(2024, 5, 1), by=BY)
    assert (again(amara).kept_by, again(amara).kept_since) == ("case_no_crime", date(2024, 5, 1))

    release(amara, about="cases.case:1", by=BY)
    assert (again(amara).kept_by, again(amara).kept_since) == ("report_no_case", amara.created_on)


def test_when_a_rule_changes_the_longest_is_worked_out_anew(amara):
    keep(amara, about="cases.case:1", rule="case_no_crime", since=date(2024, 1, 1), by=BY)
    keep(amara, about="letters.letter:1", rule="report_no_case", since=date(2024, 2, 1), by=BY)
    assert again(amara).kept_by == "case_no_crime"

    rule = RetentionRule.objects.get(code="report_no_case")
    change_rule(rule, years=10, on=date(2024, 3, 1), by=BY)
    settle_keepings()

    assert again(amara).kept_by == "report_no_case"


def test_nobody_is_kept_by_a_rule_that_is_not_for_people(amara):
    with pytest.raises(LookupError):
        keep(amara, about="a.record:1", rule="public_record", by=BY)


def test_without_the_rules_it_is_said_what_is_missing(amara):
    RetentionRule.objects.all().delete()

    with pytest.raises(Refused, match="upstander init"):
        keep(amara, about="a.record:1", rule="panel_case", since=START, by=BY)


def test_every_rule_by_which_people_are_kept_is_one_of_those_shipped():
    assert set(KEPT_BY) <= set(RetentionRule.objects.values_list("code", flat=True))


@pytest.mark.slow
@pytest.mark.usefixtures("kinds")
def test_what_waits_for_somebody_goes_with_them_when_their_time_is_over(let_go, amara):
    other = add_subject(by=BY, **KNOWN)
    for subject in (amara, other):
        edit_subject(subject, contact_days=["mon"], by=BY)
        tell(subject, "trial.answer", {"sent_from": "https://x.example/"}, by=BY)
    keep(amara, about="a.record:1", rule="report_draft", since=START, by=BY)

    let_go(date(2024, 3, 3))
    settle_keepings()

    assert erased() == {amara.pk}
    states = dict(Message.objects.values_list("to", "state"))
    assert (states[key_of(amara)], states[key_of(other)]) == ("stopped", "queued")


@pytest.mark.slow
def test_why_something_was_shared_without_agreement_stays_two_years_longer(let_go):
    subject = born()
    override_consent(
        subject,
        purpose="police",
        recipient="The police",
        why="Life",
        gateway="vital_interests",
        told="Told",
        by=BY,
    )

    let_go(date(2026, 3, 1))
    let_go(date(2026, 3, 2))
    assert erased() == {subject.pk}
    assert Override.objects.get().ended_on == date(2026, 3, 2)

    let_go(date(2028, 3, 1))
    assert Override.objects.get().vault_document
    let_go(date(2028, 3, 2))
    assert Override.objects.get().vault_document == ""
