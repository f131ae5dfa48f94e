"""From eastings and northings of the National Grid to latitude and longitude.

The formulas are those of Ordnance Survey, "A guide to coordinate systems in Great Britain":
inverse transverse Mercator on Airy 1830, then a shift to WGS84. Good to about five metres, which
is enough to say which place is nearer.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

A, B = 6_377_563.396, 6_356_256.909  # Airy 1830
SCALE, NORTH0, EAST0 = 0.9996012717, -100_000.0, 400_000.0
LATITUDE0, LONGITUDE0 = radians(49), radians(-2)
E2 = 1 - (B / A) ** 2
N = (A - B) / (A + B)
WGS_A, WGS_B = 6_378_137.0, 6_356_752.314245
SHIFT, TURN = (446.448, -125.157, 542.060), (0.1502, 0.2470, 0.8421)  # metres, seconds of arc
GROWTH = 1 - 20.4894e-6


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    """Give latitude and longitude (WGS84) of a point of the National Grid in metres."""
    return _shifted(*_on_airy(easting, northing))


def _meridian(latitude: float) -> float:
    plus, minus = latitude + LATITUDE0, latitude - LATITUDE0
    terms = (
        (1 + N + 1.25 * N**2 + 1.25 * N**3) * minus,
        -(3 * N + 3 * N**2 + 2.625 * N**3) * sin(minus) * cos(plus),
        (1.875 * N**2 + 1.875 * N**3) * sin(2 * minus) * cos(2 * plus),
        -(35 / 24) * N**3 * sin(3 * minus) * cos(3 * plus),
    )
    return B * SCALE * sum(terms)


def _on_airy(easting: float, northing: float) -> tuple[float, float]:
    latitude, gap = LATITUDE0, northing - NORTH0
    while abs(gap) > 1e-5:
        latitude += gap / (A * SCALE)
        gap = northing - NORTH0 - _meridian(latitude)
    across = A * SCALE / sqrt(1 - E2 * sin(latitude) ** 2)
    along = across * (1 - E2) / (1 - E2 * sin(latitude) ** 2)
    eta, t, d = across / along - 1, tan(latitude), easting - EAST0
    north = latitude - t * d**2 * (
        1 / (2 * along * across)
        - (5 + 3 * t**2 + eta - 9 * t**2 * eta) * d**2 / (24 * along * across**3)
        + (61 + 90 * t**2 + 45 * t**4) * d**4 / (720 * along * across**5)
    )
    east = LONGITUDE0 + d / cos(latitude) * (
        1 / across
        - (across / along + 2 * t**2) * d**2 / (6 * across**3)
        + (5 + 28 * t**2 + 24 * t**4) * d**4 / (120 * across**5)
    )
    return north, east


def _shifted(latitude: float, longitude: float) -> tuple[float, float]:
    bend = A / sqrt(1 - E2 * sin(latitude) ** 2)
    x = bend * cos(latitude) * cos(longitude)
    y = bend * cos(latitude) * sin(longitude)
    z = bend * (1 - E2) * sin(latitude)
    rx, ry, rz = (radians(angle / 3600) for angle in TURN)
    moved = (
        SHIFT[0] + x * GROWTH - y * rz + z * ry,
        SHIFT[1] + x * rz + y * GROWTH - z * rx,
        SHIFT[2] - x * ry + y * rx + z * GROWTH,
    )
    return _from_centre(*moved)


def _from_centre(x: float, y: float, z: float) -> tuple[float, float]:
    e2 = 1 - (WGS_B / WGS_A) ** 2
    flat = hypot(x, y)
    latitude = atan2(z, flat * (1 - e2))
    for _ in range(6):
        bend = WGS_A / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * bend * sin(latitude), flat)
    return degrees(latitude), degrees(atan2(y, x))
