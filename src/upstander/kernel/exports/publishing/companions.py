"""Finds which shown figures have to go as well, so that a hidden one gets room.

A linear program looks for two tables that fit what is known and differ enough in the hidden figure,
and pays for each shown figure that it has to move (Cox 1995; Fischetti and Salazar 2001). What it
moves is hidden. It never looks at the count that is being hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from upstander.kernel.exports.publishing.solver import NEAR, Solver, program, quiet_model


@dataclass(frozen=True)
class Candidate:
    """A cell that is shown unless it has to go: its count, what that costs, the least it may be."""

    value: int
    cost: float
    least: int


class Companions:
    """The program, made once; hidden figures cost nothing to move any more."""

    def __init__(self, solver: Solver, candidates: Mapping[int, Candidate]) -> None:
        """Double the rows, and let each candidate's move up and down in both copies at its cost."""
        self.solver, self.candidates = solver, candidates
        self.order = {row: place for place, row in enumerate(candidates)}
        self.model = quiet_model()
        self.model.passModel(self._program())

    def free(self, row: int) -> None:
        """Let a figure move for nothing, since it is hidden now."""
        for copy in (0, 1):
            for column in self._moves(row, copy):
                self.model.changeColCost(column, 0.0)

    def find(self, row: int, room: int) -> tuple[list[int], list[np.ndarray]] | None:
        """Name the figures to hide so that a row has room, with the two tables that show it.

        None where nothing that could be hidden helps.
        """
        columns, signs = self.solver.terms(row)
        indices = np.concatenate([columns, columns + self.solver.columns]).astype(np.int32)
        values = np.concatenate([signs, -signs]).astype(float)
        self.model.addRow(float(room), highspy.kHighsInf, len(indices), indices, values)
        self.model.run()
        optimal = self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = np.array(self.model.getSolution().col_value) if optimal else np.empty(0)
        last = self.model.getNumRow() - 1
        self.model.deleteRows(1, np.array([last], dtype=np.int32))
        if not optimal:
            return None
        halves = np.split(solution[: 2 * self.solver.columns], 2)
        return [other for other in self.candidates if self._moved(other, solution)], halves

    def _moved(self, row: int, solution: np.ndarray) -> bool:
        moves = [*self._moves(row, 0), *self._moves(row, 1)]
        return bool(solution[moves].max() > NEAR)

    def _moves(self, row: int, copy: int) -> tuple[int, int]:
        first = 2 * self.solver.columns + 4 * self.order[row] + 2 * copy
        return first, first + 1

    def _program(self) -> highspy.HighsLp:
        solver, columns = self.solver, self.solver.columns
        indices, values = [], []
        for copy in (0, 1):
            for row in range(solver.rows):
                terms, signs = solver.terms(row)
                moves = self._moves(row, copy) if row in self.order else ()
                indices.append(np.concatenate([terms + copy * columns, moves]))
                values.append(np.concatenate([signs, (-1, 1) if moves else ()]))
        starts = np.concatenate([[0], np.cumsum([len(row) for row in indices])])
        most = np.full(2 * columns + 4 * len(self.order), float(solver.ceiling))
        cost = np.zeros(len(most))
        for row, candidate in self.candidates.items():
            for copy in (0, 1):
                up, down = self._moves(row, copy)
                most[down] = max(candidate.value - candidate.least, 0)
                cost[[up, down]] = candidate.cost
        low, high = np.tile(solver.low, 2), np.tile(solver.high, 2)
        matrix = starts, np.concatenate(indices), np.concatenate(values)
        made = program(len(most), low, high, matrix, most)
        made.col_cost_ = cost
        return made
