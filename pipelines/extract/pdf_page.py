"""One page of a PDF: its lines of text and its tables, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.extract.cells import OneDrawing, cell_texts, grid_of
from pipelines.extract.drawings import Drawing, read_drawings
from pipelines.extract.frames import Frame
from pipelines.extract.glyphs import Glyphs, printed_glyphs, quarter_turn
from pipelines.extract.lattice import parse_mesh
from pipelines.extract.lines import Line
from pipelines.extract.pdfium import Codes, char_boxes, char_codes, handle, same_text_object
from pipelines.extract.records import Block, Box, Grid, TextLine
from pipelines.extract.recovery import reread_glyphs, text_left_out
from pipelines.extract.rulings import Mesh, table_meshes
from pipelines.extract.stock import announces_table, read_stock
from pipelines.extract.strokes import read_strokes


@dataclass(frozen=True, slots=True)
class PageReading:
    """The blocks of a page; ``stock`` tells that camelot's defaults read a table on it."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    stock: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """An open page: where it lies, how it is turned, and what pdfium holds of it."""

    path: Path
    number: int
    frame: Frame
    textpage: int
    codes: Codes
    drawings: list[Drawing]


def read_page(path: Path, number: int, page: Any, textpage: Any) -> PageReading:
    """Read page ``number``, counted from 1 and held open by pdfium, of the file at ``path``."""
    source = _source(path, number, page, textpage)
    glyphs, one_drawing = _characters(source)
    strokes = source.frame.upright(read_strokes(source.drawings))
    structures = [
        parse_mesh(mesh, number, source.frame.width, source.frame.height)
        for mesh in sorted(table_meshes(strokes), key=Mesh.extent)
    ]
    texts, lines = cell_texts(glyphs, structures, one_drawing)
    if structures:
        tables = zip(structures, texts, strict=True)
        grids = [grid_of(structure, cells, source.frame, number) for structure, cells in tables]
        return PageReading(_in_order(source, lines, grids))
    if announces_table(lines, glyphs):
        return _with_stock_tables(source, lines)
    if not lines and any(drawing.images for drawing in source.drawings):
        return PageReading((), (f"page {number} is a picture without text: nothing was read",))
    return PageReading(_in_order(source, lines, ()))


def _source(path: Path, number: int, page: Any, textpage: Any) -> _Source:
    characters = handle(textpage)
    codes = char_codes(characters, textpage.count_chars())
    left, bottom, right, top = page.get_bbox()
    turn = quarter_turn(characters, codes)
    frame = Frame(left, bottom, right, top, turn, page.get_rotation() // 90)
    return _Source(path, number, frame, characters, codes, read_drawings(handle(page)))


def _characters(source: _Source) -> tuple[Glyphs, OneDrawing]:
    """Give the characters of a page, with a test whether two of them are one drawing."""
    if any(map(text_left_out, source.drawings)):
        return reread_glyphs(source.path, source.number, source.frame), lambda one, other: False
    boxes = char_boxes(source.textpage, source.codes)
    glyphs = printed_glyphs(source.codes, boxes, source.frame)
    return glyphs, lambda one, other: same_text_object(source.textpage, one, other)


def _with_stock_tables(source: _Source, lines: Sequence[Line]) -> PageReading:
    grids = read_stock(source.path, source.number, source.frame)
    page = f"page {source.number} announces a table but draws no rules"
    if not grids:
        warning = f"{page}, and camelot's defaults found none: its text was read as lines"
        return PageReading(_in_order(source, lines, ()), (warning,))
    warning = f"{page}: camelot's defaults read it, which may join neighbouring cells"
    return PageReading(_in_order(source, lines, grids), (warning,), stock=True)


def _in_order(source: _Source, lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[Block, ...]:
    """Put blocks in reading order, and leave out lines that stand in a grid."""
    placed: list[tuple[float, Block]] = [(grid.box.y0, grid) for grid in grids if grid.box]
    boxes = source.frame.boxes(np.array([line.corners for line in lines]).reshape(-1, 4))
    for line, box in zip(lines, boxes, strict=True):
        if not any(grid.box and _within(box, grid.box) for grid in grids):
            placed.append((box.y0, TextLine(line.text, source.number, None, box)))
    return tuple(block for _, block in sorted(placed, key=lambda pair: pair[0]))


def _within(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1
