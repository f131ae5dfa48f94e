"""Which ward is meant: by postcode, street or stop; and what nobody can tell stays unknown."""

import pytest

from upstander.kernel.geography import demonstrate
from upstander.kernel.geography.models import Place
from upstander.kernel.geography.placing import ward_of


@pytest.fixture(autouse=True)
def map_of_merton(db, settings):
    settings.DEMO = True
    demonstrate.load()


def code(postcode, point):
    close = postcode.replace(" ", "").casefold()
    Place.objects.create(
        kind="postcode", name=postcode, folded=close, latitude=point[0], longitude=point[1]
    )


def ward(text):
    found = ward_of(text)
    return found.title if found else None


def test_a_street_is_known_however_it_is_written():
    known = ward("Martin Way")

    assert known
    assert {ward(each) for each in ("12 martin way, SW20", "in MARTIN WAY near the shop")} == {
        known
    }


def test_the_longest_name_is_meant():
    assert ward("Morden South station") == ward("the stop at Morden South station")
    assert ward("Merton High Street") == ward("242 Merton High St.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "at home",
        "Mitcham",  # an area lies in several wards
        "London Road",  # of which there are two
        "Martin Way or Haydons Road",  # somebody is not sure
        "A shop in Sutton",
        "SW1A 1AA",  # not loaded
        "Martin Wayland",
        "x" * 10_000,
        "\x00 drop table; -- \u202e",
    ],
)
def test_what_nobody_can_tell_stays_unknown(text):
    assert ward(text) is None


def test_a_postcode_decides_over_a_street():
    code("SM4 5DX", (51.402, -0.229))  # Grand Drive

    assert ward("Martin Way, sm45dx") == ward("Grand Drive")
    assert ward("Martin Way, sm45dx") != ward("Martin Way")


def test_a_postcode_outside_the_borough_is_in_no_ward():
    code("BN1 1AA", (50.82, -0.14))

    assert ward("Martin Way, BN1 1AA") is None


def test_without_borders_nothing_is_known(settings):
    settings.DEMO = False

    assert ward("Martin Way") is None
