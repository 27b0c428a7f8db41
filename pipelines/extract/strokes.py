"""Straight pieces of ink on a PDF page: whatever may be part of a table's rules.

Rules are drawn as stroked segments, as the edges of stroked rectangles, or as filled rectangles
a hair thick, directly on the page or inside form XObjects. Areas that are only filled are
shading, not rules: word processors shade a cell in several pieces, whose edges bound nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pypdfium2.raw as raw

from pipelines.extract.drawings import IDENTITY, Drawing, Matrix, Point, matrix_of, moved
from pipelines.extract.pdfium import Floats, object_bounds, segment_counts, stroked

MAX_THICKNESS = 3.0
"""The thickest a filled rectangle may be to count as a rule, in points."""
SIMPLE_SEGMENTS = 5
"""A thin path of at most so many segments is one rule; a longer one may be several."""

Corners = tuple[float, float, float, float]


def read_strokes(drawings: Sequence[Drawing]) -> Floats:
    """Give the boxes of all straight pieces in user space, as rows of x0, y0, x1, y1.

    A piece is at most :data:`MAX_THICKNESS` thick.
    """
    pieces = [
        _transformed(_path_strokes(drawing.paths), drawing.matrix)
        for drawing in drawings
        if drawing.paths
    ]
    return np.concatenate(pieces) if pieces else np.zeros((0, 4))


def _path_strokes(paths: Sequence[int]) -> Floats:
    """Give the pieces of path objects; pdfium has none that are neither filled nor stroked."""
    bounds = object_bounds(paths)
    thin = np.minimum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) <= MAX_THICKNESS
    segments = np.array(segment_counts(paths))
    simple = thin & (segments <= SIMPLE_SEGMENTS)
    pieces: list[Corners] = []
    for place in np.flatnonzero(~simple).tolist():
        draw = _edges if stroked(paths[place]) else _thin_areas
        pieces.extend(draw(paths[place], int(segments[place])))
    return np.concatenate((bounds[simple], np.array(pieces).reshape(-1, 4)))


def _edges(path: int, segments: int) -> Iterator[Corners]:
    """Give the straight segments of a path; a slanted one is too thick to pass as a rule."""
    matrix = matrix_of(path)
    for points in _subpaths(path, segments):
        ends = [moved(point, matrix) for point in points]
        for (x0, y0), (x1, y1) in pairwise(ends):
            if min(abs(x1 - x0), abs(y1 - y0)) <= MAX_THICKNESS / 2:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _thin_areas(path: int, segments: int) -> Iterator[Corners]:
    matrix = matrix_of(path)
    for points in _subpaths(path, segments):
        x, y = zip(*(moved(point, matrix) for point in points), strict=True)
        if min(max(x) - min(x), max(y) - min(y)) <= MAX_THICKNESS:
            yield min(x), min(y), max(x), max(y)


def _subpaths(path: int, segments: int) -> Iterator[list[Point]]:
    """Give the corner points of each subpath in the path's own coordinates, closed if it is."""
    pointer = ctypes.cast(path, raw.FPDF_PAGEOBJECT)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(pointer, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _transformed(boxes: Floats, matrix: Matrix) -> Floats:
    if matrix == IDENTITY or not len(boxes):
        return boxes
    a, b, c, d, e, f = matrix
    x, y = boxes[:, 0::2], boxes[:, 1::2]
    # Opposite corners suffice: a piece that the matrix tilts is no rule any more.
    new_x, new_y = a * x + c * y + e, b * x + d * y + f
    return np.column_stack((new_x.min(1), new_y.min(1), new_x.max(1), new_y.max(1)))
