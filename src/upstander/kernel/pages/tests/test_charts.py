from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from upstander.kernel.pages.charts import (
    Span,
    bars,
    intervals,
    line,
    run_of_months,
    stacked_bars,
)
from upstander.kernel.pages.charts.canvas import scale

SVG = "{http://www.w3.org/2000/svg}"
WALK_INS = [("Q1 24", 6), ("Q2", None), ("Q3 & later", 1204)]
FIGURES = {
    "bars": bars(
        "Walk-ins doubled", WALK_INS, columns=("Quarter", "Walk-ins"), level=(9, "agreed 9")
    ),
    "stacked bars": stacked_bars(
        "Most are about <race>", [("At home", (22, 8)), ("Online", (5, 0))], ("Race", "Other")
    ),
    "run of months": run_of_months(
        "August was missed", [("July", "done"), ("August", "missed"), ("September", "to come")]
    ),
    "line": line(
        "Level since the break",
        [("Jan 24", 18), ("Feb 24", None), ("Mar 24", 24), ("Apr 24", 22.5)],
        unit="Reports a month",
        breaks={2: "System changed"},
        notes={3: "April"},
        level=(20, "mean 20"),
    ),
    "intervals": intervals("Most come", [Span("Q1", 81, 68, 90), Span("Q2", 99, 95, 100)]),
}
EMPTY = {
    "bars": bars("Nothing yet", []),
    "stacked bars": stacked_bars("Nothing yet", [], ("Race",)),
    "run of months": run_of_months("Nothing yet", []),
    "line": line("Nothing yet", []),
    "intervals": intervals("Nothing yet", [], top=None),
}


DRAWINGS = [
    pytest.param(figure, svg, id=f"{name}, {width}")
    for name, figure in FIGURES.items()
    for width, svg in (("wide", figure.svg_wide), ("narrow", figure.svg_narrow))
]


@pytest.mark.parametrize(("figure", "svg"), DRAWINGS)
def test_a_drawing_is_named_and_described_for_those_who_do_not_see_it(figure, svg):
    drawing = ElementTree.fromstring(svg)

    title, described = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")

    assert drawing.get("role") == "img"
    assert title.text == figure.title
    assert described.text == figure.description
    assert drawing.get("aria-labelledby").split() == [title.get("id"), described.get("id")]


@pytest.mark.parametrize(("figure", "svg"), DRAWINGS)
def test_a_drawing_needs_no_style_and_no_script(figure, svg):
    for part in ElementTree.fromstring(svg).iter():
        assert "style" not in part.attrib
        assert not [name for name in part.attrib if name.startswith("on")]
        assert part.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image")


@pytest.mark.parametrize(("figure", "svg"), DRAWINGS)
def test_words_of_a_drawing_stay_on_its_sheet(figure, svg):
    drawing = ElementTree.fromstring(svg)
    _, _, width, height = map(float, drawing.get("viewBox").split())

    for words in drawing.iter(f"{SVG}text"):
        assert -1 <= float(words.get("x")) <= width + 1
        assert 0 < float(words.get("y")) <= height


@pytest.mark.parametrize("figure", list(EMPTY.values()), ids=list(EMPTY))
def test_a_chart_of_nothing_is_still_a_chart(figure):
    assert ElementTree.fromstring(figure.svg_wide).find(f"{SVG}title").text == "Nothing yet"
    assert figure.rows == ()


def test_both_drawings_of_a_chart_may_stand_on_one_page():
    figure = FIGURES["bars"]

    ids = [
        part.get("id")
        for svg in (figure.svg_wide, figure.svg_narrow)
        for part in ElementTree.fromstring(svg).iter()
        if part.get("id")
    ]

    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        (
            "bars",
            ("Quarter", "Walk-ins"),
            (("Q1 24", "6"), ("Q2", "no figure"), ("Q3 & later", "1,204")),
        ),
        (
            "stacked bars",
            ("", "Race", "Other", "All"),
            (("At home", 22, 8, 30), ("Online", 5, 0, 5)),
        ),
        (
            "run of months",
            ("Month", "State"),
            (("July", "Held"), ("August", "Missed"), ("September", "To come")),
        ),
        (
            "line",
            ("Period", "Count"),
            (("Jan 24", "18"), ("Feb 24", "no figure"), ("Mar 24", "24"), ("Apr 24", "22.5")),
        ),
        (
            "intervals",
            ("Period", "Value", "Lowest likely", "Highest likely"),
            (("Q1", "81%", "68%", "90%"), ("Q2", "99%", "95%", "100%")),
        ),
    ],
)
def test_the_table_behind_a_chart_has_the_numbers_of_the_chart(name, columns, rows):
    assert FIGURES[name].columns == columns
    assert FIGURES[name].rows == rows


def test_bars_are_as_long_as_their_numbers():
    figure = bars("Twice as many", [("Before", 10), ("After", 20)])

    heights = [
        float(bar.get("height"))
        for bar in ElementTree.fromstring(figure.svg_wide).iter(f"{SVG}rect")
    ]

    assert heights[1] == pytest.approx(2 * heights[0])


def test_a_line_is_not_drawn_across_a_break_or_a_gap():
    figure = FIGURES["line"]

    lines = list(ElementTree.fromstring(figure.svg_wide).iter(f"{SVG}path"))
    dots = list(ElementTree.fromstring(figure.svg_wide).iter(f"{SVG}circle"))

    assert len(lines) == 2
    assert len(dots) == 3


def test_the_description_of_a_run_counts_it():
    assert FIGURES["run of months"].description == "1 held, 1 missed, 1 to come"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([3], [0, 1, 2, 3]),
        ([47], [0, 10, 20, 30, 40, 50]),
        ([101, None], [0, 25, 50, 75, 100, 125]),
        ([0.4], [0, 0.1, 0.2, 0.3, 0.4]),
    ],
)
def test_a_scale_has_round_ticks_that_reach_the_largest_value(values, ticks):
    assert scale(values) == pytest.approx(ticks)


def test_a_chart_on_a_page_has_its_table_behind_it():
    page = Template("{% load upstander %}{% chart figure url='/list/' link='Open the 3' %}")

    html = " ".join(page.render(Context({"figure": FIGURES["run of months"]})).split())

    assert "Show the figures as a table" in html
    assert '<th scope="row">August</th> <td class="up-num">Missed</td>' in html
    assert '<a class="govuk-link" href="/list/">Open the 3</a>' in html
    assert "style=" not in html
