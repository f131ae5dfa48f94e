"""What the styles of a workbook say of a cell: its colour, and what its number means."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from upstander.kernel.documents.formats.word_text import real_colour
from upstander.kernel.documents.markup import Node

THEME = (
    "ffffff",
    "000000",
    "eeece1",
    "1f497d",
    "4f81bd",
    "c0504d",
    "9bbb59",
    "8064a2",
    "4bacc6",
    "f79646",
)
_SCHEME = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
)
# the old palette of 64 colours, of which its first eight come twice
_OLD = "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff"
_PALETTE = (
    f"{_OLD} {_OLD} 800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc "
    "ccffff 660066 ff8080 0066cc ccccff 000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff "
    "00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 "
    "ff6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DECIMALS = re.compile(r"0\.(0+)")


@dataclass(frozen=True)
class CellStyle:
    """The look of a cell as far as it means something."""

    colour: str = ""
    is_date: bool = False
    decimals: int = -1
    percent: bool = False
    bold: bool = False
    struck: bool = False


def read_theme(root: Node | None) -> tuple[str, ...]:
    """Read the colours of a theme in the order in which a style counts them."""
    scheme = next(root.inside("clrScheme"), None) if root else None
    if scheme is None:
        return THEME
    found = []
    for name, usual in zip(_SCHEME, THEME, strict=True):
        colour = scheme.value(name, "srgbClr") or scheme.value(name, "sysClr", name="lastClr")
        found.append(colour.casefold() or usual)
    return tuple(found)


def read_styles(root: Node | None, theme: tuple[str, ...]) -> list[CellStyle]:
    """Read the styles by their place, as cells speak of them."""
    if root is None:
        return []
    forms = {node.get("numFmtId"): node.get("formatCode") for node in root.inside("numFmt")}
    fills = [_fill(node, theme) for node in _list(root, "fills", "fill")]
    fonts = list(_list(root, "fonts", "font"))
    return [_style(node, forms, fills, fonts) for node in _list(root, "cellXfs", "xf")]


def _list(root: Node, name: str, member: str) -> list[Node]:
    found = root.first(name)
    return list(found.all(member)) if found else []


def _style(xf: Node, forms: dict[str, str], fills: list[str], fonts: list[Node]) -> CellStyle:
    form = xf.get("numFmtId", "0")
    code = _QUOTED.sub("", forms.get(form, ""))
    builtin = int(form) if form.isdecimal() and len(form) < 6 else 0
    decimals = _DECIMALS.search(code)
    font = _picked(fonts, xf.get("fontId"))
    return CellStyle(
        colour=_picked(fills, xf.get("fillId")) or "",
        is_date=builtin in _DATES
        or (code != "General" and any(s in code.casefold() for s in "dmyh")),
        decimals=len(decimals[1]) if decimals else 2 if builtin in (2, 4, 10) else -1,
        percent="%" in code or builtin in (9, 10),
        bold=_on(font, "b"),
        struck=_on(font, "strike"),
    )


def _on(font: Node | None, name: str) -> bool:
    found = font.first(name) if font else None
    return found is not None and found.get("val", "1") not in ("0", "false")


def _picked(things: list[Any], place: str) -> Any:
    at = int(place) if place.isdecimal() and len(place) < 6 else -1
    return things[at] if 0 <= at < len(things) else None


def _fill(node: Node, theme: tuple[str, ...]) -> str:
    pattern = node.first("patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return ""
    colour = pattern.first("fgColor")
    return colour_of(colour, theme) if colour else ""


def colour_of(node: Node, theme: tuple[str, ...]) -> str:
    """Give a colour, however it was named; '' for white and for none."""
    rgb, place, old = node.get("rgb"), node.get("theme"), node.get("indexed")
    if rgb:
        return real_colour(rgb[-6:])
    if old.isdecimal():
        return real_colour(_PALETTE[int(old)]) if len(old) < 3 and int(old) < len(_PALETTE) else ""
    if place.isdecimal() and len(place) < 3 and int(place) < len(theme):
        return real_colour(_tinted(theme[int(place)], node.get("tint")))
    return ""


def _tinted(colour: str, tint: str) -> str:
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return colour
    hue, light, full = rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light + (1 - light) * share
    parts = hls_to_rgb(hue, min(light, 1.0), full)
    return "".join(f"{round(part * 255):02x}" for part in parts)


def shown(value: str, style: CellStyle, since_1904: bool) -> str:
    """Write a number as its cell shows it, as far as a plan needs it."""
    try:
        number = float(value)
    except ValueError:
        return value
    if style.is_date and 1 <= number < 200_000:
        return _day(number, since_1904)
    if style.percent:
        return f"{number * 100:.{max(style.decimals, 0)}f}%"
    if style.decimals > 0:
        return f"{number:.{min(style.decimals, 9)}f}"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}" if abs(number) < 1e15 else value


def _day(number: float, since_1904: bool) -> str:
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a day on paper
    moment = start + timedelta(days=number)
    return moment.date().isoformat()
