from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from upstander.kernel import clock
from upstander.kernel.access.changes import agreements
from upstander.kernel.access.changes.agreements import (
    NotLater,
    TooFewParties,
    add_agreement,
    renew_agreement,
    stop_agreement,
)
from upstander.kernel.access.changes.records import (
    bar,
    involve,
    release,
    unbar,
    uninvolve,
    withhold,
)
from upstander.kernel.access.check import may
from upstander.kernel.access.guarding import guard_of
from upstander.kernel.access.lapse import Lapsed, explain
from upstander.kernel.access.models import Agreement
from upstander.kernel.access.opening import opened_by_agreement
from upstander.kernel.access.standing import standing_of, standings
from upstander.kernel.access.tests.conftest import again, agree
from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.testing.models import TrialCase, TrialPerson
from upstander.kernel.testing.people import SYSTEM, organisation, person


def sees(user, record) -> bool:
    return TrialCase.objects.visible_to(again(user)).filter(pk=record.pk).exists()


def test_a_partner_in_the_case_sees_what_the_agreement_opens_and_changes_nothing(case):
    stands = standing_of(case.officer, case.record)

    assert sees(case.officer, case.record)
    assert (stands.through, stands.view, stands.edit) == (
        {"agreement"},
        {"identity", "events"},
        set(),
    )
    assert stands.purposes == {"landlord"}


def test_an_agreement_opens_nothing_of_a_case_in_which_a_body_takes_no_part(case):
    uninvolve(case.record, case.landlord, by=SYSTEM)

    assert not sees(case.officer, case.record)


def test_a_role_that_no_partner_may_hold_sees_nothing_under_an_agreement(case):
    assert not sees(person("analyst", case.landlord), case.record)


def test_an_agreement_of_others_opens_nothing(case):
    stranger = organisation("Another landlord")
    involve(case.record, stranger, by=SYSTEM)
    agree(case.landlord, stranger)

    assert not sees(person("landlord_officer", stranger), case.record)


def test_on_its_last_day_an_agreement_opens_and_the_day_after_it_does_not(case):
    with clock.set_to(datetime(2025, 3, 31, 22, tzinfo=UTC)):
        assert sees(case.officer, case.record)
    with clock.set_to(datetime(2025, 4, 1, 1, tzinfo=UTC)):
        assert not sees(case.officer, case.record)


def test_a_stopped_agreement_opens_nothing_at_the_next_click_and_says_who_can_renew_it(case):
    stop_agreement(case.agreement, by=case.governor)

    assert not sees(case.officer, case.record)
    with pytest.raises(Lapsed, match=r"Data sharing lead, Safer Merton \(Dara Keeper\) can renew"):
        explain(again(case.officer), TrialCase, case.record.pk)


def test_a_renewed_agreement_opens_again(case):
    stop_agreement(case.agreement, by=case.governor)
    renew_agreement(case.agreement, until=date(2025, 12, 31), by=case.governor)

    assert sees(case.officer, case.record)
    assert [event.kind for event in events_for(case.agreement)] == [
        "access.agreement_renewed",
        "access.agreement_stopped",
        "access.agreement_added",
    ]


def test_of_a_lapse_nothing_is_said_to_who_was_never_in_the_case_or_is_barred(case):
    stop_agreement(case.agreement, by=case.governor)
    stranger = person("landlord_officer", organisation("Another landlord"))
    barred = person("landlord_officer", case.landlord)
    bar(case.record, barred, ground="family", by=case.caseworker)

    for somebody in (stranger, barred):
        assert explain(somebody, TrialCase, case.record.pk) is None


def test_an_agreement_names_two_bodies_and_a_renewal_a_later_day(case):
    with pytest.raises(TooFewParties):
        add_agreement(parties=[case.council], categories=["identity"], by=SYSTEM)
    with pytest.raises(NotLater, match="31 March 2025"):
        renew_agreement(case.agreement, until=date(2025, 3, 1), by=SYSTEM)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"purpose": "gossip"}, "purpose"), ({"categories": ["all"]}, "category")],
)
def test_an_agreement_for_what_nobody_declares_is_our_own_mistake(case, wrong, words):
    said = {"purpose": "landlord", "categories": ["identity"]} | wrong

    with pytest.raises(LookupError, match=words):
        add_agreement(parties=[case.council, case.landlord], by=SYSTEM, **said)


def test_an_agreement_whose_row_cannot_be_written_is_not_saved(case, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(agreements, "record", fails)

    with pytest.raises(RuntimeError):
        agree(case.council, case.landlord)

    assert Agreement.objects.count() == 1


def test_the_condition_can_be_narrowed_to_a_purpose_and_a_category(case):
    guard = guard_of(TrialCase)

    def opened(**narrowed):
        return TrialCase.objects.filter(opened_by_agreement(case.officer, guard, **narrowed))

    assert opened(purpose="landlord", category="events").exists()
    assert not opened(purpose="panel").exists()
    assert not opened(category="risk").exists()


def test_a_withheld_category_is_shut_to_partners_until_it_is_released(case):
    withheld = withhold(case.record, "events", by=case.caseworker)
    assert standing_of(case.officer, case.record).view == {"identity"}
    assert "events" in standing_of(case.caseworker, case.record).view

    release(withheld, by=case.caseworker)

    assert standing_of(case.officer, case.record).view == {"identity", "events"}


def test_who_is_barred_sees_nothing_whatever_their_role(case):
    barring = bar(case.record, case.caseworker, ground="family", by=SYSTEM)

    assert not sees(case.caseworker, case.record)
    assert not may(case.caseworker, "trialcases.view", case.record)
    assert may(case.caseworker, "trialcases.view")
    unbar(barring, by=SYSTEM)
    assert sees(case.caseworker, case.record)


def test_who_is_barred_from_a_person_is_barred_from_every_record_of_theirs(case):
    bar(case.record.person, case.landlord, ground="accused", by=SYSTEM)

    assert not sees(case.officer, case.record)
    assert not standing_of(case.officer, case.record).view


def test_the_trail_says_who_was_barred_and_on_what_ground_only(case):
    bar(case.record, case.landlord, ground="accused", by=case.caseworker)

    row = events_for(f"barring:{key_of(case.record)}")[0]
    assert "access.barred" not in [event.kind for event in events_for(case.record)]
    assert row.facts == {
        "who": f"people.organisation:{case.landlord.pk}",
        "ground": "accused",
    }


def test_the_two_tellings_of_who_sees_what_agree(case):
    """The database's condition and the standing of each record are written apart."""
    others = [
        TrialCase.objects.create(organisation=body, person=TrialPerson.objects.create())
        for body in (case.council, case.landlord, organisation("Third body"))
    ]
    involve(others[2], case.landlord, by=SYSTEM)
    records = [case.record, *others]

    for user in (case.caseworker, case.officer, case.governor):
        seen = set(TrialCase.objects.visible_to(user).values_list("pk", flat=True))
        stand = {key for key, each in standings(user, records).items() if each.open}
        assert seen == stand


def test_a_page_of_records_takes_as_many_questions_as_one(case):
    def questions(records):
        with CaptureQueriesContext(connection) as captured:
            standings(again(case.officer), records)
        return len(captured)

    more = [TrialCase.objects.create(organisation=case.council) for _ in range(20)]
    for each in more:
        involve(each, case.landlord, by=SYSTEM)

    assert questions([case.record, *more]) == questions([case.record]) <= 8


def test_the_door_finds_its_way_by_indexes(case):
    plan = TrialCase.objects.visible_to(case.officer).explain()

    assert "SCAN access_" not in plan
