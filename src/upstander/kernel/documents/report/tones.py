"""The colours of documents: those of the product, each with letters that can be read on it."""

from dataclasses import dataclass

TEAL = "0d4a50"
TEAL_TINT = "e8f1f0"
TEAL_LINE = "c4d8d6"
WARM = "a8451a"
INK = "1d2326"
MUTED = "484f54"
LINE = "d9d5cc"
PAPER = "f4f1ea"


@dataclass(frozen=True)
class Tone:
    """A ground and the colour of letters on it; every pair has a contrast of 7:1 or more."""

    ground: str
    letters: str


TONES = {
    "calm": Tone(TEAL_TINT, "08363b"),
    "warm": Tone("fdf3e9", "7d3110"),
    "waiting": Tone("e7e5e1", "3d4245"),
    "moving": Tone("dde8f6", "12436d"),
    "done": Tone("dcefe2", "00502b"),
    "late": Tone("fbe3d6", "7a2f0f"),
}
