"""Characters that pdfium leaves out, read by the parser that camelot brings along.

Where a file does not embed its Chinese font, pdfium measures text with a substitute. If that has
no glyph for a single numeral, the text is taken to be empty and a 行次 or an amount of ``0`` is
lost without a word. Such pages are rare, and reading them again costs 20 times as much.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import playa

from pipelines.extract.drawings import Drawing
from pipelines.extract.frames import Frame
from pipelines.extract.glyphs import Glyphs, printed_glyphs
from pipelines.extract.pdfium import Codes, Floats, embedded, object_bounds, text_fonts

EMPTY = 0.01
"""Text objects narrower than this are left out by pdfium, in points."""
SAME_PLACE = 0.15
"""Distance in em within which the same character is a copy; a full stop is 0.2 em wide."""


def text_left_out(drawing: Drawing) -> bool:
    """Tell whether pdfium may have left out some of the texts of a drawing.

    A text of nothing but blanks looks the same; then the page is read again for nothing.
    """
    if all(map(embedded, drawing.fonts)):
        return False
    bounds = object_bounds(drawing.texts)
    empty = np.flatnonzero(bounds[:, 2] - bounds[:, 0] < EMPTY).tolist()
    fonts = set(text_fonts([drawing.texts[place] for place in empty]))
    return not all(embedded(font) for font in fonts if font)


def reread_glyphs(path: Path, page: int, frame: Frame) -> Glyphs:
    """Read the characters of a page, counted from 1, without pdfium."""
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    with playa.open(path, space="default") as document:
        for glyph in document.pages[page - 1].glyphs:
            for code in map(ord, (glyph.text or "")[:1]):
                codes.append(code)
                boxes.append(glyph.bbox)
    return _once(np.array(codes, np.uint32), np.array(boxes).reshape(-1, 4), frame)


def _once(codes: Codes, boxes: Floats, frame: Frame) -> Glyphs:
    """Leave out copies drawn over a character to make it bold, as pdfium does."""
    order = np.lexsort((boxes[:, 0], boxes[:, 1].round(), codes))
    step = np.diff(boxes[order, 0], prepend=-np.inf)
    same = np.diff(codes[order].astype(np.int64), prepend=-1) == 0
    same &= np.diff(boxes[order, 1].round(), prepend=-np.inf) == 0
    copies = order[same & (step < SAME_PLACE * (boxes[order, 3] - boxes[order, 1]))]
    kept = np.ones(len(codes), bool)
    kept[copies] = False
    return printed_glyphs(codes[kept], boxes[kept], frame)
