"""Batched calls into pdfium, which has no batch interface of its own.

A call through ctypes costs more than the work behind it, and a document needs one or two for
every character and page object. ``map`` over bare function pointers keeps the loop itself out of
Python: results are status codes, the values arrive in one preallocated array.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint32]

ZERO_WIDTH_SPACE = 0x200B

_HANDLE = ctypes.c_void_p
_INT = ctypes.c_int


def _bare(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Rebind a pdfium function so that handles and addresses pass as plain integers.

    The interpreter lock is kept: giving it up would take longer than most of these calls.
    """
    address = ctypes.cast(function, _HANDLE).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_char_unicode = _bare(raw.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INT)
_char_box = _bare(raw.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
_char_object = _bare(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
_char_angle = _bare(raw.FPDFText_GetCharAngle, ctypes.c_float, _HANDLE, _INT)
_page_object = _bare(raw.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
_form_object = _bare(raw.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
_object_type = _bare(raw.FPDFPageObj_GetType, _INT, _HANDLE)
_text_font = _bare(raw.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
_font_embedded = _bare(raw.FPDFFont_GetIsEmbedded, _INT, _HANDLE)
_path_segments = _bare(raw.FPDFPath_CountSegments, _INT, _HANDLE)
_object_bounds = _bare(raw.FPDFPageObj_GetBounds, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)


def _run(calls: Iterable[int]) -> None:
    """Make calls for what they write, whatever they return."""
    deque(calls, maxlen=0)


def handle(wrapper: Any) -> int:
    """Give the address behind a pypdfium2 object or a raw handle."""
    return ctypes.cast(getattr(wrapper, "raw", wrapper), _HANDLE).value or 0


def char_codes(textpage: int, count: int) -> Codes:
    """Unicode of every character of a text page, pdfium's own spaces and line ends included."""
    buffer = np.zeros(count + 1, np.uint16)
    written = raw.FPDFText_GetText(
        ctypes.cast(textpage, raw.FPDF_TEXTPAGE),
        0,
        count,
        buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort)),
    )
    codes = buffer[:count].astype(np.uint32)
    if written != count + 1:
        codes = np.array(list(map(_char_unicode, repeat(textpage), range(count))), np.uint32)
    return _paired(codes)


def _paired(codes: Codes) -> Codes:
    """Make one character of each pair of surrogates; its second half becomes invisible."""
    high = np.flatnonzero((codes[:-1] & 0xFC00 == 0xD800) & (codes[1:] & 0xFC00 == 0xDC00))
    if len(high):
        codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
        codes[high + 1] = ZERO_WIDTH_SPACE
    return codes


def char_boxes(textpage: int, codes: Codes) -> Floats:
    """Loose boxes of every character as rows of (left, bottom, right, top), page coordinates.

    Loose boxes take height and advance from the font, so punctuation and decimal points stand
    on the same line and at the same width as their neighbours. Characters that pdfium made up
    (line ends, guessed spaces) have an empty box.
    """
    boxes = np.zeros((len(codes), 4), np.float32)
    places = np.flatnonzero((codes != ord("\r")) & (codes != ord("\n")))
    addresses = places * 16 + boxes.ctypes.data
    _run(map(_char_box, repeat(textpage), places.tolist(), addresses.tolist()))
    return boxes[:, (0, 3, 2, 1)].astype(np.float64)


def char_angles(textpage: int, indices: Sequence[int]) -> list[float]:
    """Angles of some characters, clockwise in radians from 0 to 2π."""
    return list(map(_char_angle, repeat(textpage), indices))


def same_text_object(textpage: int, first: int, second: int) -> bool:
    """Tell whether one text object of the page drew both characters."""
    owner = _char_object(textpage, first)
    return owner is not None and owner == _char_object(textpage, second)


def page_objects(page: int) -> list[int]:
    """Handles of the top level objects of a page."""
    count = raw.FPDFPage_CountObjects(ctypes.cast(page, raw.FPDF_PAGE))
    return list(filter(None, map(_page_object, repeat(page), range(count))))


def form_objects(form: int) -> list[int]:
    """Handles of the objects inside a form XObject."""
    count = raw.FPDFFormObj_CountObjects(ctypes.cast(form, raw.FPDF_PAGEOBJECT))
    return list(filter(None, map(_form_object, repeat(form), range(count))))


def object_types(objects: Sequence[int]) -> list[int]:
    """FPDF_PAGEOBJ_* of each object."""
    return list(map(_object_type, objects))


def text_fonts(objects: Sequence[int]) -> list[int | None]:
    """Handles of the fonts of objects; what is no text has none."""
    return list(map(_text_font, objects))


def object_bounds(objects: Sequence[int]) -> Floats:
    """Bounds of each object as rows of (left, bottom, right, top); zeros where pdfium has none."""
    bounds = np.zeros((len(objects), 4), np.float32)
    start = bounds.ctypes.data
    stop = start + 16 * len(objects)
    corners = (range(start + offset, stop + offset, 16) for offset in (0, 4, 8, 12))
    _run(map(_object_bounds, objects, *corners))
    return bounds.astype(np.float64)


def embedded(font: int) -> bool:
    """Tell whether the file brings a font along."""
    return bool(_font_embedded(font) == 1)


def segment_counts(paths: Sequence[int]) -> list[int]:
    """Number of segments of each path object."""
    return list(map(_path_segments, paths))


def stroked(path: int) -> bool:
    """Tell whether the outline of a path object is drawn; otherwise it is filled only."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(ctypes.cast(path, raw.FPDF_PAGEOBJECT), fill, stroke)
    return bool(stroke.value)
