import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel import clock
from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.errors import Refused
from upstander.kernel.testing.models import TrialReport
from upstander.kernel.vault.erasure import GROUNDS, erase
from upstander.kernel.vault.models import Hold, RetentionRule, RetentionRun, RunItem
from upstander.kernel.vault.retention import changes
from upstander.kernel.vault.retention.changes import (
    NothingDue,
    SamePerson,
    agree_to,
    carry_out,
    carry_out_what_was_agreed,
    change_rule,
    dispose_of_short_lived,
    lift_hold,
    place_hold,
    prepare_run,
    put_aside,
)
from upstander.kernel.vault.retention.due import due_under, is_due, standing
from upstander.kernel.vault.retention.rules import RULES, load_rules
from upstander.kernel.vault.tests.conftest import BY, again

CLAIM, INQUIRY = Hold.Ground.CLAIM, Hold.Ground.INQUIRY


@pytest.fixture(autouse=True)
def rules(db):
    load_rules()


@pytest.fixture
def on():
    """Move the clock to a day."""
    moved = []

    def move(day, hour=12):
        while moved:
            moved.pop().__exit__(None, None, None)
        context = clock.set_to(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
        context.__enter__()
        moved.append(context)

    yield move
    while moved:
        moved.pop().__exit__(None, None, None)


def report(received_on, closed_on=None):
    return TrialReport.objects.create(
        received_on=received_on, closed_on=closed_on, has_case=closed_on is not None, name="canary"
    )


def erased():
    gone = TrialReport.objects.exclude(vault_erased_at=None)
    return set(gone.values_list("pk", flat=True))


def kept_until(since, years):
    """The oracle: the same day so many years on; 29 February goes over into March."""
    if (since.month, since.day) == (2, 29):
        return date(since.year + years, 3, 1) - timedelta(days=(since.year + years) % 4 == 0)
    return date(since.year + years, since.month, since.day)


def run_now(first, second):
    try:
        run = prepare_run(by=first)
    except NothingDue:
        return
    agree_to(run, by=second)
    carry_out(run)


def test_over_a_hundred_years_everything_goes_in_time_and_nothing_before(
    on, officer, administrator
):
    days = [date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1), date(2060, 6, 30)]
    ends = {report(day).pk: kept_until(day, 2) for day in days}
    ends |= {report(day, closed_on=day).pk: kept_until(day, 6) for day in days}
    ends[report(date(2120, 5, 5)).pk] = date(2122, 5, 5)
    held = report(date(2024, 1, 10))
    place_hold(record_key=key_of(held), ground=CLAIM, by=officer)
    open_case = report(date(2024, 1, 10))
    TrialReport.objects.filter(pk=open_case.pk).update(has_case=True)  # and never closed

    for year in range(2024, 2126):
        for day in sorted({date(year, 1, 1), *(e for e in ends.values() if e.year == year)}):
            for today in (day - timedelta(days=1), day):
                on(today)
                run_now(officer, administrator)
                assert erased() == {pk for pk, end in ends.items() if end <= today}, today

    assert erased() == set(ends)
    assert again(held).vault_document


@given(
    since=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    years=st.integers(0, 101),
    months=st.integers(0, 11),
    days=st.integers(0, 40),
)
def test_a_rule_never_ends_early_and_its_query_misses_nothing(since, years, months, days):
    rule = RetentionRule(years=years, months=months, days=days)

    ends = rule.ends(since)

    assert (ends - since).days >= 365 * years + 28 * months + days
    assert (ends - since).days <= 365.25 * years + 31 * months + days + 3
    assert since <= rule.might_end_by(ends)


def test_what_counts_from_a_moment_is_kept_to_its_very_hour(on):
    record = report(date(2024, 5, 1))
    begun = datetime(2024, 5, 1, 15, 30, tzinfo=UTC)
    TrialReport.objects.filter(pk=record.pk).update(drafted_at=begun)

    on(date(2024, 5, 4), hour=15)
    assert dispose_of_short_lived() == 0
    on(date(2024, 5, 4), hour=16)
    assert dispose_of_short_lived() == 1

    assert erased() == {record.pk}


def test_a_record_past_its_time_is_listed_and_one_before_is_not(on):
    old, young = report(date(2022, 5, 1)), report(date(2022, 5, 2))
    rule = RetentionRule.objects.get(code="report_no_case")
    on(date(2024, 5, 1))

    (found,) = due_under(rule, clock.today())

    assert (found.record, found.on) == (key_of(old), date(2024, 5, 1))
    assert is_due(key_of(old), "report_no_case", clock.today())
    assert not is_due(key_of(young), "report_no_case", clock.today())
    assert not is_due(key_of(old), "public_record", clock.today())
    assert not is_due(key_of(old), "no_such_rule", clock.today())


