"""What somebody with the database, a backup or the key store in hand can do, and what it gives."""

import base64
import json
import sqlite3
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.testing.models import TrialNote, TrialPerson, TrialReport
from upstander.kernel.vault.envelope import Place, seal, unseal
from upstander.kernel.vault.keys.master import Master, master_path, write_masters
from upstander.kernel.vault.keys.store import KeyStore, close_store, store
from upstander.kernel.vault.models import Pairing, SearchToken
from upstander.kernel.vault.refusals import KeyLost, Tampered, VaultShut
from upstander.kernel.vault.tests.conftest import again

HERE = Place("cases.case", 7, "personal")
KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
documents = st.dictionaries(st.text(max_size=8), st.text(max_size=60), max_size=4)


def overwrite(record, **columns):
    """Change columns as somebody with the database would."""
    names = ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET {names} WHERE id = %s",
            [*columns.values(), record.pk],
        )


def columns_of(record):
    kept = again(record)
    return {"vault_key": kept.vault_key, "vault_document": kept.vault_document}


@settings(max_examples=40)
@given(content=documents)
def test_what_is_sealed_opens_where_it_was_sealed(content):
    assert unseal(seal(content, KEY, "k", HERE), KEY, HERE) == content


@pytest.mark.parametrize(
    "there",
    [
        Place("cases.case", 8, "personal"),
        Place("cases.person", 7, "personal"),
        Place("cases.case", 7, "criminal+personal"),
        Place("cases.case", "7\npersonal", ""),
    ],
    ids=["another row", "another table", "another class", "a border moved"],
)
def test_what_was_moved_does_not_open(there):
    token = seal({"name": "x"}, KEY, "k", HERE)

    with pytest.raises(Tampered):
        unseal(token, KEY, there)


@settings(max_examples=60)
@given(place=st.integers(min_value=0, max_value=400), bit=st.integers(min_value=0, max_value=7))
def test_one_flipped_bit_anywhere_in_the_cipher_refuses(place, bit):
    head, _, body = seal({"name": "x" * 40}, KEY, "k", HERE).rpartition(":")
    raw = bytearray(base64.b64decode(body))
    raw[place % len(raw)] ^= 1 << bit

    with pytest.raises(Tampered):
        unseal(f"{head}:{base64.b64encode(raw).decode()}", KEY, HERE)


@pytest.mark.parametrize(
    "token", ["", "v1", "v1:k:personal:", "v2:k:personal:AAAA", "v1:k:personal:!!", "a:b:c:d:e"]
)
def test_what_is_no_token_refuses(token):
    with pytest.raises(Tampered):
        unseal(token, KEY, HERE)


def test_another_key_refuses():
    with pytest.raises(Tampered):
        unseal(seal({}, KEY, "k", HERE), OTHER, HERE)


def test_the_same_record_is_never_sealed_twice_alike(report):
    before = again(report).vault_document
    report.name = "canary-name"
    report.save()

    assert again(report).vault_document != before


def test_a_document_with_its_key_moved_to_another_row_refuses(report, door):
    other = TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")
    overwrite(other, **columns_of(report))

    with pytest.raises(Tampered, match="moved"):
        door.open(again(other))


def test_documents_of_two_rows_that_change_places_refuse(report, door):
    other = TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")
    mine, theirs = columns_of(report), columns_of(other)
    overwrite(report, **theirs)
    overwrite(other, **mine)

    for record in (report, other):
        with pytest.raises(Tampered):
            door.open(again(record))


def test_a_document_moved_to_another_table_refuses(amara, door):
    note = TrialNote.objects.get()
    twin = TrialPerson.objects.create(pk=note.pk + 1000, family_name="Bo")
    overwrite(twin, **columns_of(note))

    with pytest.raises(Tampered):
        door.open(again(twin))


def test_a_note_moved_to_another_person_still_opens_under_its_own_key_only(amara, door):
    note, other = TrialNote.objects.get(), TrialPerson.objects.create(family_name="Bo")
    overwrite(note, vault_key=other.vault_key)

    with pytest.raises(KeyLost):
        door.open(again(note))


def test_a_document_that_calls_itself_another_class_refuses(report, door):
    document = again(report).vault_document.replace("criminal+personal+special", "personal")
    overwrite(report, vault_document=document)

    with pytest.raises(Tampered):
        door.open(again(report))


@pytest.mark.parametrize("place", range(0, 400, 37))
def test_a_changed_document_refuses_and_nothing_of_it_is_shown(place, report, door):
    document = list(again(report).vault_document)
    spot = len(document) - 5 - place
    document[spot] = "A" if document[spot] != "A" else "B"
    overwrite(report, vault_document="".join(document))
    kept = again(report)

    with pytest.raises(Tampered) as refused:
        door.open(kept)

    assert (kept.name, kept.story) == ("[protected]", "[protected]")
    assert "canary" not in refused.value.message
    assert door.opened == {}


