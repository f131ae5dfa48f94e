from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from upstander.kernel.audit.record import key_of
from upstander.kernel.errors import Refused
from upstander.kernel.holding import PersonalRecords
from upstander.kernel.outbox.models import Message
from upstander.kernel.outbox.transports.files import folder, path_of
from upstander.kernel.registry import Capability, registered
from upstander.kernel.subjects.changes import erase_subject
from upstander.kernel.subjects.models import (
    ChannelMessage,
    Consent,
    Disclosure,
    Override,
    Subject,
    Telling,
)
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.subjects.tests.everything import somebody
from upstander.kernel.vault.erasure import GROUNDS, Held
from upstander.kernel.vault.keys.store import store
from upstander.kernel.vault.models import Erasure, Hold, SearchToken, StoredFile
from upstander.kernel.vault.retention.changes import place_hold
from upstander.kernel.vault.tests.canaries import found_in, found_in_bytes
from upstander.kernel.vault.tests.conftest import again

pytestmark = pytest.mark.usefixtures("own_home", "kinds", "db")
PROTECTED = (Subject, Override, ChannelMessage, Disclosure, StoredFile)


@pytest.fixture
def gone(django_capture_on_commit_callbacks):
    """Erase a person to the end."""

    def erase_now(subject, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return erase_subject(subject, by=BY, **more)

    return erase_now


def keys():
    return {id for (id,) in store().rows("SELECT id FROM vault_key WHERE used = 1")}


def whole_database():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from (str(value).encode() for row in cursor.fetchall() for value in row)


@pytest.mark.slow
def test_nothing_of_an_erased_person_is_left_and_the_counts_stay(gone, door, own_home):
    subject, marks = somebody()
    counts = [model._base_manager.count() for model in (*PROTECTED, Consent, Telling)]

    done = gone(subject)

    left = [each for model in PROTECTED for each in model._base_manager.exclude(vault_document="")]
    door.open(again(subject))
    assert left == []
    assert SearchToken.objects.count() == 0
    assert [model._base_manager.count() for model in (*PROTECTED, Consent, Telling)] == counts
    assert found_in_bytes(b"\n".join(whole_database()), marks) == set()
    assert found_in(own_home, marks) == []
    certificates = [Erasure.objects.get(pk=each.pk) for each in done]
    assert all(each.genuine for each in certificates)


def test_what_waits_to_be_sent_of_an_erased_person_is_stopped_and_destroyed(gone):
    subject, _ = somebody()
    assert Message.objects.filter(state="queued").count() == 2

    gone(subject)

    assert set(Message.objects.values_list("state", "letter")) == {("stopped", "")}


def test_copies_of_letters_that_the_demonstration_left_are_removed(gone, own_home):
    subject, _ = somebody()
    folder().mkdir(parents=True)
    message = Message.objects.get(to=key_of(subject))
    path_of(str(message.reference)).write_text("canary-letter")

    gone(subject)

    assert list(folder().iterdir()) == []


def test_an_older_backup_of_the_data_opens_nothing_of_an_erased_person(gone, door):
    subject, _ = somebody()
    columns = {
        model: list(model._base_manager.values("pk", "vault_key", "vault_document"))
        for model in PROTECTED
    }
    gone(subject)

    for model, rows in columns.items():
        for row in rows:
            pk = row.pop("pk")
            model._base_manager.filter(pk=pk).update(**row, vault_erased_at=None)

    for model in PROTECTED:
        for record in model._base_manager.all():
            door.open(record)
            names = [field.name for field in model._meta.private_fields]
            assert {getattr(record, name) for name in names} == {"[erased]"}


def test_a_hold_on_any_of_it_keeps_all_of_it(gone):
    subject, _ = somebody()
    place_hold(record_key=key_of(Override.objects.get()), ground=Hold.Ground.CLAIM, by=BY)

    with pytest.raises(Held):
        gone(subject)

    assert again(subject).vault_document
    assert Message.objects.filter(state="queued").count() == 2


def test_time_leaves_the_reasons_of_an_override_for_as_long_as_consent_is_evidence(gone):
    subject, _ = somebody()

    gone(subject, ground=GROUNDS.TIME)

    assert Override.objects.get().vault_document
    assert again(subject).vault_document == ""


def test_other_parts_erase_what_they_hold(gone, amara):
    asked = []

    def erase(subject, by, ground):
        asked.append((subject, by, ground))
        return 3

    kept = PersonalRecords("a.model", lambda subject: (), erase)
    with registered(Capability(slug="other", title="Other", personal_records=(kept,))):
        gone(amara)

    assert asked == [(amara, BY, "request")]


def test_the_command_erases_and_shows_the_certificates(transactional_db, amara):
    said = StringIO()
    key = again(amara).vault_key

    call_command("subject_erase", str(amara.pk), stdout=said)

    assert f"Erased {key_of(amara)}" in said.getvalue()
    assert Erasure.objects.get().seal in said.getvalue()
    assert store().fetch([key]) == {}
    assert Erasure.objects.get().ground == "request"


def test_the_command_asks_once_more_where_somebody_sits_at_the_terminal(amara, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda question: "no")

    with pytest.raises(Refused, match="Nothing was erased"):
        call_command("subject_erase", str(amara.public_id))

    assert again(amara).vault_document


def test_a_certificate_that_is_not_sealed_yet_is_said_to_be_under_way(amara):
    said = StringIO()

    call_command("subject_erase", str(amara.pk), stdout=said)  # the test never commits

    assert "the background work destroys its key" in said.getvalue()


def test_erasing_twice_does_no_more(gone, amara):
    (first,) = gone(amara)
    (second,) = gone(amara)

    assert first == second
