"""Where a resident can walk in, and where not, ward by ward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upstander.kernel.geography.boundaries import borders
from upstander.kernel.geography.drawing import Map, draw_map
from upstander.kernel.geography.shapes import Point, minutes, walk

IN_REACH = 20  # minutes (domain.md 24, objective 5)


@dataclass(frozen=True)
class Door:
    """A place that is open to walk into, as coverage sees it."""

    key: int
    ward: str
    point: Point | None
    step_free: bool


@dataclass(frozen=True)
class WardCover:
    """One ward: its places, and the walk to the nearest step-free one."""

    code: str
    title: str
    doors: int
    step_free: int
    nearest: int | None  # key of the place
    metres: float | None

    @property
    def minutes(self) -> int | None:
        """Give the walk in minutes from the middle of the ward."""
        return minutes(self.metres) if self.metres is not None else None

    @property
    def in_reach(self) -> bool:
        """Tell whether a step-free one is in the ward or within twenty minutes of its middle."""
        return bool(self.step_free) or (self.minutes or IN_REACH + 1) <= IN_REACH

    @property
    def look(self) -> str:
        """Say how the map shows it: good has one, fair has one in reach, poor has none."""
        return "good" if self.step_free else "fair" if self.in_reach else "poor"


def cover_wards(
    wards: Sequence[tuple[str, str]], middles: Mapping[str, Point], doors: Sequence[Door]
) -> list[WardCover]:
    """Work out the cover of each ward, named by code and title."""
    return [_cover(code, title, middles.get(code), doors) for code, title in wards]


def _cover(code: str, title: str, middle: Point | None, doors: Sequence[Door]) -> WardCover:
    inside = [door for door in doors if door.ward == code]
    free = [door for door in inside if door.step_free]
    walks = [
        (walk(middle, door.point), door.key)
        for door in doors
        if middle and door.point and door.step_free
    ]
    metres, nearest = min(walks, default=(None, None))
    return WardCover(code, title, len(inside), len(free), nearest, metres)


def map_of_cover(wards: Sequence[WardCover], title: str) -> Map | None:
    """Draw how wards are covered, and say so in words; None where there are no borders."""
    known = borders()
    if known is None:
        return None
    numbers = {ward.code: str(number) for number, ward in enumerate(wards, start=1)}
    lacking = [ward.title for ward in wards if ward.look == "poor"]
    described = f"Hatched, without one in reach: {', '.join(lacking) or 'none'}."
    fills = {ward.code: ward.look for ward in wards}
    return draw_map(known, title, described, fills=fills, numbers=numbers)
