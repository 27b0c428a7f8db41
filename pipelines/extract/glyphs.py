"""The printed characters of a PDF page, as arrays.

pdfium gives characters in the order of the content stream, with spaces and line ends of its own
guess in between. Here only what is really printed is kept, with its box in the upright view; a
blank that was typed is remembered on the character after it.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipelines.extract.frames import Frame
from pipelines.extract.pdfium import ZERO_WIDTH_SPACE, Codes, Floats, char_angles

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

ANGLE_SAMPLE = 12
"""Characters of a page that are asked for their angle: pages are turned as a whole."""

_HYPHEN_AT_LINE_END = 0x02
_NO_BREAK_SPACE, _FULL_WIDTH_SPACE = 0xA0, 0x3000


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Printed characters in stream order: Unicode, upright boxes, and where pdfium keeps them.

    ``spaced`` marks characters before which a blank stands in the stream; ``source`` is the
    index of the character in pdfium's text page.
    """

    codes: Codes
    boxes: Floats
    spaced: Flags
    source: Places

    def __len__(self) -> int:
        return len(self.codes)

    def chosen(self, which: Flags) -> Glyphs:
        """Give some of the characters; a blank before one whose neighbour is left out is void."""
        places = np.flatnonzero(which)
        spaced = self.spaced[places] & (np.diff(places, prepend=-2) == 1)
        return Glyphs(self.codes[places], self.boxes[places], spaced, self.source[places])


def quarter_turn(textpage: int, codes: Codes) -> int:
    """Give the clockwise quarter turns that make most characters of a page upright."""
    drawn = np.flatnonzero(codes > ord(" "))
    sample = drawn[:: max(1, len(drawn) // ANGLE_SAMPLE)].tolist()
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in char_angles(textpage, sample))
    return turns.most_common(1)[0][0] if turns else 0


def printed_glyphs(codes: Codes, boxes: Floats, frame: Frame) -> Glyphs:
    """Keep what is printed of characters in stream order, with boxes in user space."""
    codes = _as_printed(codes)
    real = (boxes[:, 0] != boxes[:, 2]) | (boxes[:, 1] != boxes[:, 3])
    blank = (codes <= ord(" ")) | (codes == _NO_BREAK_SPACE) | (codes == _FULL_WIDTH_SPACE)
    upright = frame.upright(boxes)
    shown = real & ~blank & ~_invisible(codes) & _inside(upright, frame)
    kept = np.flatnonzero(shown)
    blanks_so_far = np.cumsum(real & blank & (codes != 0))
    spaced = np.diff(blanks_so_far[kept], prepend=0) > 0
    return Glyphs(codes[kept], upright[kept], spaced, kept)


def _invisible(codes: Codes) -> Flags:
    """Mark joiners, byte order marks and soft hyphens."""
    joiner = (codes >= ZERO_WIDTH_SPACE) & (codes <= 0x200D)
    invisible: Flags = joiner | (codes == 0x2060) | (codes == 0xFEFF) | (codes == 0xAD)
    return invisible


def _inside(boxes: Floats, frame: Frame) -> Flags:
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    inside: Flags = (x >= 0) & (x <= frame.width) & (y >= 0) & (y <= frame.height)
    return inside


def _as_printed(codes: Codes) -> Codes:
    """Undo what is not as printed: pdfium's line end hyphens, radicals in place of characters.

    Some fonts map 一 to its radical form U+2F00, which looks the same and compares unequal.
    """
    codes = codes.copy()
    codes[(codes == _HYPHEN_AT_LINE_END) | (codes == 0xFFFE)] = ord("-")
    radical = (codes >= 0x2E80) & (codes <= 0x2FD5)
    if radical.any():
        codes[radical] = [_unified(code) for code in codes[radical].tolist()]
    return codes


@cache
def _unified(code: int) -> int:
    return ord(unicodedata.normalize("NFKC", chr(code))[0])
