from datetime import date

import pytest
from django.db import IntegrityError

from upstander.kernel.reference.load import load_reference
from upstander.kernel.reference.models import Strand, Ward


@pytest.fixture
def loaded(db):
    load_reference()


@pytest.mark.usefixtures("loaded")
def test_the_five_national_strands_come_first_and_apart_from_local_ones():
    main = list(Strand.objects.current().main())

    assert [strand.title for strand in main if strand.scope == Strand.Scope.NATIONAL] == [
        "Disability",
        "Race",
        "Religion or belief",
        "Sexual orientation",
        "Transgender",
    ]
    assert list(Strand.objects.main().national()) == main[:5]
    assert list(Strand.objects.main().local()) == main[5:]


@pytest.mark.usefixtures("loaded")
def test_strands_have_their_parts():
    parts = {
        strand.code: [part.title for part in strand.parts.all()]
        for strand in Strand.objects.main().national()
    }

    assert parts["religion"][:6] == ["Buddhist", "Christian", "Hindu", "Jewish", "Muslim", "Sikh"]
    assert len(parts["religion"]) == len(parts["race"]) == 9
    assert len(parts["disability"]) == 4
    assert parts["sexual-orientation"] == parts["transgender"] == []
    assert Strand.objects.get(code="religion.jewish").scope == Strand.Scope.NATIONAL
    assert Strand.objects.get(code="race.arab").scope == Strand.Scope.LOCAL


@pytest.mark.usefixtures("loaded")
def test_merton_has_twenty_wards_since_the_election_of_2022():
    assert Ward.objects.on(date(2024, 11, 14)).count() == 20
    assert Ward.objects.on(date(2022, 5, 4)).count() == 0
    assert Ward.objects.get(code="E05013814").title == "Figge's Marsh"


@pytest.mark.django_db
def test_the_wards_of_another_borough_are_for_that_borough_to_bring(settings):
    settings.BOROUGH = "Elsewhere"

    load_reference()

    assert not Ward.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_loading_twice_mends_and_keeps_what_a_borough_added():
    own = Strand.objects.create(code="local.own", title="Our own", scope=Strand.Scope.LOCAL)
    Strand.objects.filter(code="race").update(title="Rase")
    before = (Strand.objects.count(), Ward.objects.count())

    load_reference()

    assert (Strand.objects.count(), Ward.objects.count()) == before
    assert Strand.objects.get(code="race").title == "Race"
    own.refresh_from_db()


@pytest.mark.usefixtures("loaded")
def test_an_old_row_keeps_its_days_and_its_code():
    old = Ward.objects.create(code="E05013825", title="Village", valid_until=date(2022, 5, 4))

    assert old in Ward.objects.on(date(2020, 1, 1))
    assert old not in Ward.objects.current()
    assert Ward.objects.current().filter(code="E05013825").count() == 1


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    "days", [{}, {"valid_from": date(2022, 5, 5), "valid_until": date(2022, 5, 4)}]
)
def test_a_code_is_in_force_once_and_no_row_ends_before_it_starts(days):
    with pytest.raises(IntegrityError):
        Ward.objects.create(code="E05013825", title="Village", **days)