def test_the_standing_counts_what_is_due_and_what_is_held(on, officer):
    report(date(2020, 1, 1))
    held = report(date(2020, 1, 1))
    place_hold(record_key=key_of(held), ground=CLAIM, by=officer)
    on(date(2024, 5, 1))

    stands = {each.rule.code: each for each in standing(clock.today())}

    assert (stands["report_no_case"].due, stands["report_no_case"].held) == (1, 1)
    assert "trial reports" in stands["report_no_case"].models
    assert stands["tension_log"].models == ()


# ---- two people ----------------------------------------------------------------------------------


@pytest.fixture
def waiting(on, officer):
    on(date(2024, 5, 1))
    report(date(2020, 1, 1))
    report(date(2020, 1, 2))
    return prepare_run(by=officer)


def test_whoever_prepares_a_list_cannot_carry_it_out(waiting, officer):
    with pytest.raises(SamePerson):
        agree_to(waiting, by=officer)

    assert erased() == set()


def test_two_people_carry_a_list_out_and_it_is_certified(waiting, officer, administrator):
    agree_to(waiting, by=administrator)
    assert waiting.state == "Under way"
    carry_out_what_was_agreed()

    done = RetentionRun.objects.get()
    assert len(erased()) == 2
    assert done.genuine
    assert done.state == "Done"
    assert done.outcomes == [("report_no_case", "erased", 2)]
    assert [event.kind for event in events_for(done)] == [
        "vault.run_finished",
        "vault.run_agreed",
        "vault.run_prepared",
    ]
    RunItem.objects.filter(run=done).update(outcome="kept")
    assert not RetentionRun.objects.get().genuine


def test_what_is_held_after_the_list_was_made_stays(waiting, administrator):
    first = waiting.items.first()
    place_hold(record_key=first.record, ground=INQUIRY, by=administrator)

    agree_to(waiting, by=administrator)
    carry_out(waiting)

    assert len(erased()) == 1
    assert waiting.outcomes == [
        ("report_no_case", "erased", 1),
        ("report_no_case", "held", 1),
    ]


def test_what_is_no_longer_due_stays(waiting, administrator):
    TrialReport.objects.update(received_on=date(2024, 1, 1))

    agree_to(waiting, by=administrator)
    carry_out(waiting)

    assert erased() == set()
    assert waiting.outcomes == [("report_no_case", "kept", 2)]


