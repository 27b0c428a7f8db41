"""Writes the blocks of a document as text, a row or a cell a line, or as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from tests.corpus.family import Family
from tests.typeset.blocks import Block, Contents, Cover, Form, Heading, Paragraph, Rows, Statement
from tests.typeset.layout import typeset
from tests.typeset.style import Style

_FORMATS = ("rows", "cells")
_STYLES = (
    Style(),
    Style(repeat_header=False, page_number="- {} -"),
    Style(body_size=14, body_leading=24, table_size=8.5, margin=62),
)


def text(blocks: Iterable[Block], family: Family, conversion: str) -> bytes:
    """Give a document as UTF-8 text; ``conversion`` is rows or cells (a line each)."""
    write = _ROWS if conversion == "rows" else _CELLS
    lines = (line for block in blocks for line in write(block, family.headings))
    return ("\n".join(lines) + "\n").encode()


def pdf(blocks: Iterable[Block], random: Random) -> bytes:
    """Give a document as PDF in one of a few styles."""
    return typeset(blocks, random.choice(_STYLES))


def conversion(random: Random) -> str:
    """Draw one of the two conversions to text."""
    return random.choice(_FORMATS)


def _prose(block: Block, marks: bool) -> Iterator[str]:
    match block:
        case Cover(lines):
            yield from (*lines, "")
        case Contents(title, entries):
            yield f"# {title}" if marks else title
            yield ""
            for entry in entries:
                yield from (entry, "")
        case Heading(level, words):
            yield from (f"{'#' * (level + 1)} {words}" if marks else words, "")
        case Paragraph(words):
            yield from (words, "")
        case _:
            raise TypeError(block)


def _above(block: Statement | Form) -> list[str]:
    if isinstance(block, Form):
        return [text for text in (block.period,) if text]
    lines = (block.number, block.department, block.period, block.unit)
    return [line for line in lines if line]


def _pieces(block: Statement | Form) -> Iterator[Rows]:
    if isinstance(block, Statement):
        yield block.rows
    else:
        yield from (part for part in block.parts if isinstance(part, tuple))


def _row_a_line(block: Block, marks: bool) -> Iterator[str]:
    if not isinstance(block, Statement | Form):
        yield from _prose(block, marks)
        return
    yield from (f"# {block.title}" if marks else block.title, "")
    for line in _above(block):
        yield from (line, "")
    for rows in _pieces(block):
        yield from ("\t".join(row) for row in rows)
    yield ""
    for note in block.notes if isinstance(block, Statement) else ():
        yield from (note, "")


def _cell_a_line(block: Block, marks: bool) -> Iterator[str]:
    if not isinstance(block, Statement | Form):
        yield from _prose(block, False)
        return
    yield block.title
    for line in _above(block):
        yield from (f"\t{line}", "")
    yield from ("", " ")
    for rows in _pieces(block):
        for row in rows:
            yield from (f"\t{cell}" for cell in row)
            yield ""
    for note in block.notes if isinstance(block, Statement) else ():
        yield from (f"\t{note}", "")
    yield from ("", " ")


_Write = Callable[[Block, bool], Iterator[str]]
_ROWS: _Write = _row_a_line
_CELLS: _Write = _cell_a_line
