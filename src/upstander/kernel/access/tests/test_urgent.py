from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from upstander.kernel import clock
from upstander.kernel.access.changes.agreements import stop_agreement
from upstander.kernel.access.changes.records import (
    BarredBody,
    bar,
    involve,
    receiver_of,
    uninvolve,
)
from upstander.kernel.access.changes.urgent import (
    NoSuchRecord,
    NothingToKeep,
    OwnReview,
    ReasonTooShort,
    ReviewedBefore,
    WrongGateway,
    break_glass,
    keep_open,
    reason_for_review,
    review,
)
from upstander.kernel.access.check import NotAllowed
from upstander.kernel.access.dues import agreements_due, reviews_due
from upstander.kernel.access.models import UrgentAccess
from upstander.kernel.access.standing import standing_of
from upstander.kernel.access.tests.conftest import REASON, again
from upstander.kernel.audit.record import events_for, whole_trail
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import SYSTEM, organisation, person
from upstander.kernel.vault.envelope import Sealed, seal, unseal
from upstander.kernel.vault.models.classified import fetch_key
from upstander.kernel.vault.rekeying import Rekeyed, rekey

NIGHT = datetime(2024, 11, 14, 22, tzinfo=UTC)
STATED = {"danger": "life", "gateway": "vital_interests", "reason": REASON}
LABEL = "testing.trialcase"


@pytest.fixture
def kept(case):
    stop_agreement(case.agreement, by=SYSTEM)
    with clock.set_to(NIGHT):
        return keep_open(LABEL, case.record.pk, by=case.officer, **STATED)


@pytest.mark.parametrize(("hours", "seen"), [(0, True), (71, True), (72, False), (100, False)])
def test_a_partner_keeps_a_case_for_seventy_two_hours(case, kept, hours, seen):
    with clock.set_to(NIGHT + timedelta(hours=hours)):
        found = TrialCase.objects.visible_to(again(case.officer)).filter(pk=case.record.pk)

        assert found.exists() is seen
        assert bool(standing_of(again(case.officer), case.record).view) is seen


def test_whoever_is_taken_out_of_a_case_keeps_nothing_of_it(case, kept):
    with clock.set_to(NIGHT + timedelta(hours=1)):
        uninvolve(case.record, case.landlord, by=case.caseworker)

        assert not TrialCase.objects.visible_to(again(case.officer)).exists()


def test_what_is_kept_is_what_the_agreement_had_opened(case, kept):
    with clock.set_to(NIGHT):
        stands = standing_of(case.officer, case.record)

    assert (stands.through, stands.view, stands.edit) == (
        {"urgent"},
        {"identity", "events"},
        set(),
    )


def test_it_is_due_for_review_the_next_day_by_information_governance(case, kept):
    (due,) = reviews_due(case.governor, date(2024, 11, 15))

    assert due.on == date(2024, 11, 15)
    assert "life is in danger" in due.why
    assert REASON not in due.why
    assert reviews_due(case.officer, date(2024, 11, 15)) == []


def test_nobody_keeps_what_they_never_had(case):
    with pytest.raises(NothingToKeep):  # the agreement is in force
        keep_open(LABEL, case.record.pk, by=case.officer, **STATED)
    stop_agreement(case.agreement, by=SYSTEM)
    uninvolve(case.record, case.landlord, by=SYSTEM)
    with pytest.raises(NothingToKeep):
        keep_open(LABEL, case.record.pk, by=case.officer, **STATED)
    with pytest.raises(NotAllowed):
        keep_open(LABEL, case.record.pk, by=case.caseworker, **STATED)


def test_who_is_barred_is_told_that_there_is_no_such_record(case, kept):
    bar(case.record, case.officer, ground="accused", by=SYSTEM)

    for change in (keep_open, break_glass):
        with pytest.raises(NoSuchRecord):
            change(LABEL, case.record.pk, by=case.officer, **STATED)
    with clock.set_to(NIGHT):
        assert not TrialCase.objects.visible_to(again(case.officer)).exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"reason": "urgent!"}, ReasonTooShort), ({"gateway": "explicit_consent"}, WrongGateway)],
)
def test_a_reason_says_something_and_stands_on_a_gateway(case, wrong, refusal):
    with pytest.raises(refusal):
        break_glass(LABEL, case.record.pk, by=case.officer, **(STATED | wrong))


