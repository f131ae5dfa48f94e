import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from upstander.kernel import clock
from upstander.kernel.audit import record as trail
from upstander.kernel.audit.chain import START, seal
from upstander.kernel.audit.key import trail_key
from upstander.kernel.audit.models import AppendOnly, AuditEvent, Reading
from upstander.kernel.audit.reading import Read, record_read
from upstander.kernel.audit.record import (
    KeyMissing,
    events_for,
    key_of,
    record,
    whole_trail,
    written_together,
)
from upstander.kernel.audit.verify import verify
from upstander.kernel.people.models import Organisation, User


@pytest.mark.django_db
def test_a_row_names_its_record_and_its_actor_as_text_and_tells_true_time(amara, library):
    event = record("trial.moved", library, by=amara, status="behind")

    assert event.sequence == 1
    assert (event.actor, event.actor_name) == (f"people.user:{amara.pk}", "Amara Okafor")
    assert event.record == f"people.organisation:{library.pk}"
    assert event.title == "Moved something"
    assert abs((datetime.now(UTC) - event.moment).total_seconds()) < 60
    assert list(events_for(library)) == [event]


@pytest.mark.django_db
def test_in_the_demonstration_a_row_also_tells_the_moment_of_the_story(amara, library, settings):
    plain = record("trial.moved", library, by=amara, status="behind")
    settings.DEMO = True
    moment = datetime(2024, 10, 29, 10, tzinfo=UTC)

    with clock.set_to(moment):
        event = record("trial.moved", library, by=amara, status="behind")

    assert (event.told, event.facts) == (moment, {"status": "behind"})
    assert plain.told == plain.moment
    assert abs((datetime.now(UTC) - event.moment).total_seconds()) < 60


@pytest.mark.django_db
def test_rows_outlive_what_they_name(amara, library):
    name = key_of(library)
    record("trial.moved", library, by=amara, status="behind")

    library.delete()
    User.objects.filter(pk=amara.pk).update(name="Somebody else")

    assert [event.actor_name for event in events_for(name)] == ["Amara Okafor"]


@pytest.mark.django_db
def test_what_the_kind_does_not_keep_is_never_written(amara, library):
    event = record("trial.moved", library, by=amara, status="behind", note="He said he was afraid")

    event.refresh_from_db()
    assert event.facts == {"status": "behind"}
    assert "afraid" not in str(AuditEvent.objects.values_list().get())


@pytest.mark.django_db
def test_the_same_facts_are_always_written_the_same(library):
    facts = {"status": date(2024, 11, 14), "count": Decimal("2.50")}

    one = record("trial.moved", library, by="system:nightly count", **facts)
    other = record(
        "trial.moved", library, by="system:nightly count", **dict(reversed(facts.items()))
    )

    assert one.detail == other.detail == '{"count":"2.50","status":"2024-11-14"}'


@pytest.mark.django_db
def test_each_row_is_sealed_to_the_one_before_it(library, own_home):
    first = record("trial.moved", library, by="system:nightly count", count=1)
    second = record("trial.moved", library, by="system:nightly count", count=2)

    columns = ("sequence", "at", "kind", "actor", "actor_name", "record", "detail")
    sealed = [
        seal(trail_key(own_home), previous, [getattr(event, column) for column in columns])
        for previous, event in ((START, first), (first.mac, second))
    ]
    assert sealed == [first.mac, second.mac]


@pytest.mark.django_db
def test_rows_written_together_stand_in_the_order_in_which_they_were_told(library, own_home):
    with written_together():
        told = [record("trial.moved", library, by="system:nightly count", count=n) for n in (1, 2)]
        assert not whole_trail().exists()
        with written_together():  # a part of the change that writes several itself
            told.append(record("trial.named", library, by="system:nightly count"))

    assert [event.sequence for event in told] == [1, 2, 3]
    assert list(whole_trail().reverse()) == told
    assert verify().whole


@pytest.mark.django_db
def test_what_needs_the_number_of_its_row_gets_it_at_once(library, amara):
    with written_together():
        first = record("trial.moved", library, by=amara, count=1)
        read = record_read(Read(["casework.case:4"], "support"), by=amara)

    assert (first.sequence, read.sequence) == (1, 2)
    assert [line.sequence for line in Reading.objects.all()] == [2]
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_of_rows_told_before_a_change_failed_none_is_written(library, amara):
    def fail_after_telling():
        with transaction.atomic(), written_together():
            record("trial.moved", library, by=amara, count=1)
            raise ValidationError("no")

    with pytest.raises(ValidationError):
        fail_after_telling()
    with transaction.atomic():
        record("trial.moved", library, by=amara, count=2)

    assert [event.facts for event in whole_trail()] == [{"count": 2}]


