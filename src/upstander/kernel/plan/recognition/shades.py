"""Finds where the colour of a cell says how an action stands, though no column is headed so."""

from collections import Counter
from collections.abc import Sequence

from upstander.kernel.plan.recognition.columns import Columns
from upstander.kernel.plan.recognition.entries import Entry
from upstander.kernel.plan.recognition.statuses import Legend, hue_of
from upstander.kernel.plan.recognition.views import View

_LIGHTS = ("red", "amber", "green")
LEAST_SHARE = 0.3  # of the rows; a plan that is only begun has few colours


def find_shades(entries: Sequence[Entry], legend: Legend) -> None:
    """Note for each kind of table in which column its colours lie, where they mean something."""
    families: dict[int, tuple[Columns, list[View]]] = {}
    for entry in entries:
        columns, view = entry.columns, entry.item
        if entry.kind != "data" or columns is None or columns.has("status"):
            continue
        if isinstance(view, View):
            families.setdefault(id(columns.roles), (columns, []))[1].append(view)
    shades = {key: _shaded(views, legend) for key, (_, views) in families.items()}
    for entry in entries:
        if entry.columns and entry.kind == "data":
            entry.columns.shaded = shades.get(id(entry.columns.roles), -1)


def _shaded(views: Sequence[View], legend: Legend) -> int:
    """Choose the column with the most colours that mean a state; -1 where there is none."""
    counted: Counter[int] = Counter()
    hues: dict[int, set[str]] = {}
    for view in views:
        for column, colour in view.colours.items():
            hue = hue_of(colour)
            if legend.of_colour(colour)[0] or hue in _LIGHTS:
                counted[column] += 1
                hues.setdefault(column, set()).add(hue)
    best = max(counted, key=lambda column: (counted[column], column), default=-1)
    if best < 0 or counted[best] < LEAST_SHARE * len(views):
        return -1
    several = len(hues[best].intersection(_LIGHTS)) > 1
    return best if several or legend.names_colours else -1