def test_glass_opens_all_of_one_record_to_one_person_for_four_hours(case):
    stranger = person("police_liaison", organisation("The police"))
    colleague = person("police_liaison", organisation("The police"))
    with clock.set_to(NIGHT):
        break_glass(LABEL, case.record.pk, by=stranger, **STATED)
        stands = standing_of(stranger, case.record)
        assert stands.through == {"break_glass"}
        assert {"risk", "others"} <= stands.view
        assert not stands.edit
        assert not TrialCase.objects.visible_to(colleague).exists()
    with clock.set_to(NIGHT + timedelta(hours=4)):
        assert not TrialCase.objects.visible_to(again(stranger)).exists()


def test_there_is_no_glass_before_what_does_not_exist(case):
    for label, key in ((LABEL, 999_999), ("people.user", case.officer.pk)):
        with pytest.raises(NoSuchRecord):
            break_glass(label, key, by=case.officer, **STATED)


def test_the_reason_stands_in_the_vault_alone_and_reading_it_is_on_record(case, kept):
    rows = UrgentAccess.objects.filter(pk=kept.pk).values()
    assert REASON not in str(list(rows))
    assert REASON not in str([event.detail for event in whole_trail()])

    urgent = UrgentAccess.objects.get(pk=kept.pk)
    assert reason_for_review(urgent, by=case.governor) == REASON

    read = whole_trail()[0]
    assert (read.kind, read.actor_name) == ("audit.read", "Ines Governor")
    assert read.facts["classes"] == ["criminal"]  # what is feared of somebody is an allegation
    with pytest.raises(NotAllowed):
        reason_for_review(urgent, by=case.caseworker)


def test_a_reason_that_was_sealed_as_merely_personal_opens_and_is_sealed_anew(case, kept):
    key, today = fetch_key(kept), kept.where
    earlier = replace(today, classes="personal")
    token = seal(unseal(kept.vault_document, key.secret, today), key.secret, key.id, earlier)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_urgentaccess SET vault_document = %s", [token])
    assert reason_for_review(UrgentAccess.objects.get(), by=case.governor) == REASON

    rekey([key.id], Rekeyed())

    assert Sealed.read(UrgentAccess.objects.get().vault_document, today).classes == "criminal"
    assert reason_for_review(UrgentAccess.objects.get(), by=case.governor) == REASON


def test_a_review_can_shut_the_record_at_once_and_is_never_changed(case, kept):
    with clock.set_to(NIGHT + timedelta(hours=10)):
        review(kept, finding="wrong", stop=True, by=case.governor)

        assert not TrialCase.objects.visible_to(again(case.officer)).exists()
        with pytest.raises(ReviewedBefore):
            review(kept, finding="right", by=case.governor)
    assert events_for(kept)[0].facts == {"finding": "wrong", "stopped": True}
    assert reviews_due(case.governor, date(2024, 11, 16)) == []


def test_nobody_reviews_their_own(case):
    both = person("information_governance", case.council)
    both.memberships.create(organisation=case.council, role="caseworker")
    urgent = break_glass(LABEL, case.record.pk, by=again(both), **STATED)

    with pytest.raises(OwnReview):
        review(urgent, finding="right", by=again(both))
    assert reviews_due(again(both), date(2024, 11, 15)) == []


def test_thirty_days_before_a_lapse_information_governance_is_told_what_depends_on_it(case):
    assert agreements_due(case.governor, date(2025, 2, 28)) == []

    (due,) = agreements_due(case.governor, date(2025, 3, 1))

    assert due.on == date(2025, 3, 31)
    assert "1 record" in due.why
    assert "Dara Keeper" in due.why


def test_a_hand_over_skips_a_barred_body_and_names_the_other(case):
    other = organisation("Another landlord")
    assert receiver_of(case.record, case.landlord).sentence == ""
    bar(case.record, case.landlord, ground="accused", instead=other, by=SYSTEM)

    receiver = receiver_of(case.record, case.landlord)

    assert receiver.organisation == other
    assert receiver.sentence == "It goes to Another landlord in place of Clarion."
    with pytest.raises(BarredBody):
        involve(case.record, case.landlord, by=SYSTEM)


def test_a_hand_over_with_nobody_in_place_of_a_barred_body_is_refused(case):
    bar(case.record.person, case.landlord, ground="accused", by=SYSTEM)

    with pytest.raises(BarredBody, match="cannot go to Clarion") as refused:
        receiver_of(case.record, case.landlord)
    assert "accused" not in refused.value.message.lower()
