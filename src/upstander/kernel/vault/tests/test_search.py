from datetime import date

import pytest

from upstander.kernel.testing.models import TrialPerson
from upstander.kernel.vault import search
from upstander.kernel.vault.models import SearchToken
from upstander.kernel.vault.search import find
from upstander.kernel.vault.tests.conftest import again
from upstander.kernel.vault.tokens import Purpose, email_address, phone_number, postcode


def found(door, rows=None, **asked):
    wanted = {Purpose[name.upper()]: text for name, text in asked.items()}
    return find(TrialPerson.objects.all() if rows is None else rows, wanted, door)


@pytest.mark.parametrize(
    "asked",
    [
        {"surname": "Novak"},
        {"surname": "Zebra", "forename": "Amara"},
        {"surname": "Amara", "forename": "Nowak"},
        {"born_on": "1980-02-03"},
        {"born_in": "1980-02-03", "surname": "Nowak"},
        {"phone": "+44 (0)7700 900123"},
        {"phone": "020 7946 0000"},
        {"email": "Amara+news@POST.example"},
        {"postcode": "sm45dx"},
        {"surname": "Nowakowna", "phone": "07700900123"},
    ],
    ids=str,
)
def test_a_person_is_found_by_what_one_knows_of_them(asked, amara, door):
    TrialPerson.objects.create(family_name="Okafor", given_names="Ike", phones=["07700 900999"])

    (one,) = found(door, **asked)

    assert one.record == amara
    assert one.record.family_name == "Zebra-Nowak"
    assert 0.3 < one.nearness <= 1


@pytest.mark.parametrize(
    "asked", [{"surname": "Okonkwo"}, {"phone": "07700 900124"}, {"surname": "  "}, {}], ids=str
)
def test_nobody_is_found_by_what_does_not_fit(asked, amara, door):
    assert found(door, **asked) == []


def test_the_nearest_comes_first_and_it_is_said_by_what(amara, door):
    other = TrialPerson.objects.create(family_name="Novák", given_names="Jan")

    first, second = found(door, surname="Nowak", forename="Amara", phone="07700900123")

    assert (first.record, second.record) == (amara, other)
    assert first.nearness > second.nearness
    assert first.known_by == (Purpose.SURNAME, Purpose.FORENAME, Purpose.PHONE)
    assert second.known_by == (Purpose.SURNAME,)


def test_only_those_that_one_may_see_are_found(amara, door):
    assert found(door, TrialPerson.objects.exclude(pk=amara.pk), surname="Nowak") == []


def test_only_those_that_are_shown_are_opened(amara, door, monkeypatch):
    for number in range(5):
        TrialPerson.objects.create(family_name="Nowak", given_names=f"Jan{number}")
    everybody = {TrialPerson: TrialPerson.objects.all()}[TrialPerson]

    shown = find(everybody, {Purpose.SURNAME: "Nowak"}, door, most=2)

    assert len(shown) == len(door.opened) == 2


def test_at_most_so_many_candidates_are_compared(amara, door, monkeypatch):
    monkeypatch.setattr(search, "CANDIDATES", 3)
    for _ in range(6):
        TrialPerson.objects.create(family_name="Nowak")

    assert len(found(door, surname="Nowak")) == 3


def test_whoever_may_see_only_the_last_of_many_namesakes_finds_that_one(db, door, monkeypatch):
    monkeypatch.setattr(search, "AT_ONCE", 2)
    monkeypatch.setattr(search, "CANDIDATES", 3)
    namesakes = [TrialPerson.objects.create(family_name="Nowak") for _ in range(9)]
    theirs = [person.pk for person in namesakes[3::2]]
    rows = TrialPerson.objects.filter(pk__in=theirs)

    shown = found(door, rows, surname="Nowak")

    assert [match.record.pk for match in shown] == theirs
    assert found(door, TrialPerson.objects.filter(pk=namesakes[8].pk), surname="Nowak")


def test_a_changed_name_is_found_and_the_old_one_is_not(amara, door):
    amara.family_name = "Okonkwo"
    amara.save()

    assert found(door, surname="Nowak") == []
    assert found(door, surname="Okonkwo")[0].record == amara
    assert again(amara).vault_document


def test_a_field_that_was_emptied_leaves_no_token(amara):
    for name in ("family_name", "given_names", "phones", "email", "postcode"):
        setattr(amara, name, "")
    amara.born_on = None
    amara.save()

    assert SearchToken.objects.count() == 0


@pytest.mark.parametrize(
    ("written", "one_way"),
    [
        ("07700 900123", "07700900123"),
        ("+44 7700 900123", "07700900123"),
        ("+44 (0)7700-900123", "07700900123"),
        ("0044 7700 900123", "07700900123"),
        ("+48 22 123 45 67", "48221234567"),
        ("0048221234567", "48221234567"),
        ("44 1234", "441234"),
    ],
)
def test_a_telephone_number_is_written_in_one_way(written, one_way):
    assert phone_number(written) == one_way


def test_addresses_and_postcodes_are_written_in_one_way():
    assert email_address(" Amara+news@Post.Example ") == "amara@post.example"
    assert email_address("nobody") == ""
    assert postcode("sm4 5dx") == postcode("SM45DX") == "SM45DX"


def test_a_person_born_on_a_day_is_found_by_the_day_alone(amara, door):
    TrialPerson.objects.create(family_name="Okafor", born_on=date(1980, 2, 4))

    (one,) = found(door, born_on="1980-02-03")

    assert one.nearness == 1
