"""Printed characters joined to lines of text in visual order.

Characters that follow one another in the stream and on the page form a run; runs that stand side
by side form a line. Whether two neighbours are set apart by a space is read from the page, not
from pdfium: typesetting leaves a quarter em between a Chinese character and a numeral, and that
is no space.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipelines.extract.glyphs import Flags, Glyphs, Places
from pipelines.extract.pdfium import Codes, Floats

LATIN_SPACE = 0.15
"""Gap in em that is a space between two Latin letters or digits; the narrowest space is 0.2."""
HAN_SPACE = 0.45
"""Gap in em that is a space beside a Chinese character; the quarter em of typesetting is none."""
RUN_GAP = 1.5
"""Gap in em that ends a run; runs on the same line are joined again by their place."""
LINE_GAP = 4.0
"""Gap in em that ends a line of running text: beyond it stands something else, as 金额单位 does."""
FIRST_WIDE = 0x2E80
"""Unicode from here on is set in full width: Chinese characters and their punctuation."""
OVERLAP = 0.5
"""Share of its height by which a character must overlap a line to stand on it."""

OUTSIDE = -1
"""Region of characters that stand in no table cell."""


class Line(NamedTuple):
    """A line of text, the region it stands in, and its upright box as x0, y0, x1, y1."""

    text: str
    region: int
    corners: list[float]


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of characters, from ``starts`` up to ``stops`` in the stream, in some order."""

    starts: Places
    stops: Places
    regions: Places
    boxes: Floats

    def ordered(self, order: Places) -> _Runs:
        return _Runs(self.starts[order], self.stops[order], self.regions[order], self.boxes[order])


def text_lines(glyphs: Glyphs, regions: Places, gap: float = LINE_GAP) -> list[Line]:
    """Join characters to lines, top to bottom and left to right within each region.

    ``regions`` names the region of every character; characters of different regions never share
    a line. Lines come grouped by region, :data:`OUTSIDE` first; outside, a gap wider than
    ``gap`` em ends a line.
    """
    if not len(glyphs):
        return []
    runs, ends_row = _side_by_side(_runs(glyphs, regions))
    ends = np.flatnonzero(np.append(ends_row | _set_apart(runs, gap), True)) + 1
    starts = np.concatenate(([0], ends[:-1]))
    low = np.minimum.reduceat(runs.boxes[:, :2], starts)
    high = np.maximum.reduceat(runs.boxes[:, 2:], starts)
    corners = np.column_stack((low, high)).tolist()
    texts = _texts(glyphs, runs, ends)
    return list(map(Line, texts, runs.regions[starts].tolist(), corners))


def _runs(glyphs: Glyphs, regions: Places) -> _Runs:
    boxes = glyphs.boxes
    breaks = stream_breaks(boxes) | (regions[:-1] != regions[1:])
    starts = np.flatnonzero(np.concatenate(([True], breaks)))
    low = np.minimum.reduceat(boxes[:, :2], starts)
    high = np.maximum.reduceat(boxes[:, 2:], starts)
    stops = np.append(starts[1:], len(glyphs))
    return _Runs(starts, stops, regions[starts], np.column_stack((low, high)))


def stream_breaks(boxes: Floats) -> Flags:
    """Mark neighbours in the stream that are no neighbours on the page."""
    before, after = boxes[:-1], boxes[1:]
    em = np.maximum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1])
    back = after[:, 0] < before[:, 0]
    apart: Flags = ~_beside(before, after) | back | (after[:, 0] - before[:, 2] > RUN_GAP * em)
    return apart


def _beside(one: Floats, other: Floats) -> Flags:
    """Tell which boxes stand on one line: they share most of the height of the lower one."""
    height = np.minimum(one[:, 3] - one[:, 1], other[:, 3] - other[:, 1])
    shared = np.minimum(one[:, 3], other[:, 3]) - np.maximum(one[:, 1], other[:, 1])
    beside: Flags = shared >= OVERLAP * height
    return beside


def _side_by_side(runs: _Runs) -> tuple[_Runs, Flags]:
    """Order runs by rows, top to bottom, runs left to right; mark all but the last row's end."""
    runs = runs.ordered(np.lexsort((-runs.boxes[:, 1] - runs.boxes[:, 3], runs.regions)))
    ends_row = (runs.regions[1:] != runs.regions[:-1]) | ~_beside(runs.boxes[:-1], runs.boxes[1:])
    row = np.concatenate(([0], np.cumsum(ends_row)))
    return runs.ordered(np.lexsort((runs.boxes[:, 0], row))), ends_row


def _set_apart(runs: _Runs, gap: float) -> Flags:
    """Mark runs outside all regions after which the gap shows that something else begins."""
    boxes = runs.boxes
    height = boxes[:, 3] - boxes[:, 1]
    wide = boxes[1:, 0] - boxes[:-1, 2] > gap * np.maximum(height[1:], height[:-1])
    apart: Flags = wide & (runs.regions[1:] == OUTSIDE)
    return apart


def _texts(glyphs: Glyphs, runs: _Runs, ends: Places) -> list[str]:
    """Spell out the lines, which end before the runs ``ends``; set-apart neighbours get a space."""
    lengths = runs.stops - runs.starts
    counted = np.cumsum(lengths)
    order = np.arange(counted[-1]) + np.repeat(runs.starts - counted + lengths, lengths)
    codes = glyphs.codes[order]
    spaces = _spaces(codes, glyphs.boxes[order])
    spaces |= glyphs.spaced[order] & (np.diff(order, prepend=-2) == 1)
    stops = counted[ends - 1]
    spaces[0] = spaces[stops[:-1]] = False
    spelled = np.insert(codes, np.flatnonzero(spaces), np.uint32(ord(" ")))
    text = spelled.astype("<u4").tobytes().decode("utf-32-le", "replace")
    stops = stops + np.cumsum(spaces)[stops - 1]
    return [text[start:stop] for start, stop in pairwise([0, *stops.tolist()])]


def _spaces(codes: Codes, boxes: Floats) -> Flags:
    """Mark characters that stand so far from the one before that a space belongs between."""
    spaces = np.zeros(len(codes), bool)
    height = boxes[:, 3] - boxes[:, 1]
    em = np.minimum(height[1:], height[:-1])
    wide = codes >= FIRST_WIDE
    least = np.where(wide[1:] | wide[:-1], HAN_SPACE, LATIN_SPACE) * em
    spaces[1:] = boxes[1:, 0] - boxes[:-1, 2] > least
    return spaces
