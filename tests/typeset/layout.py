"""Lays blocks out as the pages of a PDF."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tests.typeset import form, statement
from tests.typeset.blocks import Block, Contents, Cover, Form, Heading, Paragraph, Statement
from tests.typeset.face import face
from tests.typeset.grid import Cell, Grid, TooNarrowError, Type, build
from tests.typeset.page import Pages
from tests.typeset.style import Style
from tests.typeset.wrap import wrap

_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_TITLE_SIZE = 16.0
_LEAST_SIZE = 4.0  # smaller type is not printed


def typeset(blocks: Iterable[Block], style: Style) -> bytes:
    """Return a PDF of the blocks; the same blocks and style give the same bytes."""
    buffer = BytesIO()
    loaded = face()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=loaded.fontName)
    pages = Pages(canvas, loaded, style)
    for block in blocks:
        _place(pages, block)
    pages.close()
    canvas.save()
    return buffer.getvalue()


def _place(pages: Pages, block: Block) -> None:
    match block:
        case Cover():
            _cover(pages, block)
        case Contents():
            _contents(pages, block)
        case Heading(level=1):
            _part(pages, block)
        case Heading():
            _prose(pages, block.text, bold=True)
        case Paragraph():
            _prose(pages, block.text)
        case Statement():
            _statement(pages, block)
        case Form():
            _form(pages, block)


def _cover(pages: Pages, cover: Cover) -> None:
    pages.turn(numbered=False)
    for place, text in enumerate(cover.lines):
        pages.line(text, 26, "center", pages.height * 0.66 - 48 * place, bold=True)


def _contents(pages: Pages, contents: Contents) -> None:
    pages.turn()
    size = pages.style.body_size
    pages.line(contents.title, size + 5, "center", pages.top - 10, bold=True)
    pages.top -= 46
    for entry in contents.entries:
        part = bool(_PART.match(entry))
        for line in wrap(entry, pages.measure, partial(pages.text_width, size=size)):
            indent = 0 if part else 2 * size
            pages.line(line, size, "left", pages.top, bold=part, indent=indent)
            pages.top -= size * 1.75


def _part(pages: Pages, heading: Heading) -> None:
    pages.turn()
    size = pages.style.body_size + 5
    for line in wrap(heading.text, pages.measure, partial(pages.text_width, size=size)):
        pages.line(line, size, "center", pages.top - 16, bold=True)
        pages.top -= size * 1.6
    pages.top -= 20


def _prose(pages: Pages, text: str, bold: bool = False) -> None:
    size, leading = pages.style.body_size, pages.style.body_leading
    indent = 2 * size
    lines = wrap(text, pages.measure, partial(pages.text_width, size=size), indent)
    for place, line in enumerate(lines):
        if pages.room < leading:
            pages.turn()
        pages.line(line, size, "left", pages.top - leading * 0.7, bold, 0 if place else indent)
        pages.top -= leading


def _statement(pages: Pages, block: Statement) -> None:
    style, size = pages.style, pages.style.table_size
    found = re.search(r"\d+", block.number)
    number = int(found[0]) if found else 0
    pages.turn(landscape=number in style.landscape)
    pages.line(block.title, _TITLE_SIZE, "center", pages.top - 14, bold=True)
    pages.line(block.number, size + 1, "right", pages.top - 36)
    for text, align in (
        (block.department, "left"),
        (block.period, "center"),
        (block.unit, "right"),
    ):
        pages.line(text, size + 1, align, pages.top - 54)
    pages.top -= 59
    height = style.tall_rows.get(number, style.row_height)
    cells, header = statement.cells(block.rows)
    grid, kind = _fitted(pages, cells, header, size, height, style.name_width)
    notes = [line for note in block.notes for line in wrap(note, pages.measure, kind.measure)]
    reserve = len(notes) * kind.leading * 1.2 + 4
    pages.table(grid, kind, reserve, style.repeat_header)
    pages.top -= 4
    for note in notes:
        if pages.room < kind.leading:
            pages.turn(landscape=pages.width > pages.height)
        pages.line(note, size, "left", pages.top - size)
        pages.top -= kind.leading * 1.2


def _form(pages: Pages, block: Form) -> None:
    size = pages.style.form_size
    columns = max(len(row) for part in block.parts if isinstance(part, tuple) for row in part)
    pages.turn(landscape=columns > pages.style.wide_form)
    for text, points in ((block.title, _TITLE_SIZE), (block.period, size + 2)):
        if text:
            pages.line(text, points, "center", pages.top - points, bold=points == _TITLE_SIZE)
            pages.top -= points * 1.5
    indicators = False
    for part in block.parts:
        if isinstance(part, Paragraph):
            pages.line(part.text, size, "left", pages.top - size * 1.5)
            pages.top -= size * 2
            continue
        grid, kind = _fitted(pages, form.cells(part, indicators), 0, size, size * 2, 6)
        if pages.room < min(grid.height(range(len(part))), 120):
            pages.turn(landscape=pages.width > pages.height)
        pages.table(grid, kind)
        pages.top -= size * 1.5
        indicators = indicators or form.has_indicators(part)


def _fitted(
    pages: Pages,
    cells: Sequence[Cell],
    header: int,
    size: float,
    row_height: float,
    compact: float,
) -> tuple[Grid, Type]:
    """Set a table in type of ``size`` points, or as much smaller as its numbers ask for."""
    while True:
        measure = partial(pages.text_width, size=size)
        kind = Type(size, pages.style.padding, row_height, measure, compact)
        try:
            return build(cells, header, pages.measure, kind), kind
        except TooNarrowError:
            if size <= _LEAST_SIZE:
                raise
            size -= 0.5
