"""Limits: sums of deviations that must stay between bounds, for many documents side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy  # its parts are imported where they are first used

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Limits:
    """``low`` ≤ ``sums`` × deviations ≤ ``high``, with ``least`` ≤ deviations ≤ ``most``.

    A row of ``sums`` is a place, a column a cell; ``row_of`` and ``column_of`` tell the number of
    the document that they are of.
    """

    sums: scipy.sparse.csr_array
    low: Array
    high: Array
    least: Array
    most: Array
    row_of: Array
    column_of: Array
    impossible: Array
    """By number of the document: whether it has been shown to have no solution."""

    @property
    def entries(self) -> tuple[Array, Array, Array]:
        """Row, column and factor of every entry, row by row."""
        rows = np.repeat(np.arange(self.sums.shape[0]), np.diff(self.sums.indptr))
        return rows, self.sums.indices, self.sums.data

    def of(self, documents: Array) -> Limits:
        """Give the limits of some documents alone: the rows that limit anything, their columns."""
        limiting = (np.diff(self.sums.indptr) > 0) | (self.low > 0) | (self.high < 0)
        (rows,) = np.nonzero(limiting & np.isin(self.row_of, documents))
        sums = self.sums[rows]
        columns, column = np.unique(sums.indices, return_inverse=True)
        return Limits(
            scipy.sparse.csr_array((sums.data, column, sums.indptr), (len(rows), len(columns))),
            *(self.low[rows], self.high[rows], self.least[columns], self.most[columns]),
            *(self.row_of[rows], self.column_of[columns], self.impossible),
        )
