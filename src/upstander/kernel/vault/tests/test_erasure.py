import json
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.vault import erasure
from upstander.kernel.vault.dues import erasures_due
from upstander.kernel.vault.erasure import (
    GROUNDS,
    ErasedBefore,
    Held,
    erase,
    erase_all,
    finish,
    finish_what_was_begun,
    settle_restored,
)
from upstander.kernel.vault.keys.backups import back_up_keys
from upstander.kernel.vault.keys.store import KeyStore, store
from upstander.kernel.vault.models import Erasure, SearchToken, StoredFile
from upstander.kernel.vault.refusals import KeyLost, Unwritable
from upstander.kernel.vault.retention.changes import lift_hold, place_hold
from upstander.kernel.vault.search import find
from upstander.kernel.vault.tests.conftest import BY, again
from upstander.kernel.vault.tests.test_attacks import columns_of, overwrite
from upstander.kernel.vault.tokens import Purpose

DAY = date(2024, 1, 1)

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def gone(django_capture_on_commit_callbacks):
    """Erase a record to the end."""

    def erase_now(record, by=BY, **more):
        with django_capture_on_commit_callbacks(execute=True):
            done = erase(record, by=by, ground=GROUNDS.REQUEST, **more)
        return Erasure.objects.get(pk=done.pk)

    return erase_now


def has_key(key):
    return key in store().fetch([key])


def test_an_erased_record_stays_to_be_counted_and_says_nothing(report, door, gone):
    key = report.vault_key
    gone(report)

    kept = again(report)
    door.open(kept)
    assert (kept.name, kept.story) == ("[erased]", "[erased]")
    assert (kept.vault_key, kept.vault_document) == ("", "")
    assert TrialReport.objects.filter(strand="race", ward="Abbey").count() == 1
    assert TrialReport.objects.filter(faith="").count() == 1  # declared not to be kept
    assert not has_key(key)


def test_an_erased_person_takes_along_what_stands_under_their_key(amara, report, door, gone):
    key = amara.vault_key

    done = gone(amara)

    note = TrialNote.objects.get()
    door.open(note)
    assert note.text == "[erased]"
    assert done.rows == {"testing.trialperson": 1, "testing.trialnote": 1}
    assert SearchToken.objects.count() == 0
    assert find(TrialPerson.objects.all(), {Purpose.SURNAME: "Nowak"}, door) == []
    assert not has_key(key)
    door.open(again(report))


def test_an_older_backup_of_the_data_does_not_open_an_erased_record(amara, door, gone):
    backup = columns_of(amara)
    gone(amara)

    overwrite(amara, **backup, vault_erased_at=None)
    kept = again(amara)

    door.open(kept)
    assert kept.family_name == "[erased]"
    assert settle_restored() == 1
    assert again(amara).vault_document == ""


def test_a_record_whose_key_is_gone_without_an_erasure_is_said_to_be_lost(report, door):
    store().destroy([report.vault_key], erased=False)

    with pytest.raises(KeyLost):
        door.open(again(report))


def test_one_note_is_erased_and_the_rest_of_the_person_stays(amara, door, gone):
    other = TrialNote.objects.create(person=amara, text="canary-second")
    backup = columns_of(other)
    key = amara.vault_key

    gone(other)

    person, note = again(amara), TrialNote.objects.first()
    door.open(person)
    door.open(note)
    assert (person.family_name, note.text) == ("Zebra-Nowak", "canary-note about her")
    assert person.vault_key == note.vault_key != key
    assert not has_key(key)
    overwrite(other, **backup, vault_erased_at=None)
    with pytest.raises(KeyLost):
        door.open(again(other))


def test_nothing_can_be_written_into_an_erased_record_or_about_an_erased_person(amara, gone):
    stale = again(amara)
    gone(amara)

    stale.family_name = "Again"
    for write in (stale.save, partial(TrialNote.objects.create, person=stale, text="Again")):
        with pytest.raises(Unwritable), transaction.atomic():
            write()


def test_erasing_twice_is_erasing_once(report, gone):
    first = gone(report)
    second = gone(report)

    assert first == second
    assert [event.kind for event in events_for(report)] == ["vault.erased"]


def test_what_went_with_a_person_is_not_erased_again(amara, gone):
    gone(amara)

    with pytest.raises(ErasedBefore):
        gone(TrialNote.objects.get())


