"""Finds tables of whole counts that fit all that a reader knows, with HiGHS (Huangfu, Hall 2018).

The solver is not trusted: whatever it finds is rounded to whole counts and checked against every
row, and only then given out.
"""

from collections.abc import Mapping

import highspy
import numpy as np

from upstander.kernel.exports.publishing.system import System

NEAR = 1e-5
MOST_NODES = 2_000


class Solver:
    """The rows of a system, their present bounds, and the search for what fits them."""

    def __init__(self, system: System) -> None:
        """Hand the rows over."""
        self.columns, self.ceiling = system.columns, system.ceiling
        self.lengths = np.array([len(row) for row in system.indices], dtype=np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.indices = np.concatenate(system.indices)
        self.signs = np.concatenate(system.signs)
        self.low = np.array(system.low, dtype=np.int64)
        self.high = np.array(system.high, dtype=np.int64)
        self.searches = 0
        self.model = quiet_model()
        self.model.passModel(self._program())
        self.whole_model: highspy.Highs | None = None
        self.pushed = np.empty(0, dtype=np.int32), np.empty(0)

    @property
    def rows(self) -> int:
        """Count the rows."""
        return len(self.low)

    def terms(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Give a row's columns and their signs."""
        inside = slice(self.starts[row], self.starts[row + 1])
        return self.indices[inside], self.signs[inside]

    def bound(self, row: int, low: int, high: int) -> None:
        """Say what a reader knows of a row."""
        self.low[row], self.high[row] = low, high
        for model in filter(None, (self.model, self.whole_model)):
            model.changeRowBounds(row, float(low), float(high))

    def values(self, counts: np.ndarray) -> np.ndarray:
        """Give what each row comes to."""
        return np.add.reduceat(counts[self.indices] * self.signs, self.starts[:-1])

    def is_possible(self) -> bool:
        """Tell whether anything fits, whole counts or not."""
        return self._solution() is not None

    def fitting(self) -> np.ndarray | None:
        """Find any counts that fit; None where there are none."""
        solution = self._solution()
        counts = None if solution is None else self.checked(solution)
        return self._whole() if counts is None and solution is not None else counts

    def extreme(self, row: int, sense: int) -> tuple[float, np.ndarray | None]:
        """Push a row as far up (1) or down (-1) as it goes.

        Gives how far it goes where counts need not be whole, which is as far or further than any
        reader could exclude, and the counts that take it there if these are whole.
        """
        self._push(row, sense)
        solution = self._solution()
        self._push(row, 0)
        if solution is None:
            raise ArithmeticError("what is known contradicts itself")
        columns, signs = self.terms(row)
        return float(solution[columns] @ signs), self.checked(solution)

    def whole_extreme(self, row: int, sense: int) -> np.ndarray | None:
        """Push a row as far as whole counts let it go; None where none were found."""
        self._push(row, sense)
        found = self.fitting()
        self._push(row, 0)
        return found

    def mixture(self, senses: Mapping[int, int]) -> np.ndarray | None:
        """Push many rows at once, each its own way; None where no whole counts come of it."""
        costs = np.zeros(self.columns)
        for row, sense in senses.items():
            columns, signs = self.terms(row)
            costs[columns] -= sense * signs
        every = np.arange(self.columns, dtype=np.int32)
        self.model.changeColsCost(self.columns, every, costs)
        solution = self._solution()
        self.model.changeColsCost(self.columns, every, np.zeros(self.columns))
        return None if solution is None else self.checked(solution)

    def _push(self, row: int, sense: int) -> None:
        columns, signs = self.terms(row)
        costs = -sense * signs.astype(float)
        self.pushed = columns.astype(np.int32), costs
        self.model.changeColsCost(len(columns), *self.pushed)

    def _solution(self) -> np.ndarray | None:
        self.searches += 1
        self.model.run()
        optimal = self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return np.array(self.model.getSolution().col_value) if optimal else None

    def _whole(self) -> np.ndarray | None:
        # a model of its own, since the other one goes on from where it was as long as it can
        if self.whole_model is None:
            self.whole_model = quiet_model()
            self.whole_model.passModel(self._program())
            every = np.arange(self.columns, dtype=np.int32)
            whole = np.full(self.columns, highspy.HighsVarType.kInteger)
            self.whole_model.changeColsIntegrality(self.columns, every, whole)
        model, (columns, costs) = self.whole_model, self.pushed
        self.searches += 10  # it takes about so much longer
        model.changeColsCost(len(columns), columns, costs)
        model.run()
        found = self.checked(np.array(model.getSolution().col_value))
        model.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        return found

    def checked(self, exact: np.ndarray) -> np.ndarray | None:
        """Round a solution to whole counts; None where these do not fit every row exactly."""
        counts = np.rint(exact).astype(np.int64)
        if len(exact) != self.columns or np.abs(exact - counts).max() > NEAR or counts.min() < 0:
            return None
        values = self.values(counts)
        fits = (values >= self.low).all() and (values <= self.high).all()
        return counts if fits else None

    def _program(self) -> highspy.HighsLp:
        return program(
            self.columns,
            self.low,
            self.high,
            (self.starts, self.indices, self.signs),
            np.full(self.columns, float(self.ceiling)),
        )


def quiet_model() -> highspy.Highs:
    """Make an empty model that says nothing, uses one thread and always answers the same."""
    model = highspy.Highs()
    for name, value in (
        ("output_flag", False),
        ("parallel", "off"),
        ("random_seed", 1),
        ("mip_max_nodes", MOST_NODES),
    ):
        model.setOptionValue(name, value)
    return model


def program(
    columns: int,
    low: np.ndarray,
    high: np.ndarray,
    matrix: tuple[np.ndarray, np.ndarray, np.ndarray],
    most: np.ndarray,
) -> highspy.HighsLp:
    """Write rows in the solver's own form: `matrix` is where each row starts, columns, values."""
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = columns, len(low)
    made.col_cost_, made.col_lower_ = np.zeros(columns), np.zeros(columns)
    made.col_upper_ = most
    made.row_lower_, made.row_upper_ = low.astype(float), high.astype(float)
    starts, indices, values = matrix
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    made.a_matrix_.start_ = starts.astype(np.int32)
    made.a_matrix_.index_ = indices.astype(np.int32)
    made.a_matrix_.value_ = values.astype(float)
    return made
