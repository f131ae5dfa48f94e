"""Charts drawn on the server: pure functions from numbers to a `Figure`.

A chart states its finding in its title, is drawn for a wide and a narrow place, and carries its
numbers, which `{% chart figure %}` puts behind it as a table.
"""

from upstander.kernel.pages.charts.bars import bars, stacked_bars
from upstander.kernel.pages.charts.canvas import Figure
from upstander.kernel.pages.charts.intervals import Span, intervals
from upstander.kernel.pages.charts.lines import line
from upstander.kernel.pages.charts.months import run_of_months

__all__ = ["Figure", "Span", "bars", "intervals", "line", "run_of_months", "stacked_bars"]
