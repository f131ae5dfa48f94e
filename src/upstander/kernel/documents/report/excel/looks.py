"""The looks of cells in a workbook. Every one marks its cell as text, never as a formula."""

from typing import Any

from upstander.kernel.documents.report import tones

Look = dict[str, Any]

_FONT: Look = {"font_name": "Arial", "font_size": 10, "font_color": f"#{tones.INK}"}
_TEXT: Look = _FONT | {
    "quote_prefix": True,
    "num_format": "@",
    "text_wrap": True,
    "valign": "top",
}
_LINE: Look = {"bottom": 1, "bottom_color": f"#{tones.LINE}"}
_BAND: Look = {"bold": True, "valign": "vcenter"}
RIGHT_TO_LEFT: Look = {"reading_order": 2}

LOOKS: dict[str, Look] = {
    "text": _TEXT,
    "cell": _TEXT | _LINE,
    "whole": _TEXT | _LINE | {"bg_color": f"#{tones.PAPER}"},
    "strong": _TEXT | {"bold": True},
    "kicker": _TEXT | {"bold": True, "font_color": f"#{tones.WARM}"},
    "title": _TEXT | _BAND | {"font_size": 18, "font_color": "#08363b"},
    "head": _TEXT | _BAND | {"font_color": "#ffffff", "bg_color": f"#{tones.TEAL}"},
    "heading 1": _TEXT
    | _BAND
    | {"font_size": 13, "font_color": "#ffffff", "bg_color": f"#{tones.TEAL}"},
    "heading 2": _TEXT
    | _BAND
    | {
        "font_size": 11,
        "font_color": "#08363b",
        "bg_color": f"#{tones.TEAL_TINT}",
        "top": 2,
        "top_color": f"#{tones.TEAL}",
    },
    "heading 3": _TEXT | _BAND | {"font_color": "#08363b"},
    "group": _TEXT | _LINE | {"bold": True, "bg_color": f"#{tones.TEAL_TINT}"},
    "quiet": _TEXT | {"font_color": f"#{tones.MUTED}"},
    "hidden": {"quote_prefix": True, "num_format": "@", "font_color": f"#{tones.MUTED}"},
}


def look_of(name: str, tone: str = "", *, rtl: bool = False) -> Look:
    """Put a look together: the kind of cell, its tone, its direction."""
    look = LOOKS[name]
    if tone:
        held = tones.TONES[tone]
        look = look | {
            "bg_color": f"#{held.ground}",
            "font_color": f"#{held.letters}",
            "bold": True,
        }
    return look | (RIGHT_TO_LEFT if rtl else {})