def test_a_held_record_is_not_erased_whatever_the_ground(amara, officer, gone):
    note = TrialNote.objects.get()
    hold = place_hold(record_key=key_of(note), ground="claim", by=officer)

    with pytest.raises(Held, match="a legal claim"), transaction.atomic():
        gone(amara)
    assert again(amara).vault_document

    lift_hold(hold, by=officer)
    assert gone(amara).genuine


def test_an_erasure_stands_in_the_trail_in_the_same_transaction(report, officer, gone, monkeypatch):
    monkeypatch.setattr(erasure, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase(report, by=officer, ground=GROUNDS.TIME, rule="report_no_case")
    assert again(report).vault_document
    monkeypatch.undo()

    gone(report, by=officer, rule="report_no_case")

    event = events_for(report).get()
    assert event.actor_name == officer.name
    assert event.facts == {
        "ground": "request",
        "rule": "report_no_case",
        "rows": {"testing.trialreport": 1},
    }


# ---- the certificate -----------------------------------------------------------------------------


def test_the_certificate_says_what_when_by_whom_and_until_when_a_backup_lives(
    amara, officer, gone, own_home
):
    back_up_keys(store(), own_home / "elsewhere")

    done = gone(amara, by=officer)

    facts = done.facts
    assert done.genuine
    assert facts["record"] == f"testing.trialperson:{amara.pk}"
    assert (facts["by_name"], facts["ground"]) == (officer.name, "request")
    assert facts["records_erased"] == {"testing.trialperson": 1, "testing.trialnote": 1}
    assert done.key_backups_until == (datetime.now(UTC) + timedelta(days=30)).date()
    assert "Zebra" not in json.dumps(facts)


def test_without_a_backup_of_keys_nothing_lives_on(report, gone):
    assert gone(report).key_backups_until is None


@pytest.mark.parametrize(
    "change",
    [
        {"record": "testing.trialreport:99"},
        {"actor_name": "Somebody else"},
        {"ground": "time"},
        {"key_backups_until": date(2020, 1, 1)},
        {"rows": {}},
        {"seal": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_certificate_is_not_genuine(change, report, gone):
    done = gone(report)

    Erasure.objects.update(**change)

    assert not Erasure.objects.get(pk=done.pk).genuine


def test_a_certificate_stays(report, gone):
    with pytest.raises(TypeError):
        gone(report).delete()


# ---- cut off in the middle -----------------------------------------------------------------------


def test_an_erasure_cut_off_before_its_key_was_destroyed_is_ended_later(report, door):
    key = report.vault_key
    begun = erase(report, by=BY, ground=GROUNDS.REQUEST)  # and the process ends at the commit
    assert has_key(key)
    kept = again(report)
    door.open(kept)
    assert kept.name == "[erased]"

    finish_what_was_begun()

    assert not has_key(key)
    assert Erasure.objects.get(pk=begun.pk).genuine


def test_one_note_cut_off_after_its_neighbours_got_their_key_leaves_them_in_older_backups(
    amara, door, monkeypatch
):
    other = TrialNote.objects.create(person=amara, text="canary-second")
    key, begun = amara.vault_key, erase(other, by=BY, ground=GROUNDS.REQUEST)
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "last_backup_ends", lambda store: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            finish(begun)

    finish_what_was_begun()

    assert not store().gone([key])  # or a restored backup would take the person for erased
    person = again(amara)
    door.open(person)
    assert person.family_name == "Zebra-Nowak"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_erasure_cut_off_around_the_destruction_is_ended_later(after, amara, monkeypatch):
    key, real = amara.vault_key, KeyStore.destroy

    def crash(self, ids, *, erased, cut=True):
        if after:
            real(self, ids, erased=erased)
        raise OSError

    begun = erase(amara, by=BY, ground=GROUNDS.REQUEST)
    with monkeypatch.context() as patch:
        patch.setattr(KeyStore, "destroy", crash)
        with pytest.raises(OSError):
            finish(begun)

    finish_what_was_begun()

    assert not has_key(key)
    assert store().gone([key])
    assert Erasure.objects.unfinished().count() == 0


@pytest.mark.django_db(transaction=True)
def test_where_the_key_store_does_not_answer_the_erasure_stands_and_is_ended_later(monkeypatch):
    """What reads it then waits for the disk as if it had written it: see kernel/lane."""
    with monkeypatch.context() as patch:
        patch.setattr(KeyStore, "destroy", lambda *told, **more: 1 / 0)
        report = TrialReport.objects.create(received_on=DAY, name="canary")
        key = report.vault_key
        begun = erase(report, by=BY, ground=GROUNDS.NO_REASON)
        assert has_key(key)

    with CaptureQueriesContext(connection) as asked:
        finish_what_was_begun()

    assert not has_key(key)
    assert Erasure.objects.get(pk=begun.pk).genuine
    assert [each["sql"].split()[0] for each in asked][:3] == ["BEGIN", "SELECT", "COMMIT"]


def test_a_note_erased_beside_one_that_does_not_open_is_not_called_done(amara, monkeypatch):
    other = TrialNote.objects.create(person=amara, text="canary-second")
    overwrite(other, vault_document=again(other).vault_document[:-8] + "AAAAAAA=")

    begun = erase(TrialNote.objects.first(), by=BY, ground=GROUNDS.REQUEST)
    finish(begun)

    assert not Erasure.objects.get(pk=begun.pk).finished_at
    assert has_key(again(other).vault_key)


def immovable(report):
    """Begin to erase a report with a file in whose place lies what cannot be removed as one."""
    begun = erase(report, by=BY, ground=GROUNDS.REQUEST)
    Erasure.objects.filter(pk=begun.pk).update(files=["aa" * 16])
    place = StoredFile.path_of("aa" * 16)
    place.mkdir(parents=True)
    return begun, place


def test_a_file_that_cannot_be_removed_holds_up_no_other_erasure_and_keeps_no_key(report, amara):
    keys = [report.vault_key, amara.vault_key]
    begun, place = immovable(report)
    other = erase(amara, by=BY, ground=GROUNDS.REQUEST)

    finish_what_was_begun()

    assert not any(map(has_key, keys))
    assert Erasure.objects.get(pk=other.pk).genuine
    assert list(Erasure.objects.unfinished()) == [begun]
    place.rmdir()
    finish_what_was_begun()
    assert Erasure.objects.get(pk=begun.pk).genuine


def test_a_note_with_such_a_file_makes_no_further_keys_while_it_waits(amara):
    other = TrialNote.objects.create(person=amara, text="canary-second")
    immovable(other)

    finish_what_was_begun()
    keys = store().rows("SELECT id FROM vault_key")
    finish_what_was_begun()

    assert store().rows("SELECT id FROM vault_key") == keys
    assert has_key(again(amara).vault_key)


def test_an_erasure_that_fails_in_whatever_way_is_known_to_and_the_others_are_ended(officer):
    reports = [
        TrialReport.objects.create(name=f"canary {n}", received_on=date(2024, 5, 1))
        for n in range(5)
    ]
    begun = [erase(each, by=BY, ground=GROUNDS.REQUEST) for each in reports]
    Erasure.objects.filter(pk=begun[2].pk).update(files=[7])  # damaged: the name of no file

    with pytest.raises(TypeError):
        finish_what_was_begun()

    (failed,) = Erasure.objects.unfinished()
    assert failed == begun[2]
    assert erasures_due(officer, date(2026, 11, 26)) == []
    Erasure.objects.filter(pk=failed.pk).update(begun_at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    (item,) = erasures_due(officer, date(2026, 11, 26))
    assert (item.title, item.on) == (f"Erasure {failed.pk} is not finished", date(2026, 11, 1))
    assert "trialreport" not in f"{item.title} {item.why}"


# ---- many in one go ------------------------------------------------------------------------------


def test_many_are_erased_in_as_many_questions_as_two(db):
    def questions(count):
        some = [TrialReport.objects.create(received_on=DAY, name="canary") for _ in range(count)]
        with CaptureQueriesContext(connection) as asked:
            erase_all(some, by=BY, ground=GROUNDS.NO_REASON)
        counted = [each for each in asked if "pg_advisory" not in each["sql"]]
        return len(counted) - count  # each has an erasure; their rows of the trail go together

    assert questions(9) == questions(2)


def test_of_many_the_held_stay_and_the_erased_are_passed_over(
    report, gone, officer, django_capture_on_commit_callbacks
):
    held, before = (TrialReport.objects.create(received_on=DAY, name=name) for name in "ab")
    place_hold(record_key=key_of(held), ground="claim", by=officer)
    gone(before)

    with django_capture_on_commit_callbacks(execute=True):
        erase_all([held, before, report], by=BY, ground=GROUNDS.NO_REASON)
        erase_all([], by=BY, ground=GROUNDS.NO_REASON)

    assert has_key(again(held).vault_key)
    assert not again(report).vault_document
    assert Erasure.objects.filter(record=key_of(before)).count() == 1
