"""A report refuses what some of its readers could not read."""

import pytest

from upstander.kernel.documents.report.model import (
    Bullets,
    Callout,
    Cell,
    Closing,
    Column,
    Figure,
    Heading,
    LegendEntry,
    Paragraph,
    Report,
    Row,
    Run,
    Table,
)
from upstander.kernel.documents.report.tests.sample import NUMBERS, SVG
from upstander.kernel.documents.report.tones import TONES
from upstander.kernel.documents.report.unfit import Unfit

ONE = (Column("Actions"),)
BAD_DRAWINGS = (
    "<svg",
    '<svg viewBox="0 0 1 1"><script/></svg>',
    '<svg viewBox="0 0 1 1"><image href="https://harm.example/a.png"/></svg>',
    '<svg viewBox="0 0 1 1"><rect onclick="a()"/></svg>',
    "<svg><rect/></svg>",
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>',
)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Figure(SVG, " ", "Caption", NUMBERS),
        lambda: Figure(SVG, "Words", "", NUMBERS),
        lambda: Table("", ONE, ()),
        lambda: Table("Caption", (), ()),
        lambda: Column(" "),
        lambda: Table("Caption", ONE, (Row((Cell("a"), Cell("b"))),)),
        lambda: Table("Caption", (*ONE, *ONE), (Row((Cell("a"),)),)),
        lambda: Cell("", tone="late"),
        lambda: Cell("Behind", tone="red"),
        lambda: LegendEntry("late", " "),
        lambda: Callout("", "Words"),
        lambda: Heading(5, "Too deep"),
        lambda: Heading(1, " "),
        lambda: Bullets(()),
        lambda: Run("Look", link="javascript:alert(1)"),
        lambda: Report(" ", ()),
        lambda: Report("Title", (Heading(2, "Skips one"),)),
        lambda: Report("Title", (Heading(1, "One"), Heading(3, "Skips two"))),
    ],
)
def test_what_not_everybody_could_read_is_refused(make):
    with pytest.raises(Unfit):
        make()


@pytest.mark.parametrize("svg", BAD_DRAWINGS)
def test_a_drawing_that_is_more_than_one_is_refused(svg):
    with pytest.raises(Unfit):
        Figure(svg, "Words", "Caption", NUMBERS)


def test_headings_may_come_up_again_by_any_number_of_levels():
    blocks = (Heading(1, "A"), Heading(2, "B"), Heading(3, "C"), Heading(1, "D"), Paragraph("e"))

    assert Report("Title", blocks).blocks == blocks


def test_letters_stand_out_from_every_ground():
    assert min(contrast(tone.ground, tone.letters) for tone in TONES.values()) >= 7


def contrast(one, other):
    lights = sorted((light(one), light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_closing_line_says_what_is_known():
    assert Closing("Upstander").sentence == "Upstander"
