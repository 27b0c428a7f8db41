"""Which cell of which table each printed character stands in, and the grids that result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, repeat

import numpy as np

from pipelines.extract.frames import Frame
from pipelines.extract.glyphs import Glyphs, Places
from pipelines.extract.lattice import Structure
from pipelines.extract.lines import OUTSIDE, Line, stream_breaks, text_lines
from pipelines.extract.records import Cell, Grid

OneDrawing = Callable[[int, int], bool]
"""Tells whether two characters, by their index in the text page, were drawn as one text."""

UNBROKEN = 0.12
"""Gap in em below which characters drawn as one text go on across a rule."""


def cell_texts(
    glyphs: Glyphs, structures: Sequence[Structure], one_drawing: OneDrawing
) -> tuple[list[list[str]], list[Line]]:
    """Tell the text of every cell of every table, and the lines that stand in none."""
    regions, firsts = _regions(glyphs, structures)
    if len(structures):
        for start, stop in _overflows(glyphs, regions, one_drawing):
            regions[start:stop] = Counter(regions[start:stop].tolist()).most_common(1)[0][0]
    texts: list[list[str]] = [[] for _ in range(firsts[-1])]
    outside = []
    for line in text_lines(glyphs, regions):
        if line.region == OUTSIDE:
            outside.append(line)
        else:
            texts[line.region].append(line.text)
    cells = ["\n".join(lines) for lines in texts]
    return [cells[first:end] for first, end in pairwise(firsts)], outside


def _regions(glyphs: Glyphs, structures: Sequence[Structure]) -> tuple[Places, list[int]]:
    """Give the cell in which the middle of each character stands, and each table's first cell.

    Cells are counted through over all tables. An inner table must come before the one around it.
    """
    x = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    y = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    regions = np.full(len(glyphs), OUTSIDE)
    firsts = [0]
    for structure in structures:
        col = np.searchsorted(structure.cols, x, "right") - 1
        row = np.searchsorted(-structure.rows, -y, "right") - 1
        rows, cols = structure.regions.shape
        inside = (regions == OUTSIDE) & (col >= 0) & (col < cols) & (row >= 0) & (row < rows)
        regions[inside] = structure.regions[row[inside], col[inside]] + firsts[-1]
        firsts.append(firsts[-1] + len(structure.spans))
    return regions, firsts


def _overflows(
    glyphs: Glyphs, regions: Places, one_drawing: OneDrawing
) -> Iterator[tuple[int, int]]:
    """Find texts that run on across a rule, as names wider than their column do."""
    boxes = glyphs.boxes
    gap = boxes[1:, 0] - boxes[:-1, 2]
    apart = stream_breaks(boxes) | (gap > UNBROKEN * (boxes[1:, 3] - boxes[1:, 1]))
    crossing = np.flatnonzero(~apart & (regions[1:] != regions[:-1])).tolist()
    if not crossing:
        return
    ends = np.concatenate(([0], np.flatnonzero(apart) + 1, [len(boxes)]))
    for place in crossing:
        if one_drawing(*glyphs.source[place : place + 2].tolist()):
            run = int(np.searchsorted(ends, place, "right"))
            yield int(ends[run - 1]), int(ends[run])


def grid_of(structure: Structure, texts: Sequence[str], frame: Frame, page: int) -> Grid:
    """Make a grid of a table's cells and their texts; it is numbered later."""
    around, *boxes = frame.boxes(structure.corners())
    row, col, row_span, col_span = np.add(structure.spans, (1, 1, 0, 0)).T.tolist()
    cells = list(map(Cell, texts, row, col, row_span, col_span, repeat(None), boxes))
    ends = np.cumsum(np.bincount(row, minlength=len(structure.rows))).tolist()
    rows = tuple(tuple(cells[start:end]) for start, end in pairwise(ends))
    return Grid(0, rows, page=page, box=around)
