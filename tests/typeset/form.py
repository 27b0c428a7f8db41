"""The cells of a piece of a performance form, merged where its rows leave places empty."""

import re
from collections.abc import Iterator

from tests.typeset.blocks import Rows
from tests.typeset.grid import Cell
from tests.typeset.statement import header_cells

_FIGURE = re.compile(r"-?[\d.,]*%?")
_LEVELS = 3
_LABEL = 2
"""The label at the left of a form is at most this many columns wide."""
_LONG_GAP = 6
_SHORT = 14


def has_indicators(rows: Rows) -> bool:
    """Return whether the heading of the indicator lines stands in this piece."""
    return any(_heads_indicators(row) for row in rows)


def cells(rows: Rows, indicators: bool) -> list[Cell]:
    """Return the cells of a piece; `indicators` says that it goes on with indicator lines."""
    width = max(map(len, rows))
    placed: list[Cell] = []
    at = 0
    while at < len(rows):
        if _heads_indicators(rows[at]):
            titles = _titles(rows, at)
            placed += header_cells(tuple(_padded(row, width) for row in titles), at)
            at += len(titles)
            indicators = True
            continue
        for column, span in _spans(rows[at], indicators):
            text = rows[at][column]
            span += width - len(rows[at]) if column + span == len(rows[at]) else 0
            align = "center" if len(text) <= _SHORT else "left"
            placed.append(Cell(at, column, text, 1, span, align))
        at += 1
    return _merged_down(placed)


def _heads_indicators(row: tuple[str, ...]) -> bool:
    return "三级指标" in row


def _titles(rows: Rows, at: int) -> Rows:
    """Return the heading of the indicators: one row, or two where its last columns are divided."""
    below = rows[at + 1] if at + 1 < len(rows) else ()
    words = [text.replace(" ", "") for text in below if text]
    divided = bool(words) and all(word.endswith("分析") for word in words)
    return rows[at : at + 2] if divided else rows[at : at + 1]


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row + ("",) * (width - len(row))


def _spans(row: tuple[str, ...], indicators: bool) -> Iterator[tuple[int, int]]:
    """Yield column and width of the cells of a row, left to right."""
    filled = [column for column, text in enumerate(row) if text]
    figures = [text for text in row if text and _FIGURE.fullmatch(text)]
    sums = bool(filled) and row[filled[0]] in ("总分", "总评价得分")
    wide = not indicators and "-" not in row and (len(filled) <= 2 or not figures)
    column = 0
    while column < len(row):
        following = next((place for place in filled if place > column), len(row))
        gap = following - column - 1
        if not row[column]:
            span = 1
        elif column == 0 and not indicators:
            span = min(gap + 1, _LABEL)
        elif wide or (sums and column == filled[0]) or (not indicators and gap >= _LONG_GAP):
            span = gap + 1
        else:
            span = 1
        yield column, span
        column += span


def _merged_down(placed: list[Cell]) -> list[Cell]:
    """Merge empty places into the level above them, as long as the levels at their left go on."""
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in placed:
        by_row.setdefault(cell.row, {})[cell.column] = cell
    open_cells: dict[int, tuple[Cell, int]] = {}
    dropped: set[tuple[int, int]] = set()
    grown: dict[tuple[int, int], int] = {}
    for at in sorted(by_row):
        column = 0
        while column in open_cells:
            cell, end = open_cells[column]
            places = range(column, column + cell.colspan)
            empty = all(
                place in by_row[at]
                and not by_row[at][place].text
                and by_row[at][place].colspan == 1
                for place in places
            )
            if end != at or not empty:
                break
            dropped |= {(at, place) for place in places}
            grown[cell.row, cell.column] = at + 1 - cell.row
            open_cells[column] = (cell, at + 1)
            column += cell.colspan
        open_cells = {start: item for start, item in open_cells.items() if start < column}
        for start, cell in by_row[at].items():
            if column <= start < _LEVELS and cell.text and cell.colspan <= _LABEL:
                open_cells[start] = (cell, at + cell.rowspan)
    return [
        Cell(c.row, c.column, c.text, grown.get((c.row, c.column), c.rowspan), c.colspan, c.align)
        for c in placed
        if (c.row, c.column) not in dropped
    ]