def test_an_emptied_document_is_not_taken_for_an_erased_one(report, door):
    overwrite(report, vault_document="")

    with pytest.raises(Tampered):
        door.open(again(report))


def test_a_record_that_claims_to_be_erased_shows_nothing_and_takes_nothing(report, door):
    overwrite(report, vault_erased_at="2024-01-01 00:00:00")
    kept = again(report)

    door.open(kept)

    assert kept.name == "[erased]"


def test_one_false_record_among_many_shows_none_of_them(report, door):
    other = TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")
    overwrite(other, vault_document=again(other).vault_document[:-8] + "AAAAAAA=")
    first, second = again(report), again(other)

    with pytest.raises(Tampered):
        door.open(first, second)

    assert first.name == second.name == "[protected]"


# ---- the key store -------------------------------------------------------------------------------


def test_a_wrong_master_key_is_said_and_opens_nothing(own_home, report, door):
    write_masters([Master.made()])
    close_store()
    kept = again(report)

    with pytest.raises(VaultShut, match=r"which is not in .*master\.key"):
        door.open(kept)
    with pytest.raises(VaultShut), transaction.atomic():
        TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")

    assert kept.name == "[protected]"
    assert TrialReport.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "is empty"), ("words\n", "does not hold"), ("upstander-master-key-1:AAAA\n", "does not")],
)
def test_a_broken_master_key_is_said(content, said, own_home, report, door):
    master_path().write_text(content)
    close_store()

    with pytest.raises(VaultShut, match=said):
        door.open(again(report))


def test_a_missing_master_key_is_never_replaced(own_home, report, door):
    master_path().unlink()
    close_store()

    with pytest.raises(VaultShut):
        door.open(again(report))
    with pytest.raises(VaultShut), transaction.atomic():
        TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")

    assert not master_path().exists()


def test_an_empty_store_in_place_of_a_lost_one_is_noticed(own_home, report, door):
    close_store()
    for path in (own_home / "keys").glob("store.*"):
        path.unlink()

    with pytest.raises(KeyLost, match="keys_restore"):
        door.open(again(report))
    with pytest.raises(VaultShut, match="not the one that this database"), transaction.atomic():
        TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")


def test_the_store_of_another_database_is_noticed(own_home, report):
    Pairing.objects.update(store="another")
    store().pool = None

    with pytest.raises(VaultShut), transaction.atomic():
        TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")


def test_a_key_exchanged_inside_the_store_refuses(own_home, report, door):
    other = TrialReport.objects.create(received_on=date(2024, 1, 1), name="Bo")
    rows = store().rows("SELECT locked FROM vault_key WHERE id = %s", [other.vault_key])
    store().rows("UPDATE vault_key SET locked = %s WHERE id = %s", [rows[0][0], report.vault_key])

    with pytest.raises(VaultShut, match="changed"):
        door.open(again(report))


def test_the_store_and_the_master_key_are_for_their_owner_alone(own_home, report):
    modes = {path.name: path.stat().st_mode & 0o777 for path in (own_home / "keys").iterdir()}

    assert {"store.sqlite3", "store.sqlite3-wal", "master.key"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_the_store_says_nothing_of_records_or_people(own_home, report, amara):
    said = json.dumps(store().rows("SELECT id, master, generation, made_at, used FROM vault_key"))

    assert not any(word in said for word in ("trial", "report", "person", "canary", "Zebra"))
    with sqlite3.connect(own_home / "keys" / "store.sqlite3") as raw:
        names = [row[0] for row in raw.execute("SELECT id FROM vault_key")]
    raw.close()
    assert all(len(name) == 16 for name in names if not name.startswith("search."))


def test_nobody_can_tell_from_the_tokens_what_they_stand_for(amara):
    TrialPerson.objects.create(family_name="Amara", given_names="Zebra", email="other@post.example")

    held = list(SearchToken.objects.values_list("token", "record"))

    by_record = [{token for token, record in held if record == pk} for pk in {r for _, r in held}]
    assert len(by_record) == 2
    assert by_record[0].isdisjoint(by_record[1])  # the same two names, each for another purpose


def test_a_table_of_known_values_tells_nothing_without_the_keys(own_home, amara):
    mine = set(SearchToken.objects.values_list("token", flat=True))
    amara.email = "amara@post.example"
    close_store()
    for path in (own_home / "keys").iterdir():
        path.unlink()
    Pairing.objects.all().delete()

    twin = TrialPerson.objects.create(family_name="Zebra-Nowak", email="amara@post.example")

    theirs = set(SearchToken.objects.filter(record=twin.pk).values_list("token", flat=True))
    assert theirs
    assert theirs.isdisjoint(mine)


def test_a_key_has_no_words_for_itself(report):
    (key,) = store().fetch([report.vault_key]).values()

    assert str(key.secret) not in repr(key)
    assert str(key.secret) not in repr(KeyStore(store().connection))
    assert "secret" not in repr(Master.made())
