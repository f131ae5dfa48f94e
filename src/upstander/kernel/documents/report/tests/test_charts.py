"""A chart of a page goes into every kind of document, with its numbers behind it."""

from io import BytesIO

import pytest
from docx import Document

from upstander.kernel.documents.report.charts import UNNAMED, figure_of
from upstander.kernel.documents.report.html import to_fragment
from upstander.kernel.documents.report.model import Report
from upstander.kernel.documents.report.pdf import to_pdf
from upstander.kernel.documents.report.tests.tagged import tree_of
from upstander.kernel.documents.report.word.file import to_docx
from upstander.kernel.pages.charts import bars, line, stacked_bars

CHARTS = {
    "bars": bars("Walk-ins doubled", [("Q1", 6), ("Q2", None), ("Q3", 12)]),
    "stacked": stacked_bars("Most are about <race>", [("At home", (22, 8))], ("Race", "Other")),
    "line": line("Level since May", [("Apr", 18), ("May", 24)], unit="Reports a month"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_said_in_words_and_its_numbers_stand_below(name):
    chart = CHARTS[name]
    heads = [heading or UNNAMED for heading in chart.columns]
    report = Report("Review", (figure_of(chart),))

    tree = tree_of(to_pdf(report))
    word = Document(BytesIO(to_docx(report)))

    assert [tag.alt for tag in tree.all("Figure")] == [chart.description]
    assert [head.text for head in tree.all("TH")] == heads
    assert [cell.text for cell in word.tables[0].rows[0].cells] == heads
    assert chart.svg_wide in to_fragment(report)
