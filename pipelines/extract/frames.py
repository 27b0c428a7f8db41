"""Turning a page so that its text stands upright.

PDF keeps text and lines in the page's user space; the page may then be shown turned
(``/Rotate``), its visible part may start anywhere, and a wide table may be set sideways on an
upright page. A :class:`Frame` is the upright view in which text and tables are read: origin at
the bottom left, y upwards, in points. :meth:`Frame.boxes` leads back to what a viewer shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.extract.pdfium import Floats
from pipelines.extract.records import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in user space, with two numbers of clockwise quarter turns.

    ``turn`` makes the text upright, ``shown`` is what ``/Rotate`` asks of a viewer; they differ
    only where text runs sideways on the page as shown.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    shown: int

    @property
    def width(self) -> float:
        """Width of the upright view in points."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the upright view in points."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def upright(self, boxes: Floats) -> Floats:
        """Turn rows of left, bottom, right, top from user space into the upright view."""
        left, bottom, right, top = boxes.T
        if self.turn == 0:
            edges = (left - self.left, bottom - self.bottom, right - self.left, top - self.bottom)
        elif self.turn == 1:
            edges = (bottom - self.bottom, self.right - right, top - self.bottom, self.right - left)
        elif self.turn == 2:
            edges = (self.right - right, self.top - top, self.right - left, self.top - bottom)
        else:
            edges = (self.top - top, left - self.left, self.top - bottom, right - self.left)
        return np.column_stack(edges)

    def boxes(self, corners: Floats) -> list[Box]:
        """Give boxes of the upright view in points from the top left corner of the shown page.

        ``corners`` are rows of x0, y0, x1, y1 with y upwards.
        """
        x0, y0, x1, y1 = corners.T
        width, height = self.width, self.height
        for _ in range((self.shown - self.turn) % 4):
            x0, y0, x1, y1 = y0, width - x1, y1, width - x0
            width, height = height, width
        edges = (x0, height - y1, x1, height - y0)
        return list(map(Box, *(edge.round(2).tolist() for edge in edges)))
