"""Somebody who wants to know what is not shown, and has nothing but what was published.

Written apart from the product on purpose: nothing of `publishing` is used but the published tables
themselves. An attack sets up its own unknowns, one for every combination of the finest codes (of
every set of codes, where these overlap), and asks how small and how large each hidden figure may
be. `tables_that_fit` needs no solver at all: it writes down every table.
"""

from itertools import combinations, product

import highspy
import numpy as np

HIDDEN, COUNTED = "suppressed", {"value", "zero"}
FREE = 10_000.0
TOTAL = "*"


class Attack:
    """Unknowns and equations from published tables of the same records, each with its vintage.

    A later vintage never counts less than an earlier one, which is what a reader would assume.
    `least` is what the attacker knows of a cell besides, being one of those who are counted.
    """

    def __init__(self, tables, least=None):
        self.tables, self.vintages = list(tables), 1 + max(vintage for _, vintage in tables)
        dimensions = [dim for table, _ in self.tables for dim in table.dimensions]
        self.parts = {(dim.name, code): of for dim in dimensions for code, of in dim.parts.items()}
        self.names = sorted({dim.name for dim in dimensions})
        kinds = [[dim for dim in dimensions if dim.name == name] for name in self.names]
        self.combinations = list(product(*map(self._atoms, kinds)))
        self.size = len(self.combinations)
        self.rows, self.hidden = [], {}
        for place, (table, vintage) in enumerate(self.tables):
            for cell, figure in table.figures.items():
                row = self.row(table, cell, vintage)
                if figure.state == HIDDEN:
                    self.hidden[place, cell] = row
                    self.rows.append((row, (least or {}).get(cell, 0), FREE))
                else:
                    away = max(table.policy.rounding - 1, 0) if figure.value else 0
                    value = figure.value or 0
                    self.rows.append((row, max(value - away, 0), value + away))

    def finest(self, name, code):
        parts = self.parts.get((name, code), ())
        return frozenset().union(*(self.finest(name, part) for part in parts)) or frozenset([code])

    def _atoms(self, dims):
        codes = {code for dim in dims for code in (*dim.codes, *dim.parts)}
        leaves = sorted(frozenset().union(*(self.finest(dims[0].name, code) for code in codes)))
        if dims[0].overlapping:
            sizes = range(1, len(leaves) + 1)
            return [frozenset(some) for size in sizes for some in combinations(leaves, size)]
        closed = any(dim.whole for dim in dims)
        return [frozenset([leaf]) for leaf in (leaves if closed else [*leaves, "all else"])]

    def row(self, table, cell, vintage, since=-1):
        """Give the sum that a cell is, or by how much it grew since an earlier vintage."""
        codes = dict(zip([dim.name for dim in table.dimensions], cell, strict=True))
        wanted = [
            None if codes.get(name, TOTAL) == TOTAL else self.finest(name, codes[name])
            for name in self.names
        ]
        inside = [
            all(want is None or atom & want for want, atom in zip(wanted, atoms, strict=True))
            for atoms in self.combinations
        ]
        past = [since < step <= vintage for step in range(self.vintages)]
        return np.outer(past, inside).ravel().astype(float)

    def intervals(self):
        """Give for each hidden figure how small and how large it may be."""
        model = self.model()
        return {name: extremes(model, row) for name, row in self.hidden.items()}

    def changes(self, since, until):
        """Give for each cell of the last table how much may have been added between vintages."""
        model, table = self.model(), self.tables[-1][0]
        rows = {cell: self.row(table, cell, until, since) for cell in table.figures}
        return {cell: extremes(model, row) for cell, row in rows.items()}

    def model(self):
        matrix, low, high = zip(*self.rows, strict=True)
        return program(np.array(matrix), np.array(low, float), np.array(high, float))


def program(matrix, low, high):
    made, columns = highspy.HighsLp(), matrix.shape[1]
    made.num_col_, made.num_row_ = columns, len(low)
    made.col_cost_, made.col_lower_ = np.zeros(columns), np.zeros(columns)
    made.col_upper_ = np.full(columns, FREE)
    made.row_lower_, made.row_upper_ = low, high
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    rows, places = np.nonzero(matrix)
    made.a_matrix_.start_ = np.searchsorted(rows, np.arange(len(low) + 1)).astype(np.int32)
    made.a_matrix_.index_ = places.astype(np.int32)
    made.a_matrix_.value_ = matrix[rows, places]
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.passModel(made)
    return model


def extremes(model, row):
    every = np.arange(len(row), dtype=np.int32)
    found = []
    for sense in (1.0, -1.0):
        model.changeColsCost(len(row), every, sense * row)
        model.run()
        assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal, "the tables disagree"
        found.append(sense * model.getObjectiveValue())
    return tuple(found)


def narrowest(*tables, least=None):
    """Give the least width of any hidden figure; None where nothing is hidden."""
    intervals = Attack([(table, 0) for table in tables], least).intervals()
    return min((high - low for low, high in intervals.values()), default=None)


def tables_that_fit(published, most):
    """Write down every table of two dimensions with totals that a published one allows."""
    across, down = (list(dim.codes) for dim in published.dimensions)
    inner = list(product(across, down))
    lines = {
        cell: [
            other
            for other in inner
            if all(c in (o, TOTAL) for c, o in zip(cell, other, strict=True))
        ]
        for cell in published.figures
        if TOTAL in cell and published[cell].value is not None
    }

    def fill(counts, rest):
        for cell, line in lines.items():
            known = [counts[other] for other in line if other in counts]
            whole = published[cell].value
            if sum(known) > whole or (len(known) == len(line) and sum(known) < whole):
                return
        if not rest:
            yield dict(counts)
            return
        figure = published[rest[0]].value
        for count in range(most + 1) if figure is None else [figure]:
            yield from fill({**counts, rest[0]: count}, rest[1:])

    yield from fill({}, inner)


def whole(counts):
    """Add the margins to a table."""
    cells = {(a, b) for a, b in counts}
    sides = [{side for side, _ in cells} | {TOTAL}, {side for _, side in cells} | {TOTAL}]
    return {
        (a, b): sum(n for (x, y), n in counts.items() if a in (x, TOTAL) and b in (y, TOTAL))
        for a, b in product(*sides)
    }


def believable(published, counts):
    """Tell whether a reader who knows the rule would believe a table.

    Nothing that is hidden is nought, where nought is shown. And wherever hidden figures hang
    together by rows and columns, one of them is small, or nothing there would have been hidden.
    """
    rule = published.policy
    full = whole(counts)
    hidden = [cell for cell, figure in published.figures.items() if figure.state == HIDDEN]
    if not rule.hide_zeros and any(full[cell] == 0 for cell in hidden):
        return False
    groups = [{cell} for cell in hidden]
    for cell, other in combinations(hidden, 2):
        if cell[0] == other[0] or cell[1] == other[1]:
            one, two = (next(g for g in groups if c in g) for c in (cell, other))
            if one is not two:
                groups.remove(two)
                one |= two
    least = 0 if rule.hide_zeros else 1
    return all(any(least <= full[cell] < rule.threshold for cell in group) for group in groups)
