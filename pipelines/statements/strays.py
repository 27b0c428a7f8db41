"""Stray tables: those under no title of a statement, which may repeat one or look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.extract import Cell, Grid
from pipelines.statements.sections import Outline, Section
from pipelines.statements.wording import key

_STATEMENT_HEADER = re.compile(r"科目(编码|代码|名称)|决算数|本年(收入|支出)合计|栏次")


class PrintedRows:
    """The rows of the statements of a document, as far as a stray table may repeat them."""

    def __init__(self, drawn: Outline) -> None:
        stray = {_beginning(row) for _, grid in drawn.unrecognised for row in grid.rows}
        self._sections = {
            _texts(row): section
            for section in (drawn.sections if stray else ())
            for piece in section.pieces
            for row in piece.rows
            if _beginning(row) in stray
        }

    def before(self, grid: Grid) -> Section | None:
        """Give the statement in which all rows of a stray table stand, as on a repeated page."""
        sections = set()
        for row in grid.rows:
            section = self._sections.get(_texts(row))
            if section is None:
                return None
            sections.add(section.statement)
        return section if len(sections) == 1 and len(grid.rows) > 1 else None


def _beginning(row: Sequence[Cell]) -> tuple[int, str]:
    return len(row), row[0].text if row else ""


def _texts(row: Iterable[Cell]) -> tuple[str, ...]:
    return tuple([cell.text for cell in row])


def looks_like_statement(grid: Grid) -> bool:
    """Tell whether a header of a statement stands in the first rows of a table."""
    texts = [key(cell.text) for row in grid.rows[:4] for cell in row]
    return any(_STATEMENT_HEADER.search(text) for text in texts if len(text) < 20)
