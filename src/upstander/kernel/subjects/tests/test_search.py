import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.kernel.access.changes.records import bar
from upstander.kernel.access.changes.urgent import break_glass
from upstander.kernel.access.check import NotAllowed
from upstander.kernel.audit.reading import read_rows, reads_of
from upstander.kernel.audit.record import events_for, key_of
from upstander.kernel.registry import registered
from upstander.kernel.subjects.changes import add_subject, edit_subject
from upstander.kernel.subjects.models import Subject
from upstander.kernel.subjects.search import find_subjects, understood
from upstander.kernel.subjects.tests.conftest import BY
from upstander.kernel.testing.cases import CAPABILITY, GUARD, PEOPLE
from upstander.kernel.testing.models import TrialCase
from upstander.kernel.testing.people import organisation, person
from upstander.kernel.vault.erasure import erase
from upstander.kernel.vault.search import find

FIRST, SECOND = (Path(__file__).with_name(n) for n in ("name_pairs.txt", "more_name_pairs.txt"))


def pairs(path):
    """Give of each labelled pair: its label, what is asked, and the names of who is kept."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, _, pair = line.partition(": ")
            asked, _, kept = pair.partition(" = ")
            given, _, family = kept.partition("/")
            yield label, asked, given.strip(), family.strip()


def nearest(line, first, last, door):
    """Keep one person and look for them by one line; None where they are not found."""
    kept = add_subject(given_names=first, family_name=last, by=BY)
    return next(iter(find(Subject.objects.filter(pk=kept.pk), understood(line), door)), None)


def measured(some, door):
    """Count of some pairs: the same, of these shown and likely; apart, of these called likely."""
    found = {"same": [], "apart": []}
    for label, line, first, last in some:
        found[label].append(nearest(line, first, last, door))
    likely = {
        label: sum(match is not None and match.likely for match in matches)
        for label, matches in found.items()
    }
    shown = sum(match is not None for match in found["same"])
    same, apart = (len(matches) for matches in found.values())
    return (same, shown, likely["same"]), (apart, likely["apart"])


# as measured: how many of the pairs of one name are shown, and called likely; and of pairs of two
# people how many are called likely too. Before the rules were looked at again for the second list
# it was 113 and 96 of 115 with 13 of 70, 50 and 31 of 56 with 6 of 32, and 52 and 35 of 55 with 2
@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "half", "same", "apart"),
    [
        (FIRST, slice(None), (115, 114, 105), (70, 12)),
        (SECOND, slice(0, None, 2), (56, 56, 50), (32, 5)),
        (SECOND, slice(1, None, 2), (55, 54, 50), (32, 2)),
    ],
    ids=["first list", "second list", "second list, held out"],
)
def test_people_of_many_origins_are_found_however_their_names_were_written(
    path, half, same, apart, db, door
):
    of_one, of_two = measured(list(pairs(path))[half], door)

    assert (of_one[0], of_two[0]) == (same[0], apart[0])
    assert of_one[1] >= same[1]
    assert of_one[2] >= same[2]
    assert of_two[1] <= apart[1]


def asked(line):
    return {purpose.value: text for purpose, text in understood(line).items()}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Nowak", {"surname": "Nowak"}),
        ("Anna Nowak", {"forename": "Anna", "surname": "Nowak"}),
        ("Maria García López", {"forename": "Maria García", "surname": "García López"}),
        ("nowak 3/2/1980", {"surname": "nowak", "born_on": "1980-02-03"}),
        ("1980-02-03", {"born_on": "1980-02-03"}),
        ("Nowak, 1980", {"surname": "Nowak", "born_in": "1980"}),
        ("07700 900123", {"phone": "07700 900123"}),
        ("+44 (0)7700 900123 Anna", {"phone": "+44 (0)7700 900123", "surname": "Anna"}),
        ("anna@post.example", {"email": "anna@post.example"}),
        ("Anna sm4 5dx", {"surname": "Anna", "postcode": "sm4 5dx"}),
        ("31/2/1980", {"born_in": "1980"}),
        ("", {}),
    ],
)
def test_one_line_is_understood_as_people_type_it(line, says):
    assert asked(line) == says


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_line_at_all_is_understood_somehow(line):
    assert all(isinstance(text, str) for text in understood(line).values())


def test_a_caseworker_finds_a_person_and_the_trail_says_whom_they_were_shown(
    amara, caseworker, case
):
    add_subject(given_names="Ike", family_name="Okafor", by=BY)

    (found,) = find_subjects("amara novak", user=caseworker)

    assert found.record.family_name == "Zebra-Nowak"
    assert found.likely
    event = events_for("subjects.subject")[0]
    assert event.actor == f"people.user:{caseworker.pk}"
    assert json.loads(event.detail) == {"by_what": ["forename", "surname"], "shown": 1}


def test_a_search_is_a_row_of_reading_that_names_whom_it_showed_and_not_what_was_asked(
    amara, caseworker, case
):
    find_subjects("amara novak", user=caseworker)

    (row,) = reads_of(amara)
    assert row.facts["records"] == [key_of(amara)]
    assert (row.facts["page"], row.facts["through"]) == ("search", ["own"])
    assert row.facts["categories"] == ["contact", "identity"]
    trail = " ".join(event.detail.lower() for event in [row, *events_for("subjects.subject")])
    assert "novak" not in trail
    assert "amara" not in trail


def test_a_search_that_shows_nobody_is_on_record_and_reads_nothing(caseworker, case):
    assert find_subjects("Okafor", user=caseworker) == []

    assert events_for("subjects.subject")[0].facts == {"by_what": ["surname"], "shown": 0}
    assert not read_rows().exists()


def test_nobody_finds_a_person_of_whom_no_record_of_theirs_speaks(amara, case):
    elsewhere = person("caseworker", organisation("Another council"))

    assert find_subjects("Amara Nowak", user=elsewhere) == []
    assert not Subject.objects.visible_to(elsewhere).exists()


def test_whoever_broke_the_glass_finds_the_person(amara, landlord, case):
    officer = person("caseworker", landlord)
    stated = {
        "danger": "life",
        "gateway": "vital_interests",
        "reason": "He is at her door, she said.",
    }
    break_glass("subjects.subject", amara.pk, by=officer, **stated)

    assert [found.record for found in find_subjects("Nowak", user=officer)] == [amara]


def test_a_person_is_not_found_by_what_the_searcher_may_not_see(amara):
    council = organisation("Safer Merton")
    listener = person("panel_coordinator", council)
    with registered(replace(CAPABILITY, guards=(without_contact(), PEOPLE))):
        TrialCase.objects.create(organisation=council, subject=amara)

        assert find_subjects("07700 900123", user=listener) == []
        assert find_subjects("Nowak 07700 900123", user=listener) == []
        (found,) = find_subjects("Nowak", user=listener)

    assert found.record.phones == "[protected]"


def without_contact():
    """Guard cases so that how to reach somebody is for caseworkers alone."""
    shut = [
        replace(each, view=frozenset({"caseworker"}), edit=frozenset({"caseworker"}))
        if each.code == "contact"
        else each
        for each in GUARD.categories
    ]
    return replace(GUARD, categories=tuple(shut))


def test_whoever_is_barred_does_not_find_the_person(amara, caseworker, case):
    bar(amara, caseworker, ground="family", by=BY)

    assert find_subjects("Amara Nowak", user=caseworker) == []


def test_a_person_is_found_by_another_name_that_they_go_by(amara, caseworker, case):
    edit_subject(amara, other_names=["Amy Okonkwo"], by=BY)

    assert [found.record for found in find_subjects("Okonkwo", user=caseworker)] == [amara]


def test_the_nearest_are_shown_and_no_more_than_asked_for(caseworker, case):
    for number in range(5):
        other = add_subject(given_names="Amara", family_name=f"Nowak{number}", by=BY)
        TrialCase.objects.create(organisation=case.organisation, subject=other)

    assert len(find_subjects("Nowak", user=caseworker, most=2)) == 2


@pytest.mark.parametrize("role", ["analyst", "information_governance", "strategic_lead", None])
def test_nobody_else_may_look_for_people(role, amara, case):
    with pytest.raises(NotAllowed):
        find_subjects("Nowak", user=person(role))

    assert not Subject.objects.visible_to(person(role)).exists()


def test_a_centre_worker_opens_people_along_with_reports_and_looks_for_nobody(amara, case):
    listener = person("centre_worker")
    assert Subject.objects.visible_to(listener).get() == amara

    with pytest.raises(NotAllowed):
        find_subjects("Nowak", user=listener)


def test_somebody_who_was_erased_is_found_by_nothing(amara, caseworker, case):
    erase(amara, by=BY, ground="request")

    for line in ("Amara Nowak", "07700 900123", "amara@post.example", "3/2/1980", "SM4 5DX"):
        assert find_subjects(line, user=caseworker) == []