def test_a_list_cut_off_in_the_middle_goes_on_where_it_ended(waiting, administrator, monkeypatch):
    agree_to(waiting, by=administrator)
    calls, real = [], changes.erase

    def crash(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise OSError
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(changes, "erase", crash)
        with pytest.raises(OSError):
            carry_out(waiting)
    assert len(erased()) == 1

    carry_out_what_was_agreed()

    assert len(erased()) == 2
    assert RetentionRun.objects.get().finished_on


def test_a_long_list_is_carried_out_in_pieces(waiting, administrator):
    agree_to(waiting, by=administrator)

    assert not carry_out(waiting, most=1)
    assert len(erased()) == 1
    assert carry_out(waiting, most=1)


def test_a_list_grows_old(waiting, administrator, on):
    on(date(2024, 5, 16))

    with pytest.raises(Refused, match="older than 14 days"):
        agree_to(waiting, by=administrator)


def test_one_list_waits_at_a_time_and_can_be_put_aside(waiting, officer, administrator):
    with pytest.raises(Refused, match="waiting already"):
        prepare_run(by=officer)

    put_aside(waiting, by=officer)
    put_aside(waiting, by=officer)
    again_prepared = prepare_run(by=officer)

    assert (waiting.state, again_prepared.state) == ("Put aside", "Waits for a second person")
    with pytest.raises(Refused, match="no longer waiting"):
        agree_to(waiting, by=administrator)
    agree_to(again_prepared, by=administrator)
    with pytest.raises(Refused, match="agreed"):
        put_aside(again_prepared, by=officer)


def test_where_nothing_is_due_there_is_no_list(on, officer):
    on(date(2024, 5, 1))

    with pytest.raises(NothingDue):
        prepare_run(by=officer)


def test_the_commands_show_prepare_and_carry_out(on, officer, administrator, capsys):
    on(date(2024, 12, 1))
    report(date(2020, 1, 1))
    call_command("retention_due")
    call_command("retention_due", json=True)
    assert "1 due      0 held  Report without a case (2 years" in capsys.readouterr().out

    call_command("retention_prepare", by=officer.email)
    assert "holds 1 records" in capsys.readouterr().out
    run = RetentionRun.objects.get()
    with pytest.raises(SamePerson):
        call_command("retention_run", str(run.pk), by=officer.email)
    call_command("retention_run", str(run.pk), by=administrator.email, json=True)

    certificate = json.loads(capsys.readouterr().out)
    assert certificate["outcomes"] == [["report_no_case", "erased", 1]]
    assert certificate["seal"] == RetentionRun.objects.get().seal
    assert len(erased()) == 1
    with pytest.raises(Refused, match="no list 99"):
        call_command("retention_run", "99", by=officer.email)
    with pytest.raises(Refused, match="nobody who answers"):
        call_command("retention_prepare", by="stranger@council.example")


# ---- holds ---------------------------------------------------------------------------------------


def test_a_hold_keeps_a_record_until_its_day_and_no_longer(on, officer, administrator):
    record = report(date(2020, 1, 1))
    on(date(2024, 5, 1))
    place_hold(record_key=key_of(record), ground=CLAIM, until=date(2024, 6, 1), by=officer)

    on(date(2024, 6, 1))
    with pytest.raises(NothingDue):
        prepare_run(by=officer)
    on(date(2024, 6, 2))
    run_now(officer, administrator)

    assert erased() == {record.pk}


def test_a_lifted_hold_holds_no_longer(on, officer, administrator):
    record = report(date(2020, 1, 1))
    on(date(2024, 5, 1))
    hold = place_hold(record_key=key_of(record), ground=CLAIM, reference="CL-7", by=officer)

    lift_hold(hold, by=administrator)
    lift_hold(hold, by=administrator)
    run_now(officer, administrator)

    assert erased() == {record.pk}
    assert (hold.placed_by, hold.lifted_by) == (officer.name, administrator.name)
    kinds = [event.kind for event in events_for(record)]
    assert kinds == ["vault.erased", "vault.hold_lifted", "vault.hold_placed"]


@pytest.mark.parametrize(
    "key",
    ["testing.trialreport:999", "nothing.at_all:1", "people.user:1", "testing.trialreport:x", ""],
)
def test_only_a_record_that_is_there_can_be_held(key, officer):
    with pytest.raises(Refused):
        place_hold(record_key=key, ground=CLAIM, by=officer)


def test_an_erased_record_cannot_be_held(officer):
    record = report(date(2020, 1, 1))
    erase(record, by=BY, ground=GROUNDS.REQUEST)

    with pytest.raises(Refused):
        place_hold(record_key=key_of(record), ground=CLAIM, by=officer)


def test_a_hold_cannot_end_before_it_begins(on, officer):
    record = report(date(2020, 1, 1))
    on(date(2024, 5, 1))

    with pytest.raises(Refused):
        place_hold(record_key=key_of(record), ground=CLAIM, until=date(2024, 4, 1), by=officer)


# ---- rules ---------------------------------------------------------------------------------------


def test_every_rule_of_the_schedule_is_there_once_however_often_it_is_loaded():
    load_rules()

    assert RetentionRule.objects.count() == len(RULES)
    assert RetentionRule.objects.in_force(date(2025, 1, 1)).count() == len(RULES)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("report_no_case", "2 years"),
        ("case_no_crime", "6 years"),
        ("non_crime_subject", "14 days"),
        ("tension_log", "12 months"),
        ("report_draft", "3 days"),
        ("public_record", "for ever"),
        ("mailing_list", "until then"),
    ],
)
def test_a_rule_says_its_time_in_words(code, words):
    assert RetentionRule.objects.get(code=code).kept_for == words


def test_a_changed_rule_counts_from_its_day_on(on, officer):
    old = report(date(2021, 6, 1))
    rule = RetentionRule.objects.get(code="report_no_case")
    change_rule(rule, on=date(2024, 5, 1), by=officer, years=3)

    on(date(2024, 4, 30))
    assert is_due(key_of(old), "report_no_case", clock.today())
    on(date(2024, 5, 1))
    assert not is_due(key_of(old), "report_no_case", clock.today())
    assert RetentionRule.objects.filter(code="report_no_case").count() == 2


def test_a_rule_that_is_over_cannot_be_changed(officer):
    rule = RetentionRule.objects.get(code="report_no_case")
    with pytest.raises(Refused):
        change_rule(rule, on=rule.starts_on, by=officer, years=3)


def test_two_rules_of_one_code_are_never_in_force_at_once():
    rule = RetentionRule.objects.get(code="report_no_case")
    rule.pk, rule.starts_on = None, date(2025, 1, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save(force_insert=True)


def test_what_lives_for_days_goes_without_anybody_being_asked(on):
    record = report(date(2024, 4, 20))
    RetentionRule.objects.filter(code="report_no_case").update(years=0, days=3, automatic=True)
    on(date(2024, 4, 22))
    assert dispose_of_short_lived() == 0

    on(date(2024, 4, 23))

    assert dispose_of_short_lived() == 1
    assert erased() == {record.pk}


def test_a_clock_that_names_a_protected_field_could_not_run():
    for model in (TrialReport,):
        for each in model.classification.clocks:
            assert isinstance(model._meta.get_field(each.since), models.DateField)
            assert RetentionRule.objects.filter(code=each.rule).exists()