@pytest.mark.django_db(transaction=True)
def test_a_row_told_in_a_savepoint_that_was_undone_is_not_written(library, amara):
    def fail_in_a_savepoint():
        with transaction.atomic():
            record("trial.moved", library, by=amara, count=2)
            record_read(Read(["casework.case:4"], "support"), by=amara)
            raise ValidationError("no")

    with transaction.atomic(), written_together():
        record("trial.moved", library, by=amara, count=1)
        with pytest.raises(ValidationError):
            fail_in_a_savepoint()
        with transaction.atomic():
            record("trial.moved", library, by=amara, count=3)
        record("trial.moved", library, by=amara, count=4)

    assert sorted(event.facts["count"] for event in whole_trail()) == [1, 3, 4]
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_who_catches_a_fault_of_a_change_cannot_keep_it_without_its_rows(library, amara):
    def change_and_fail():
        with written_together():
            Organisation.objects.filter(pk=library.pk).update(name="Tarn Street Hub")
            record("trial.moved", library, by=amara, count=1)
            raise ValidationError("no")

    with transaction.atomic(), pytest.raises(ValidationError):
        change_and_fail()

    assert not Organisation.objects.filter(name="Tarn Street Hub").exists()
    assert not whole_trail().exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_is_only_written_inside_the_transaction_of_its_change(library):
    with pytest.raises(RuntimeError, match="has to be recorded inside"):
        record("trial.moved", library, by="system:nightly count")

    assert not whole_trail().exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_whose_row_cannot_be_written_does_not_happen(library, monkeypatch):
    monkeypatch.setattr(trail, "insert", fail_like_a_full_disk)

    with pytest.raises(DatabaseError):
        rename(library, "Tarn Street Hub")

    library.refresh_from_db()
    assert library.name == "Tarn Street Library"


@pytest.mark.django_db(transaction=True)
def test_a_row_falls_with_its_change(library):
    with pytest.raises(ValidationError):
        rename(library, "")

    rename(library, "Tarn Street Hub")
    assert [event.sequence for event in whole_trail()] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(kind="trial.named"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_create([AuditEvent(sequence=2)]),
        lambda event: AuditEvent.objects.bulk_update([event], ["kind"]),
        lambda event: AuditEvent.objects.update_or_create(pk=1, defaults={"kind": "trial.named"}),
        lambda event: AuditEvent._base_manager.update(kind="trial.named"),
    ],
)
def test_a_row_that_stands_is_never_changed_or_removed(library, change):
    event = record("trial.moved", library, by="system:nightly count")

    with pytest.raises(AppendOnly):
        change(event)

    assert AuditEvent.objects.get() == event


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["Amara", "system:", "system: x\ny", User(name="not saved")])
def test_who_acts_has_to_be_named(library, by):
    with pytest.raises(ValueError, match=r"who acts|before it is saved"):
        record("trial.moved", library, by=by)


@pytest.mark.django_db
def test_a_name_with_a_line_break_is_written_on_one_line(amara, library):
    amara.name = "Amara\nOkafor"

    assert record("trial.moved", library, by=amara).actor_name == "Amara Okafor"


@pytest.mark.django_db
def test_a_kind_that_nobody_declared_is_a_mistake(library):
    with pytest.raises(LookupError):
        record("trial.forgotten", library, by="system:nightly count")


@pytest.mark.django_db
def test_a_detail_that_is_no_plain_fact_is_a_mistake(library):
    with pytest.raises(TypeError, match="Organisation"):
        record("trial.moved", library, by="system:nightly count", status=library)


@pytest.mark.django_db
def test_a_trail_with_rows_never_gets_a_new_key(library, own_home):
    record("trial.moved", library, by="system:nightly count")
    (own_home / "keys" / "audit.key").unlink()

    with pytest.raises(KeyMissing, match=r"audit\.key"):
        record("trial.moved", library, by="system:nightly count")


@pytest.mark.django_db
def test_the_key_is_closed_to_others(library, own_home):
    record("trial.moved", library, by="system:nightly count")

    key = own_home / "keys" / "audit.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in key.parent.iterdir()] == ["audit.key"]


@pytest.mark.django_db
def test_the_wording_of_a_kind_that_is_gone_is_its_code():
    event = AuditEvent(kind="gone.long_ago", detail=json.dumps({}))

    assert event.title == "gone.long_ago"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roles", "sees"),
    [
        ({"information_governance"}, True),
        ({"administrator", "action_lead"}, True),
        ({"strategic_lead", "analyst"}, False),
        (set(), False),
    ],
)
def test_only_those_who_answer_for_the_trail_see_it(amara, library, roles, sees):
    record("trial.moved", library, by=amara)

    assert whole_trail().visible_to(Reader(roles)).exists() is sees


@transaction.atomic
def rename(organisation, name):
    organisation.name = name
    organisation.save()
    record("trial.moved", organisation, by="system:nightly count")
    organisation.full_clean()


class Reader:
    def __init__(self, roles):
        self.roles = frozenset(roles)


def fail_like_a_full_disk(*rows: models.Model):
    raise DatabaseError("disk full")
