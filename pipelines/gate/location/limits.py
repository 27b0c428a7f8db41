"""Limits: sums of deviations that must stay between bounds, for many documents side by side.

Most of what a document asks for can be settled without a solver. Four rules take places and cells
out of the system and change nothing about whether it has a solution: a place that every deviation
satisfies, or none; a place of one cell, which limits just that cell; a cell that stands in one
place only, or cannot deviate, which widens or moves what the rest of the place may be; and two
cells that an exact equality makes one. Amounts are whole numbers, so that this is exact; what is
left after some rounds is for the linear programme.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy  # its parts are imported where they are first used

WORTH = 0.99
"""A round that leaves more of the system than this share is the last one."""

SLACK = 1e-6
"""What a bound may be crossed by: thirds of whole numbers are not exact."""

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
        """Give the limits of some documents alone: only the rows and columns that have entries."""
        row, column, factor = self.entries
        kept = np.isin(self.row_of[row], documents)
        rows, row = np.unique(row[kept], return_inverse=True)
        columns, column = np.unique(column[kept], return_inverse=True)
        return Limits(
            scipy.sparse.csr_array((factor[kept], (row, column)), shape=(len(rows), len(columns))),
            *(self.low[rows], self.high[rows], self.least[columns], self.most[columns]),
            *(self.row_of[rows], self.column_of[columns], self.impossible),
        )


def reduced(limits: Limits) -> Limits:
    """Take out what can be settled without a solver."""
    while True:
        before = limits.sums.nnz
        limits = _merged(_settled(limits))
        if limits.sums.nnz > WORTH * before or not limits.sums.nnz:
            return _settled(limits)


def _settled(limits: Limits) -> Limits:
    """Settle the places that hold by themselves, and the cells that only one place limits."""
    row, column, factor = limits.entries
    count, (rows, columns) = np.diff(limits.sums.indptr), limits.sums.shape
    lowest, highest = _reach(limits.least[column], limits.most[column], factor)
    lowest, highest = np.bincount(row, lowest, rows), np.bincount(row, highest, rows)
    impossible = limits.impossible.copy()
    beyond = (lowest > limits.high + SLACK) | (highest < limits.low - SLACK)
    impossible[limits.row_of[beyond]] = True
    kept = (lowest < limits.low) | (highest > limits.high)
    kept &= ~impossible[limits.row_of]
    single = (count == 1)[row] & kept[row]
    least, most = _tightened(limits, row[single], column[single], factor[single])
    impossible[limits.column_of[least > most + SLACK]] = True
    most = np.maximum(least, most)
    kept[row[single]] = False
    entries = kept[row]
    row, column, factor = row[entries], column[entries], factor[entries]
    lone = (np.bincount(column, minlength=columns) == 1) | (least == most)
    taken = lone[column]
    lowest, highest = _reach(least[column[taken]], most[column[taken]], factor[taken])
    rest = (factor[~taken], (row[~taken], column[~taken]))
    return replace(
        limits,
        sums=scipy.sparse.csr_array(rest, shape=(rows, columns)),
        low=np.where(kept, limits.low - np.bincount(row[taken], highest, rows), -np.inf),
        high=np.where(kept, limits.high - np.bincount(row[taken], lowest, rows), np.inf),
        least=least,
        most=most,
        impossible=impossible,
    )


def _tightened(limits: Limits, row: Array, column: Array, factor: Array) -> tuple[Array, Array]:
    """Give what each cell may deviate, with the places that have only that one cell."""
    least, most = limits.least.copy(), limits.most.copy()
    ends = limits.low[row] / factor, limits.high[row] / factor
    np.maximum.at(least, column, np.minimum(*ends))
    np.minimum.at(most, column, np.maximum(*ends))
    return least, most


def _merged(limits: Limits) -> Limits:
    """Make one cell of those that a place says are equal."""
    sums = limits.sums
    pairs = (np.diff(sums.indptr) == 2) & (limits.low == 0) & (limits.high == 0)
    first = sums.indptr[:-1][pairs]
    first = first[sums.data[first] == -sums.data[first + 1]]
    one, other = sums.indices[first], sums.indices[first + 1]
    graph = scipy.sparse.csr_array(
        (np.ones(len(one)), (one, other)), shape=(sums.shape[1], sums.shape[1])
    )
    count, group = scipy.sparse.csgraph.connected_components(graph, directed=False)
    least, most = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(least, group, limits.least)
    np.minimum.at(most, group, limits.most)
    column_of = np.zeros(count, dtype=limits.column_of.dtype)
    column_of[group] = limits.column_of
    impossible = limits.impossible.copy()
    impossible[column_of[least > most + SLACK]] = True
    merged = scipy.sparse.csr_array(
        (sums.data, group[sums.indices], sums.indptr), (sums.shape[0], count)
    )
    merged.sum_duplicates()
    merged.eliminate_zeros()
    return replace(
        limits,
        sums=merged,
        least=least,
        most=np.maximum(least, most),
        column_of=column_of,
        impossible=impossible,
    )


def _reach(least: Array, most: Array, factor: Array) -> tuple[Array, Array]:
    """Give the least and the most that each entry can add to its sum."""
    return np.minimum(factor * least, factor * most), np.maximum(factor * least, factor * most)
