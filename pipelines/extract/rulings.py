"""From pieces of ink to the rules of each table on a page.

Pieces on one line are joined, rules that touch one another make up a table, and what dangles is
cut off. A table whose first or last rule is missing, as happens where it runs over a page end,
is closed where its other rules end. Coordinates are those of the upright view, y upwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from typing import NamedTuple

import numpy as np

from pipelines.extract.glyphs import Flags, Places
from pipelines.extract.pdfium import Floats

SAME_RULE = 3.0
"""Pieces at most so many points apart lie on one rule; table rows are at least twice as high."""
TOUCH = 3.0
"""Rules that miss each other by at most so many points meet."""
STICK_OUT = 5.0
"""Rules that end further out than this, beyond the last one across, enclose another row."""
MIN_LENGTH = 5.0
"""Shorter pieces that join no others are dots, dashes and parts of characters."""
MIN_JOINTS = 5
"""A frame of four corners around a paragraph is no table."""

_FAINT = 1e-3
"""Ink of a piece without length, so that dots alone have a middle too."""
_FAR_APART = 1e5
"""Shift between rules that makes joining along all of them one pass: no page is as long."""


class Rule(NamedTuple):
    """A rule at position ``at`` across its direction, from ``low`` to ``high`` along it."""

    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Mesh:
    """The rules of one table: ``across`` run from left to right, ``down`` from top to bottom."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @cached_property
    def joints(self) -> Flags:
        """Mark which rule across (rows) meets which rule down (columns)."""
        y, left, right = np.array(list(chain(*self.across))).reshape(-1, 3, 1).swapaxes(0, 1)
        x, bottom, top = np.array(list(chain(*self.down))).reshape(-1, 3).T
        meets: Flags = (
            (left - TOUCH <= x) & (x <= right + TOUCH) & (bottom - TOUCH <= y) & (y <= top + TOUCH)
        )
        return meets

    def extent(self) -> float:
        """Area of the rectangle around the table, in square points."""
        across = [rule.at for rule in self.across]
        down = [rule.at for rule in self.down]
        return (max(across) - min(across)) * (max(down) - min(down))


def table_meshes(strokes: Floats) -> list[Mesh]:
    """Find the tables of a page from the boxes of its straight pieces, rows of x0, y0, x1, y1."""
    width = strokes[:, 2] - strokes[:, 0]
    height = strokes[:, 3] - strokes[:, 1]
    dot = (width <= SAME_RULE) & (height <= SAME_RULE)
    across = _rules(strokes[~dot & (width >= height)], strokes[dot], 1, 0)
    down = _rules(strokes[~dot & (height > width)], strokes[dot], 0, 1)
    parts: list[Mesh] = []
    for mesh in map(_closed, _touching(Mesh(across, down))):
        pruned = _pruned(mesh)
        parts.extend([mesh] if pruned is mesh else _touching(pruned))
    return [_trimmed(part) for part in parts if part.joints.sum() >= MIN_JOINTS]


def _rules(pieces: Floats, dots: Floats, across: int, along: int) -> tuple[Rule, ...]:
    """Join the pieces of each rule; ``across`` and ``along`` name the axes of its direction.

    Dots have no direction: they fill gaps of a rule they lie on, or make up a dotted one.
    """
    at = (pieces[:, across] + pieces[:, across + 2]) / 2
    dots_at = (dots[:, across] + dots[:, across + 2]) / 2
    off = np.abs(dots_at[:, None] - np.unique(at)).min(axis=1, initial=SAME_RULE)
    near = off <= SAME_RULE / 2
    return (
        *_joined(np.append(at, dots_at[near]), np.concatenate((pieces, dots[near])), along),
        *_joined(dots_at[~near], dots[~near], along),
    )


