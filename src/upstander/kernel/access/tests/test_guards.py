from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from upstander.kernel.access import reading
from upstander.kernel.access.guarding import mistakes
from upstander.kernel.access.reading import open_records
from upstander.kernel.audit.reading import read_rows
from upstander.kernel.guards import Category, Guard
from upstander.kernel.registry import Capability, registered
from upstander.kernel.testing.cases import CAPABILITY, GUARD, PEOPLE
from upstander.kernel.testing.models import TrialCase

SOME = frozenset({"caseworker"})


def complaints(*guards):
    with registered(Capability(slug="trial", title="Trial", guards=guards)):
        return [error.msg for error in mistakes()]


def test_the_guards_of_the_product_and_of_the_tests_are_right():
    with registered(CAPABILITY):
        assert mistakes() == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"categories": GUARD.categories[1:]}, "leaves name without a category"),
        ({"categories": (*GUARD.categories, GUARD.categories[0])}, "puts name into two"),
        ({"purpose": "gossip"}, "names the purpose gossip, which opens nothing"),
        ({"partners": frozenset({"neighbour"})}, "lets in neighbour, which is no role"),
        ({"about": {"person_id": "people.User"}}, "speaks of people.User, which no guard is for"),
        ({"record": "testing.TrialReport"}, "is for a model without a GuardedQuerySet"),
        ({"along": "organisation_id"}, "leads to nobody it speaks of"),
    ],
)
def test_a_guard_with_a_hole_stops_the_start(wrong, words):
    said = complaints(replace(GUARD, **wrong), PEOPLE)

    assert any(words in sentence for sentence in said), said


def test_a_category_that_agreements_do_not_know_is_refused():
    with pytest.raises(ImproperlyConfigured, match="gossip"):
        Category("gossip", ("name",), view=SOME)


def test_who_edits_a_category_sees_it():
    with pytest.raises(ImproperlyConfigured, match="has to see it"):
        Category("identity", ("name",), view=frozenset(), edit=SOME)


def test_a_field_of_no_category_is_for_the_body_whose_record_it_is():
    guard = Guard("testing.TrialCase", "organisation", "support", GUARD.categories[1:])

    assert guard.category_of("name") == ""


def test_a_long_file_is_opened_in_parts_and_is_one_row(case, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    for number in range(4):
        TrialCase.objects.create(organisation=case.council, name=f"Person {number}")
    records = list(TrialCase.objects.visible_to(case.caseworker))

    open_records(case.caseworker, records, page="export")

    assert [record.name for record in records[1:]] == [f"Person {n}" for n in range(4)]
    assert len(read_rows().get().facts["records"]) == 5
