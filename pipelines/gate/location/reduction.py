"""Reduction: what of the limits can be settled without a solver, in whole columns.

Most of what a document asks for can be settled without a solver. Five rules take places and cells
out of the system and change nothing about whether it has a solution: a place that every deviation
satisfies, or none; a place of one cell, which limits just that cell; a cell that stands in one
place only, or cannot deviate, which widens or moves what the rest of the place may be; places that
sum the same cells, which are one; and two cells that an exact equality makes one. Amounts are whole
numbers, so that this is exact; what is left after some rounds is for the linear programme.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy  # its parts are imported where they are first used

from pipelines.gate.location.limits import Array, Limits

WORTH = 0.9
"""A round that leaves more of the system than this share is the last one."""

SLACK = 1e-6
"""What a bound may be crossed by: thirds of whole numbers are not exact."""


def reduced(limits: Limits) -> Limits:
    """Take out what can be settled without a solver."""
    while True:
        before = limits.sums.nnz
        limits = _merged(_united(_settled(limits)))
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


def _united(limits: Limits) -> Limits:
    """Make one place of those that sum the same cells; those of no cell are settled."""
    none = np.diff(limits.sums.indptr) == 0
    (rows,) = np.nonzero(~none)
    sums = limits.sums[rows]
    marks = _marks(sums)
    _, first, same = np.unique(np.abs(marks), return_index=True, return_inverse=True)
    turned = np.sign(marks) != np.sign(marks[first])[same]
    low = np.where(turned, -limits.high[rows], limits.low[rows])
    high = np.where(turned, -limits.low[rows], limits.high[rows])
    lowest, highest = np.full(len(first), -np.inf), np.full(len(first), np.inf)
    np.maximum.at(lowest, same, low)
    np.minimum.at(highest, same, high)
    impossible, row_of = limits.impossible.copy(), limits.row_of[rows[first]]
    impossible[limits.row_of[none & ((limits.low > SLACK) | (limits.high < -SLACK))]] = True
    impossible[row_of[lowest > highest + SLACK]] = True
    return replace(
        limits,
        sums=sums[first],
        low=lowest,
        high=np.maximum(lowest, highest),
        row_of=row_of,
        impossible=impossible,
    )


def _marks(sums: scipy.sparse.csr_array) -> Array:
    """Give each row a number that only the same row has, or with the other sign its negative.

    A sum of random numbers of 62 bits, one a column, that wraps around.
    """
    of_column = np.random.default_rng(0).integers(1, 2**62, sums.shape[1])
    added = sums.data.astype(np.int64) * of_column[sums.indices]
    return np.add.reduceat(added, sums.indptr[:-1]) if len(added) else added


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