def _joined(at: Floats, pieces: Floats, along: int) -> Iterator[Rule]:
    """Join pieces at the same position that nearly meet."""
    if not len(pieces):
        return
    group = _grouped(at)
    low, high = pieces[:, along], pieces[:, along + 2]
    ink = high - low + _FAINT
    middle = np.bincount(group, at * ink) / np.bincount(group, ink)
    shift = group * _FAR_APART
    order = np.argsort(low + shift)
    starts = (low + shift)[order]
    ends = np.maximum.accumulate((high + shift)[order])
    first = np.flatnonzero(np.concatenate(([True], starts[1:] > ends[:-1] + TOUCH)))
    last = np.append(first[1:], len(order)) - 1
    lows = starts[first] - shift[order[first]]
    highs = ends[last] - shift[order[last]]
    long = highs - lows >= MIN_LENGTH
    columns = (middle[group[order[first]]], lows, highs)
    yield from map(Rule, *(column[long].tolist() for column in columns))


def _grouped(positions: Floats) -> Places:
    """Number positions so that those of one rule have the same number, in ascending order."""
    levels, level = np.unique(positions.round(1), return_inverse=True)
    numbers = []
    first, number = -np.inf, -1
    for position in levels.tolist():
        if position - first > SAME_RULE:
            first, number = position, number + 1
        numbers.append(number)
    return np.array(numbers)[level]


def _touching(mesh: Mesh) -> Iterator[Mesh]:
    """Part rules into groups that hang together."""
    joints = mesh.joints
    left = set(range(len(mesh.across)))
    while left:
        rows = np.zeros(len(mesh.across), bool)
        rows[left.pop()] = True
        while True:
            columns = np.logical_or.reduce(joints[rows], axis=0)
            reached = rows | np.logical_or.reduce(joints[:, columns], axis=1)
            if (reached == rows).all():
                break
            rows = reached
        left -= set(np.flatnonzero(rows).tolist())
        yield _chosen(mesh, rows, columns)


def _chosen(mesh: Mesh, rows: Flags, columns: Flags) -> Mesh:
    if rows.all() and columns.all():
        return mesh
    across = compress(mesh.across, rows.tolist())
    return Mesh(tuple(across), tuple(compress(mesh.down, columns.tolist())))


def _closed(mesh: Mesh) -> Mesh:
    """Draw the outermost rules that were left out, first top and bottom, then the sides."""
    if not mesh.across or not mesh.down:
        return mesh
    across = _with_ends(mesh.across, mesh.down)
    down = _with_ends(mesh.down, across)
    same = across is mesh.across and down is mesh.down
    return mesh if same else Mesh(across, down)


def _with_ends(across: tuple[Rule, ...], down: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Add a rule across where at least two rules down end together beyond the last one."""
    positions = [rule.at for rule in across]
    start = min([rule.low for rule in down])
    end = max([rule.high for rule in down])
    starting = [rule.at for rule in down if rule.low <= start + TOUCH]
    ending = [rule.at for rule in down if rule.high >= end - TOUCH]
    if min(positions) - start > STICK_OUT and len(starting) > 1:
        across = (*across, Rule(start, min(starting), max(starting)))
    if end - max(positions) > STICK_OUT and len(ending) > 1:
        across = (*across, Rule(end, min(ending), max(ending)))
    return across


def _pruned(mesh: Mesh) -> Mesh:
    """Leave out rules that meet fewer than two others: they bound no cell."""
    pruned = _chosen(mesh, mesh.joints.sum(axis=1) > 1, mesh.joints.sum(axis=0) > 1)
    return mesh if pruned is mesh else _pruned(pruned)


def _trimmed(mesh: Mesh) -> Mesh:
    """Cut every rule off at the outermost levels of the table that its ink reaches."""
    return Mesh(_cut(mesh.across, mesh.down), _cut(mesh.down, mesh.across))


def _cut(rules: tuple[Rule, ...], others: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Cut rules at the positions of the others; one that is missing here may be drawn there."""
    levels = sorted(rule.at for rule in others)
    cut = []
    for at, low, high in rules:
        first = levels[bisect_left(levels, low - TOUCH)]
        last = levels[bisect_right(levels, high + TOUCH) - 1]
        cut.append(Rule(at, first, last))
    return tuple(cut)
