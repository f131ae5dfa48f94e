"""Charts of the product's pages as figures of a report, with the numbers behind them."""

from upstander.kernel.documents.report.model import Cell, Column, Figure, Row, Table
from upstander.kernel.pages.charts import Figure as Chart

UNNAMED = "Group"
"""Stands above the first column of a chart whose page leaves that to the eye."""


def figure_of(chart: Chart) -> Figure:
    """Take a chart into a report: its wide drawing, what it shows in words, and its table."""
    rows = tuple(
        Row((Cell(str(first), heads=True), *(Cell(str(value)) for value in rest)))
        for first, *rest in chart.rows
    )
    columns = tuple(Column(heading or UNNAMED) for heading in chart.columns)
    table = Table(f"{chart.title}: the numbers", columns, rows)
    return Figure(chart.svg_wide, chart.description, chart.title, table)
