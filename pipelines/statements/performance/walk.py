"""Where in a document the forms stand.

A form is announced by its title and begins with the row that names whom it is about. It ends with
its total, with the next title, or where running text goes on; its pieces may stand on several
pages. A table of another title is no form, however much it looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.extract import Block, Cell, Grid, TextLine
from pipelines.statements.performance.draft import Draft, Line, Sorter
from pipelines.statements.performance.headers import headers
from pipelines.statements.performance.layout import FormKind, Layout, Subject, without_unit
from pipelines.statements.wording import compact, key

_YEAR = re.compile(r"^\(?20\d\d年度?\)?|\(?20\d\d年度?\)?$")
_TITLE_LENGTH = 90
_PROSE_LENGTH, _PROSE_LINES = 25, 3


class Walk:
    """The state of the walk: the last title, and the form that is open."""

    def __init__(self, data: Layout) -> None:
        self.data = data
        self.drafts: list[Draft] = []
        self.title: FormKind | None = None
        self.elsewhere = False
        self.open: Sorter | None = None
        self.prose = 0

    def over(self, blocks: Iterable[Block]) -> list[Draft]:
        """Walk the blocks of a document once and give its forms."""
        for block in blocks:
            if isinstance(block, TextLine):
                self._text(block.text)
            else:
                self._grid(block)
        return self.drafts

    def _text(self, text: str) -> None:
        if self._is_title(text):
            return
        self.prose = self.prose + 1 if len(text) >= _PROSE_LENGTH else 0
        if self.prose >= _PROSE_LINES and self.open and self.open.in_indicators:
            self.open = None

    def _is_title(self, text: str) -> bool:
        """Tell whether ``text`` is the title of a table, which ends the form before it."""
        if "表" not in text or len(text) > _TITLE_LENGTH:
            return False
        matched = _YEAR.sub("", _YEAR.sub("", key(text)))
        kinds = [kind for kind, title in self.data.titles.items() if re.fullmatch(title, matched)]
        if not kinds and not re.fullmatch(self.data.other_tables, matched):
            return False
        self.title = kinds[0] if kinds else None
        self.elsewhere = not kinds
        self.open = None
        return True

    def _grid(self, grid: Grid) -> None:
        self.prose = 0
        for row in grid.rows:
            cells = [cell for cell in row if cell.text.strip()]
            if not cells or (len(cells) == 1 and self._is_title(cells[0].text)):
                continue
            line = Line(grid, row, cells)
            if self._begins(line):
                continue
            if self.open and not self.open.take(line):
                self.open = None

    def _begins(self, line: Line) -> bool:
        """Open a form where ``line`` names whom it is about."""
        told = self._head(line.cells)
        if told is None or headers().of_money(line.cells):
            return False
        self.open = None
        if not self.elsewhere:
            self.drafts.append(Draft(self.title, *told))
            self.open = Sorter(self.drafts[-1])
        return True

    def _head(self, cells: Sequence[Cell]) -> tuple[Subject, str] | None:
        if "名" not in cells[0].text:
            return None
        label, _, beside = key(cells[0].text).partition(":")
        for subject, wording in self.data.heads.items():
            if re.fullmatch(wording, without_unit(label)[0]):
                entity = compact(cells[1].text) if len(cells) > 1 else beside
                return subject, re.sub(f"{self.data.fiscal_division}$", "", entity)
        return None
