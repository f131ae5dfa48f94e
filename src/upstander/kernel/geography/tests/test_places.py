"""Borders and names: whose file it is, where a point lies, and what somebody means by a word."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.geography import demonstrate
from upstander.kernel.geography.boundaries import (
    BordersUnreadable,
    borders,
    drawn_by_us,
    read_borders,
)
from upstander.kernel.geography.changes import replace_places
from upstander.kernel.geography.drawing import Pin, draw_map
from upstander.kernel.geography.finding import find, is_postcode, knows_postcodes
from upstander.kernel.geography.loading import read_places
from upstander.kernel.geography.models import Place
from upstander.kernel.geography.shapes import signed_area
from upstander.kernel.reference.models import Ward

REAL = Path(os.environ.get("OPEN_DATA", "")) / "geo/merton_wards_2022.geojson"


# ---- borders -------------------------------------------------------------------------------------


def test_the_borders_that_we_drew_have_every_ward_once_and_no_gap_between(drawn):
    areas = borders().areas
    names = Ward.objects.current().values_list("title", flat=True)
    box = borders().box
    points = [
        (box.south + (box.north - box.south) * n / 40, box.west + (box.east - box.west) * m / 40)
        for n in range(41)
        for m in range(41)
    ]
    owners = [sum(area.has(point) for area in areas) for point in points]

    assert sorted(area.name for area in areas) == sorted(names)
    assert max(owners) == 1
    inner = [p for p, n in zip(points, owners, strict=True) if n == 0 and _surrounded(p, areas)]
    assert inner == []
    assert all(area.has(area.middle) for area in areas)
    assert drawn_by_us()


def _surrounded(point, areas):
    y, x = point
    near = [(y + 0.002, x), (y - 0.002, x), (y, x + 0.003), (y, x - 0.003)]
    return all(any(area.has(other) for area in areas) for other in near)


def test_without_a_file_a_real_borough_has_no_map(db, settings):
    settings.BOUNDARIES = None

    assert borders() is None


def collection(**properties):
    square = [[-0.2, 51.4], [-0.1, 51.4], [-0.1, 51.5], [-0.2, 51.5], [-0.2, 51.4]]
    feature = {"properties": properties, "geometry": {"type": "Polygon", "coordinates": [square]}}
    return {"type": "FeatureCollection", "features": [feature]}


@pytest.mark.parametrize("properties", [{"WD22CD": "E05013810"}, {"name": "Abbey"}])
def test_an_area_is_known_by_any_property_with_a_code_or_a_name(
    wards, settings, tmp_path, properties
):
    settings.BOUNDARIES = tmp_path / "wards.geojson"
    settings.BOUNDARIES.write_text(json.dumps(collection(OBJECTID=7, **properties)))

    assert borders().at((51.45, -0.15)).code == "E05013810"
    assert borders().at((51.45, -0.25)) is None


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[]",
        json.dumps(collection(name="Elsewhere")),
        json.dumps(collection(name="Abbey")).replace("51.4]", "531400.0]"),
        json.dumps(collection(name="Abbey")).replace("Polygon", "Point"),
    ],
)
def test_a_file_that_is_no_map_of_this_borough_is_refused_in_a_sentence(
    wards, settings, tmp_path, content
):
    settings.BOUNDARIES = tmp_path / "wards.geojson"
    settings.BOUNDARIES.write_text(content)

    with pytest.raises(BordersUnreadable, match="UPSTANDER_BOUNDARIES"):
        read_borders()


def test_a_file_that_is_not_there_is_named_by_its_setting(db, settings, tmp_path):
    settings.BOUNDARIES = tmp_path / "gone.geojson"

    with pytest.raises(BordersUnreadable, match="is not there"):
        read_borders()


def test_pages_do_without_a_map_whose_file_is_spoilt_and_the_log_says_so(
    db, settings, tmp_path, caplog
):
    settings.BOUNDARIES = tmp_path  # a folder

    assert borders() is None
    assert "UPSTANDER_BOUNDARIES cannot be opened" in caplog.text


if REAL.is_file():  # the borders of the statistics office, where somebody has them

    def test_the_true_wards_are_read_and_known_by_their_codes(wards, settings):
        settings.BOUNDARIES = REAL
        areas = borders().areas

        assert {area.code for area in areas} == set(
            Ward.objects.current().values_list("code", flat=True)
        )
        assert all(borders().at(area.middle) == area for area in areas)
        assert all(signed_area(area.polygons[0][0]) for area in areas)


# ---- names ---------------------------------------------------------------------------------------


@pytest.fixture
def names(drawn):
    demonstrate.load()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mitcham", ["Mitcham"]),
        ("wimbledon  station", ["Wimbledon station"]),
        ("Wimbledon", ["Wimbledon", "Wimbledon station"]),
        ("figges marsh", ["Figge's Marsh ward"]),
        ("Abbey Ward", ["Abbey ward"]),
        ("central rd", ["Central Road"]),
        ("London Road", ["London Road, Mitcham", "London Road, Morden"]),
        ("eastfields", ["Mitcham Eastfields station"]),
        ("xy", []),
        ("", []),
        ("SW19 1AA", []),
    ],
)
def test_a_word_means_a_ward_an_area_a_station_or_a_street(names, typed, meant):
    assert [found.name for found in find(typed)] == meant


def test_a_postcode_is_found_once_the_operator_has_brought_them_in(names):
    assert is_postcode("sm4 5dx")
    assert not is_postcode("Morden")
    assert not knows_postcodes()
    Place.objects.create(
        kind="postcode", name="SM4 5DX", folded="sm45dx", latitude=51.40, longitude=-0.19
    )

    assert knows_postcodes()
    assert [found.point for found in find(" sm45dx ")] == [(51.40, -0.19)]


ONSPD = "pcd,pcds,doterm,lat,long\nSM45DX,SM4 5DX,,51.4012,-0.1949\n" + "".join(
    (
        "SM45DY,SM4 5DY,202401,51.4012,-0.1949\n",  # ended
        "GY11AA,GY1 1AA,,99.999999,0\n",  # without a place
        "EH11AA,EH1 1AA,,55.95,-3.19\n",  # far away
    )
)
CODE_POINT = (
    '"SM4 5DX",10,525800,168300,"E92000001","","","","E09000024","E05013822"\n'
    '"SM45DZ",90,0,0,"E92000001","","","","E09000024","E05013822"\n'
)


@pytest.mark.parametrize("content", [ONSPD, CODE_POINT], ids=["ONSPD", "Code-Point Open"])
def test_postcodes_near_the_borough_are_taken_from_either_list(drawn, tmp_path, content):
    file = tmp_path / "postcodes.csv"
    file.write_text(content)
    out = StringIO()

    call_command("geography_load", file, stdout=out)

    assert "1 places loaded" in out.getvalue()
    (place,) = Place.objects.all()
    assert place.name == "SM4 5DX"
    assert (place.latitude, place.longitude) == pytest.approx((51.401, -0.193), abs=0.01)


def test_a_list_of_our_own_kind_replaces_its_kinds_alone_and_leaves_a_row_in_the_trail(
    names, tmp_path
):
    stations = Place.objects.filter(kind="station").count()
    file = tmp_path / "streets.csv"
    file.write_text("name,kind,latitude,longitude\nElm Row,street,51.41,-0.2\n")

    replace_places(read_places(file), by="system:test")

    assert list(Place.objects.filter(kind="street").values_list("name", flat=True)) == ["Elm Row"]
    assert Place.objects.filter(kind="station").count() == stations
    assert events_for("geography.places")[0].facts == {"count": 1, "kinds": ["street"]}


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        "kind,name,latitude,longitude\npub,The Crown,51.4,-0.2\n",
        "kind,name,latitude,longitude\nstreet,Elm Row,north,-0.2\n",
        "kind,name,latitude,longitude\nstreet,Elm Row,531000,170000\n",
        "kind,name,latitude,longitude\nstreet,Far Row,55.9,-3.1\n",
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(names, tmp_path, content):
    before = Place.objects.count()
    file = tmp_path / "wrong.csv"
    file.write_text(content)

    with pytest.raises(Refused):
        replace_places(read_places(file), by="system:test")
    assert Place.objects.count() == before


def test_a_file_that_is_no_text_is_refused(db, tmp_path):
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\xff\xfe\x00\x01")

    with pytest.raises(Refused, match="csv file in UTF-8"):
        read_places(file)


# ---- the map -------------------------------------------------------------------------------------


def test_a_map_shows_its_pins_and_says_what_it_shows(drawn):
    pins = [Pin((51.41, -0.19), "1"), Pin((51.4065, -0.199), "2", full=False, rough=True)]

    drawing = draw_map(
        borders(), "Two places", "1: here; 2: there", pins=pins, here=(51.40, -0.2),
        fills={"E05013810": "poor"}, numbers={"E05013810": "1"},
    )  # fmt: skip

    for svg in (drawing.wide, drawing.narrow):
        assert "<title" in svg
        assert ">1: here; 2: there</desc>" in svg
        assert "url(#hatch-" in svg
        assert svg.count("<path") == 20
        assert "style=" not in svg
    assert ">Abbey</text>" in drawing.wide
    assert ">Abbey</text>" not in drawing.narrow
