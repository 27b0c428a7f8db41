"""The cells of a statement, with the merges its printed form has."""

import re

from tests.typeset.blocks import Rows
from tests.typeset.grid import Cell

_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?")
_ORDINALS = ("行", "行次")
_TOTAL = re.compile(r"(?:[一-龥]{0,4}合计|总计)$")


def header_height(rows: Rows) -> int:
    """Return how many rows head the columns: to 栏次, or to the first with a figure or a total."""
    for at, row in enumerate(rows):
        if row[0] == "栏次":
            return at + 1
        if any(_FIGURE.fullmatch(text) for text in row) or _TOTAL.match(row[0].replace(" ", "")):
            return max(at, 1)
    return 1


def cells(rows: Rows) -> tuple[list[Cell], int]:
    """Return the cells of a statement and the number of its header rows."""
    height = header_height(rows)
    titles = height - 1 if rows[height - 1][0] == "栏次" else height
    leaves = _leaves(rows[:titles])
    groups = _groups(rows[0])
    placed = header_cells(rows[:titles])
    for at, row in enumerate(rows[titles:], start=titles):
        placed += _body_row(at, row, leaves, groups)
    return placed, height


def header_cells(rows: Rows, first: int = 0) -> list[Cell]:
    """Return merged header cells: an empty place belongs to the title above it, else at its left.

    In the top row a title spans the empty places at its right; below it does so where the title
    above spans both and something is printed under them (类 款 项 under 科目编码).
    """
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            above, left = owner.get((at - 1, column)), owner.get((at, column - 1))
            if above is not None and all(
                not row[place] for place in range(len(row)) if owner[at - 1, place] == above
            ):
                owner[at, column] = above
            elif not text and left is not None and _spreads(rows, owner, at, column):
                owner[at, column] = left
            else:
                owner[at, column] = (at, column)
    placed = []
    for at, column in dict.fromkeys(owner.values()):
        places = [place for place, lord in owner.items() if lord == (at, column)]
        rowspan = 1 + max(row for row, _ in places) - at
        colspan = 1 + max(place for _, place in places) - column
        placed.append(Cell(first + at, column, rows[at][column], rowspan, colspan, "center"))
    return placed


def _spreads(
    rows: Rows, owner: dict[tuple[int, int], tuple[int, int]], at: int, column: int
) -> bool:
    """Tell whether the title at the left of an empty place spans it as well."""
    if not at:
        return True
    below = rows[at + 1][column] if at + 1 < len(rows) else ""
    return bool(below) and owner[at - 1, column] == owner[at - 1, column - 1]


def _groups(top: tuple[str, ...]) -> dict[int, int]:
    """Return where the column group that starts at a column ends (项目, 人员经费, 收入 …)."""
    starts = [column for column, text in enumerate(top) if text]
    return dict(zip(starts, [*starts[1:], len(top)], strict=True))


def _leaves(titles: Rows) -> list[str]:
    """Return the lowest title of each column, spaces removed."""
    columns = zip(*titles, strict=True)
    return [re.sub(r"\s", "", next((t for t in reversed(column) if t), "")) for column in columns]


def _is_key(leaf: str) -> bool:
    return leaf.endswith(("编码", "名称"))


def _body_row(
    at: int, row: tuple[str, ...], leaves: list[str], groups: dict[int, int]
) -> list[Cell]:
    placed: list[Cell] = []
    column = 0
    while column < len(row):
        text, span = row[column], 1
        total = bool(_TOTAL.match(text.replace(" ", "")))
        if (total or text == "栏次") and column in groups and _is_key(leaves[column]):
            last = groups[column] - (not _is_key(leaves[groups[column] - 1]))
            while column + span < last and not row[column + span]:
                span += 1
        align = "center" if total or row[0] == "栏次" else _align(leaves[column])
        placed.append(Cell(at, column, text, 1, span, align, total))
        column += span
    return placed


def _align(leaf: str) -> str:
    if leaf in _ORDINALS:
        return "center"
    return "left" if leaf == "项目" or _is_key(leaf) else "right"
