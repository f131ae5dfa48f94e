"""Points lie where another way of looking also finds them."""

from math import atan2, cos, pi, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from upstander.kernel.geography.grid import to_degrees
from upstander.kernel.geography.shapes import (
    Area,
    centroid,
    inside,
    metres_per_degree,
    minutes,
    signed_area,
    straight,
    walk,
)

SQUARE = ((0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0))
HOLE = ((1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0))
HORSESHOE = ((0.0, 0.0), (0.0, 9.0), (9.0, 9.0), (9.0, 6.0), (3.0, 6.0), (3.0, 3.0), (9.0, 3.0),
             (9.0, 0.0))  # fmt: skip


def winds_round(point, ring):
    """Add up the angles under which the ring is seen: all the way round only from inside."""
    seen = [atan2(y - point[0], x - point[1]) for y, x in ring]
    turns = ((b - a + pi) % (2 * pi) - pi for a, b in zip(seen, [*seen[1:], seen[0]], strict=True))
    return abs(sum(turns)) > pi


@st.composite
def stars(draw):
    """Rings that do not cross themselves: corners round a middle, near and far."""
    reach = draw(st.lists(st.floats(0.5, 5), min_size=3, max_size=12))
    step = 2 * pi / len(reach)
    return tuple((far * sin(n * step), far * cos(n * step)) for n, far in enumerate(reach))


@pytest.mark.slow
@given(stars(), st.floats(-5, 5), st.floats(-5, 5))
def test_a_point_is_inside_when_the_ring_goes_all_the_way_round_it(ring, y, x):
    edges = zip(ring, (*ring[1:], ring[0]), strict=True)
    assume(all(abs(_side((y, x), a, b)) > 1e-6 for a, b in edges))  # not on a line itself

    assert inside((y, x), ring) == winds_round((y, x), ring)


def _side(point, a, b):
    return (b[1] - a[1]) * (point[0] - a[0]) - (b[0] - a[0]) * (point[1] - a[1])


def test_a_hole_is_not_part_of_an_area_and_a_second_island_is():
    area = Area("E1", "Ring", ((SQUARE, HOLE), (((8.0, 8.0), (8.0, 9.0), (9.0, 9.0)),)))

    assert area.has((0.5, 0.5))
    assert not area.has((2.0, 2.0))
    assert area.has((8.2, 8.7))
    assert not area.has((6.0, 6.0))


def test_the_middle_of_an_area_lies_inside_it_whatever_its_shape():
    assert centroid(SQUARE) == (2.0, 2.0)
    assert not inside(centroid(HORSESHOE), HORSESHOE)
    assert inside(Area("E1", "U", ((HORSESHOE,),)).middle, HORSESHOE)
    assert abs(signed_area(HORSESHOE)) == 63.0


def test_distances_are_those_of_a_good_map():
    # Greenwich observatory to Charing Cross: 8.9 km as the crow flies
    observatory, charing_cross = (51.4778, -0.0015), (51.5074, -0.1278)

    assert straight(observatory, charing_cross) == pytest.approx(9_350, rel=0.02)
    assert walk(observatory, charing_cross) == straight(observatory, charing_cross) * 1.3
    assert minutes(800) == 10
    assert minutes(3) == 1


def test_a_degree_is_as_long_as_a_nautical_mile_times_sixty():
    north, east = metres_per_degree(60)

    assert north == pytest.approx(60 * 1_853, rel=0.002)
    assert east == pytest.approx(north / 2, rel=0.001)


def test_the_national_grid_is_turned_into_degrees_as_the_survey_says():
    # the worked example of Ordnance Survey's guide, Caister water tower, on WGS84
    latitude, longitude = to_degrees(651_409.903, 313_177.270)

    assert latitude == pytest.approx(52.65798, abs=0.00006)
    assert longitude == pytest.approx(1.71605, abs=0.00006)
