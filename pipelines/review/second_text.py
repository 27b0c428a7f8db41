"""Text read a second time, by other means: the csv module and the HTML parser of the library.

Shares nothing with the text reader of the extract room but the records that both give. How rows
are laid out is told from the number of TABs to a line, not from where they stand.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import groupby

from pipelines.extract.records import Block, Cell, Grid, Reading, TextLine

READER = "second_text"
ROWS = 1.5
"""TABs to a line that has any: more of them, and a line is a row; fewer, and it is a cell."""

_MARKUP = frozenset(
    (
        "b",
        "i",
        "u",
        "p",
        "br",
        "div",
        "span",
        "strong",
        "em",
        "sub",
        "sup",
        "font",
        "td",
        "tr",
        "th",
    )
)
_ITEM_MARKS = "#-*+"

Row = list[tuple[int, str]]
"""The cells of a row as (line number, text)."""


def read_second_text(content: str) -> Reading:
    """Read a whole text; blocks carry their line numbers, counted from 1."""
    lines = content.splitlines()
    tabs = [line.count("\t") for line in lines if "\t" in line]
    in_rows = sum(tabs) > ROWS * len(tabs)
    pieces = _rows(lines) if in_rows else _cells(lines)
    return Reading("text", READER, 1, tuple(_numbered(pieces)))


def _rows(lines: Iterable[str]) -> Iterator[Row | TextLine]:
    """Every line with a TAB is a row, every other one that is not blank is running text."""
    table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=False)
    for fields in table:
        if len(fields) > 1:
            yield [(table.line_num, plain(text)) for text in fields]
        elif fields and fields[0].strip():
            yield TextLine(_unmarked(fields[0]), line=table.line_num)


def _cells(lines: Iterable[str]) -> Iterator[Row | TextLine]:
    """A line that opens with a TAB is a cell; the lines up to the next blank one are its row."""
    numbered = enumerate(lines, start=1)
    for empty, group in groupby(numbered, lambda pair: not pair[1].strip() and "\t" not in pair[1]):
        if not empty:
            yield from _paragraph(list(group))


def _paragraph(lines: list[tuple[int, str]]) -> Iterator[Row | TextLine]:
    row: Row = []
    for number, line in lines:
        if line.startswith("\t"):
            row.append((number, plain(line)))
        elif row:
            first, text = row.pop()
            row.append((first, f"{text}\n{plain(line)}".strip()))
        else:
            yield TextLine(_unmarked(line), line=number)
    if row:
        yield row


def _numbered(pieces: Iterable[Row | TextLine]) -> Iterator[Block]:
    """Make grids of the rows between two lines of running text."""
    number = 0
    for running, group in groupby(pieces, lambda piece: isinstance(piece, TextLine)):
        if running:
            yield from (piece for piece in group if isinstance(piece, TextLine))
            continue
        number += 1
        rows = [piece for piece in group if isinstance(piece, list)]
        yield Grid(
            number,
            tuple(
                tuple(Cell(text, row=r, col=c, line=line) for c, (line, text) in enumerate(row, 1))
                for r, row in enumerate(rows, 1)
            ),
            line=rows[0][0][0],
        )


class _Plain(HTMLParser):
    """Gathers what is no markup of a converter; other angle brackets are the text's own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _MARKUP:
            self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _MARKUP:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain(text: str) -> str:
    """Give ``text`` without tags, entities and emphasis, and without white space around it."""
    if "<" in text or "&" in text:
        parser = _Plain()
        parser.feed(text)
        parser.close()
        text = "".join(parser.pieces)
    for mark in ("**", "__"):
        pieces = text.split(mark)
        if len(pieces) % 2 and all(piece.strip() for piece in pieces[1::2]):
            text = "".join(pieces)
    return text.replace("\\*", "*").strip()


def _unmarked(line: str) -> str:
    """Take away what Markdown puts before headings and items, with the space after it."""
    mark, space, rest = line.strip().partition(" ")
    is_mark = bool(space) and set(mark) <= set(_ITEM_MARKS) and (len(mark) == 1 or mark[0] == "#")
    return plain(rest if is_mark else line)
