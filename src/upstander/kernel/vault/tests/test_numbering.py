"""A record is written once, sealed to a number that was taken ahead."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.vault.models import number
from upstander.kernel.vault.tests.conftest import again

DAY = date(2024, 1, 1)


def test_a_new_record_is_inserted_and_not_touched_again(amara):
    with CaptureQueriesContext(connection) as asked:
        TrialReport.objects.create(received_on=DAY, name="Bo")

    written = [each["sql"].split()[0] for each in asked if not each["sql"].startswith("SELECT")]
    assert written.count("INSERT") == 1
    assert "UPDATE" not in written


def test_numbers_go_on_from_the_last_and_no_number_is_given_twice(report, door):
    with transaction.atomic():
        ahead = TrialReport(received_on=DAY, name="canary-ahead")
        person = TrialPerson(family_name="canary-person")
        number(ahead, person)
        assert ahead.pk > report.pk
        ahead.save()
        person.save()
    after = TrialReport.objects.create(received_on=DAY, name="Bo")

    assert after.pk > ahead.pk
    kept = again(ahead)
    door.open(kept)
    assert kept.name == "canary-ahead"


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_leaves_its_number_to_the_next(door):
    with transaction.atomic():
        gone = TrialReport.objects.create(received_on=DAY, name="canary-gone")
        transaction.set_rollback(True)

    kept = again(TrialReport.objects.create(received_on=DAY, name="canary-kept"))
    door.open(kept)
    assert kept.name == "canary-kept"
    assert TrialReport.objects.count() == 1
    assert gone.name == "[protected]"


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_of_a_transaction_would_be_anybodys():
    with pytest.raises(RuntimeError):
        number(TrialReport(received_on=DAY))


def test_a_record_that_could_not_be_written_has_no_number(report):
    fresh = TrialReport(received_on=None, name="canary-name")

    with pytest.raises(IntegrityError), transaction.atomic():
        fresh.save()

    assert fresh.pk is None
    fresh.received_on = DAY
    fresh.save()
    assert fresh.pk > report.pk


def test_a_number_that_is_taken_overwrites_nobody(report, door):
    with pytest.raises(IntegrityError), transaction.atomic():
        TrialReport.objects.create(pk=report.pk, received_on=DAY, name="Bo")

    kept = again(report)
    door.open(kept)
    assert kept.name == "canary-name"


def test_a_note_is_inserted_under_the_key_of_its_person(amara, door):
    note = TrialNote.objects.create(person=amara, text="canary-note")

    kept = again(note)
    door.open(kept)
    assert (kept.text, kept.vault_key) == ("canary-note", amara.vault_key)
