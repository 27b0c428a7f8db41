"""Edits made in the text of a disclosure: rows a line with TABs between cells, or a cell a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from tests.mutation.document import Row
from tests.mutation.edit import Edit, ExchangedRows, LostRow, Page, Writes, WrongUnit

_BLOCK = 3
"""In 06 a row holds several blocks of code, name and amount."""


def edited(text: str, amounts: Sequence[Row], edit: Edit) -> str:
    """Give the text of a disclosure with ``edit`` made in it."""
    lines = text.split("\n")
    match edit:
        case Writes(texts):
            _write(lines, amounts, texts)
        case LostRow(cell):
            start, stop = _row(lines, amounts[cell])
            del lines[start:stop]
        case ExchangedRows(one, other):
            _exchange(lines, amounts[one], amounts[other])
        case WrongUnit(statements):
            for statement in statements:
                _recaption(lines, [row for row in amounts if row["statement"] == statement])
        case Page():
            raise ValueError("a text has no pages")
        case _:
            assert_never(edit)
    return "\n".join(lines)


def _write(lines: list[str], amounts: Sequence[Row], texts: Mapping[int, str]) -> None:
    for number, text in texts.items():
        row = amounts[number]
        line, cell = row["line"] - 1, row["col_no"] - 1
        cells = lines[line].split("\t")
        place = 1 if _cell_a_line(lines[line]) else cell
        bold = "<b>" in cells[place] and text
        cells[place] = f"<b>{text}</b>" if bold else text
        lines[line] = "\t".join(cells)


def _cell_a_line(line: str) -> bool:
    return line.startswith("\t") and line.count("\t") == 1


def _row(lines: Sequence[str], row: Row) -> tuple[int, int]:
    """Give the lines of the printed row in which a cell stands."""
    start = stop = row["line"] - 1
    if not _cell_a_line(lines[start]):
        return start, start + 1
    while lines[start - 1]:
        start -= 1
    while lines[stop]:
        stop += 1
    return start, stop + 1


def _exchange(lines: list[str], one: Row, other: Row) -> None:
    if one["statement"] != "basic_expenditure":
        (a, b), (c, d) = sorted((_row(lines, one), _row(lines, other)))
        lines[a:d] = [*lines[c:d], *lines[b:c], *lines[a:b]]
        return
    mine, its = one["line"] - 1, other["line"] - 1
    last = one["col_no"]
    if _cell_a_line(lines[mine]):
        for back in range(_BLOCK):
            lines[mine - back], lines[its - back] = lines[its - back], lines[mine - back]
        return
    left, right = lines[mine].split("\t"), lines[its].split("\t")
    block = slice(last - _BLOCK, last)
    left[block], right[block] = right[block], left[block]
    lines[mine], lines[its] = "\t".join(left), "\t".join(right)


def _recaption(lines: list[str], cells: Sequence[Row]) -> None:
    """Make 元 of 万元 in the caption above the first cell of a statement."""
    first = min(cell["line"] for cell in cells) - 1
    for place in range(first, -1, -1):
        if "单位" in lines[place] and "万元" in lines[place]:
            lines[place] = lines[place].replace("万元", "元")
            return
    raise ValueError(f"no caption of a unit above line {first + 1}")
