"""The header of a table: for every column the headers above it, from the top to the lowest.

Headers are merged cells. A PDF tells the spans; a text rendition does not, and some write a
merged cell once and leave out the positions it covers. :func:`header_paths` restores the spans
from what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from pipelines.extract import Cell
from pipelines.statements.number import parse
from pipelines.statements.wording import compact, key

Span = tuple[int, int, str]
"""First column, number of columns, text."""

Path = tuple[str, ...]


def width(rows: Sequence[Sequence[Cell]]) -> int:
    """Give the number of columns: what the spans reach to, or what the rows of a text tell.

    There it is the most common length, or that of the longest row where editors have cut off
    the empty cells at the ends of the others.
    """
    if _is_placed(rows):
        return max((cell.col + cell.col_span - 1 for row in rows for cell in row), default=0)
    lengths = [len(row) for row in rows]
    filled = 0
    for row in rows:
        if len(row) > filled:
            filled = max(filled, _last(row))
    return max(filled, *set(lengths), key=lambda n: (n >= filled, lengths.count(n), n))


def _is_placed(rows: Iterable[Iterable[Cell]]) -> bool:
    """Tell whether rows are of a PDF: all of their cells have boxes, in a text none has."""
    first = next(chain.from_iterable(rows), None)
    return first is not None and first.box is not None


def _last(row: Sequence[Cell]) -> int:
    """Give the column of the last text of a row, 0 for a blank row."""
    return next((cell.col for cell in reversed(row) if cell.text.strip()), 0)


def is_column_numbers(row: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns (栏次 1 2 3 …): at least two, counting up."""
    numbers: list[int] = []
    titled = False
    for cell in reversed(row):  # an amount, which ends the search, stands further to the right
        text = cell.text.strip()
        if not text:
            continue
        if text.isdigit():
            numbers.append(parse(text).digits)
        elif "栏" not in text or not key(text).startswith("栏次"):
            return False  # most rows, without normalising them: only 栏 itself gives 栏
        else:
            titled = True
    return titled or (len(numbers) >= 2 and numbers == list(range(len(numbers), 0, -1)))


def header_paths(rows: Sequence[Sequence[Cell]], columns: int) -> tuple[Path, ...]:
    """Give the headers above each of ``columns`` columns, top to bottom, white space removed."""
    if _is_placed(rows):
        return _paths(_published_spans(rows), columns)
    return _restored_paths(tuple([tuple([cell.text for cell in row]) for row in rows]), columns)


@lru_cache(maxsize=4096)
def _restored_paths(texts: tuple[tuple[str, ...], ...], columns: int) -> tuple[Path, ...]:
    """Give the paths of a header by its texts alone; publishers print the same headers."""
    return _paths(_restored_spans(texts, columns), columns)


def _paths(lines: Sequence[Sequence[Span]], columns: int) -> tuple[Path, ...]:
    paths: list[Path] = []
    for column in range(columns):
        texts = [t for line in lines for first, n, t in line if first <= column < first + n]
        paths.append(tuple(dict.fromkeys(compact(text) for text in texts if text.strip())))
    return tuple(paths)


def _published_spans(rows: Sequence[Sequence[Cell]]) -> list[list[Span]]:
    return [[(cell.col - 1, cell.col_span, cell.text) for cell in row] for row in rows]


def _restored_spans(rows: Sequence[Sequence[str]], columns: int) -> list[list[Span]]:
    texts = [[text.strip() for text in row] for row in rows]
    ends_cut = all(row[-1] for row in texts if row)
    lines: list[list[Span]] = []
    for index, row in enumerate(texts):
        below = next((r for r in texts[index + 1 :] if len(r) == columns and any(r)), None)
        if len(row) < columns and (not all(row) or (ends_cut and below is None)):
            row = row + [""] * (columns - len(row))  # its empty last cells were cut off
        if len(row) == columns:
            lines.append(_spans_of_full_row(row, lines[-1] if lines else None))
        else:
            lines.append(_spans_of_short_row(row, below))
    return lines


def _spans_of_full_row(row: Sequence[str], above: list[Span] | None) -> list[Span]:
    """Let a header reach over the blanks to its right, within the header above it."""
    spans: list[Span] = []
    for column, text in enumerate(row):
        if not text and spans and spans[-1][2] and _one_parent(above, column - 1, column):
            first, n, owner = spans[-1]
            spans[-1] = (first, n + 1, owner)
        else:
            spans.append((column, 1, text))
    return spans


def _one_parent(above: list[Span] | None, left: int, right: int) -> bool:
    if above is None:
        return True
    return any(first <= left and right < first + n for first, n, text in above if text)


def _spans_of_short_row(row: Sequence[str], below: Sequence[str] | None) -> list[Span]:
    """Place the headers of a row that leaves out covered positions by the row below it.

    A blank below belongs to a header that reaches down; a run of texts below belongs to one
    header that spans them. Where the counts do not agree nothing is guessed.
    """
    if below is None:
        return []
    places: list[tuple[int, int]] = []
    for column, text in enumerate(below):
        if text and places and below[column - 1] and column:
            places[-1] = (places[-1][0], places[-1][1] + 1)
        else:
            places.append((column, 1))
    if len(places) != len(row):
        return []
    return [(first, n, text) for (first, n), text in zip(places, row, strict=True)]
