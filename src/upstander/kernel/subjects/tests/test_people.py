from functools import partial

import pytest
from django.core.exceptions import ValidationError

from upstander.kernel.access.reading import opened_for_work
from upstander.kernel.audit.record import events_for
from upstander.kernel.subjects.changes import add_subject, edit_subject, mark_read, write_message
from upstander.kernel.subjects.models import ChannelMessage, Subject, channel_of
from upstander.kernel.subjects.tests.conftest import BY, KNOWN
from upstander.kernel.vault.erasure import erase
from upstander.kernel.vault.refusals import Tampered, Unwritable
from upstander.kernel.vault.tests.conftest import again
from upstander.kernel.vault.tests.test_attacks import columns_of, overwrite


def test_a_person_is_known_by_an_opaque_key_and_nothing_else_in_the_clear(amara):
    other = add_subject(by=BY)

    assert amara.public_id != other.public_id
    assert str(amara) == f"Person {str(amara.public_id)[:8]}"
    assert again(amara).family_name == "[protected]"
    assert opened_for_work("contact", amara).family_name == "Zebra-Nowak"
    assert again(amara).family_name == "[protected]"


def test_nothing_has_to_be_known_of_a_person(db):
    assert list(opened_for_work("contact", add_subject(by=BY)).safe_contact.sentences()) == [
        "No way to reach them was called safe."
    ]


def test_the_trail_names_fields_and_never_what_they_say(amara):
    edit_subject(amara, postcode="SM1 1AA", by=BY)

    changed, added = events_for(amara)
    assert changed.detail == '{"fields":["postcode"]}'
    assert "Nowak" not in added.detail
    assert "family_name" in added.detail


@pytest.mark.parametrize(
    "wrong",
    [
        {"emails": ["nobody"]},
        {"phones": ["12"]},
        {"contact_ways": ["pigeon"]},
        {"contact_days": ["someday"]},
        {"contact_from": "25:00"},
        {"contact_until": "9"},
        {"age_band": "old"},
        {"language": "xx"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(wrong, db):
    with pytest.raises(ValidationError):
        add_subject(by=BY, **wrong)

    assert Subject.objects.count() == 0


@pytest.mark.parametrize("name", ["surname", "vault_key", "kept_by", "public_id"])
def test_what_a_person_has_not_cannot_be_set(name, amara):
    for change in (partial(add_subject, by=BY), partial(edit_subject, amara, by=BY)):
        with pytest.raises(TypeError, match=name):
            change(**{name: "x"})


def test_a_channel_holds_messages_both_ways_and_who_has_read_them(amara, caseworker, door):
    asked = write_message(amara, text="Are you safe?", about="letters.letter:1", by=caseworker)
    answer = write_message(amara, text="canary", from_person=True, by="system:reporter")

    assert mark_read([asked], by="system:reporter") == 1
    assert mark_read([asked], by="system:reporter") == 0
    assert list(channel_of(amara)) == [asked, answer]
    assert list(channel_of(amara, "letters.letter:1")) == [asked]
    first, second = channel_of(amara)
    door.open(first, second)
    assert [first.text, second.text] == ["Are you safe?", "canary"]
    assert (first.author, first.read_at is None, second.read_at) == (
        f"people.user:{caseworker.pk}",
        False,
        None,
    )


def test_a_message_is_not_empty(amara):
    with pytest.raises(ValidationError):
        write_message(amara, text="", by=BY)


def test_nothing_is_written_to_or_about_somebody_who_was_erased(amara):
    erase(amara, by=BY, ground="request")

    for change in (
        partial(edit_subject, amara, postcode="SM1 1AA"),
        partial(write_message, amara, text="Hello"),
    ):
        with pytest.raises(Unwritable):
            change(by=BY)


# ---- somebody with the database in hand ----------------------------------------------------------


def moved(source, target):
    overwrite(target, **columns_of(source))
    return again(target)


def test_what_is_known_of_one_person_does_not_open_as_anothers(amara, door):
    other = add_subject(by=BY, **KNOWN)

    with pytest.raises(Tampered, match="moved"):
        door.open(moved(amara, other))


def test_a_message_of_a_person_does_not_open_as_another_of_theirs(amara, door):
    one, other = (write_message(amara, text=text, by=BY) for text in ("One", "Other"))

    with pytest.raises(Tampered):
        door.open(moved(one, other))


def test_a_message_does_not_open_as_the_person_though_their_key_is_one(amara, door):
    message = write_message(amara, text="One", by=BY)
    assert again(message).vault_key == again(amara).vault_key
    twin = ChannelMessage.objects.create(
        pk=amara.pk + 500, subject=amara, from_person=False, author=BY, text="Twin"
    )
    assert twin.pk != message.pk

    with pytest.raises(Tampered):
        door.open(moved(message, amara))
    with pytest.raises(Tampered):
        door.open(moved(amara, twin))
