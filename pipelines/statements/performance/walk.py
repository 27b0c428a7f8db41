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
from pipelines.statements.performance.titles import TABLE, titles
from pipelines.statements.template import reads
from pipelines.statements.wording import compact, key

_NAME = "名"  # what heads a form names somebody
_PROSE_LENGTH, _PROSE_LINES = 25, 3


class Walk:
    """The state of the walk: the last title, whether it is ``fresh``, and the form that is open."""

    def __init__(self, data: Layout) -> None:
        self.data = data
        self.drafts: list[Draft] = []
        self.title: FormKind | None = None
        self.elsewhere = False
        self.fresh = False
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

    def _is_title(self, text: str, inside: bool = False) -> bool:
        """Tell whether ``text`` is the title of a table, which ends the form before it.

        ``inside`` a form only the title of a form is one: a goal may end in 报表.
        """
        title = titles().of(text)
        if title is None or (inside and title == "other"):
            return False
        self.title = title if title != "other" else None
        self.elsewhere, self.fresh = title == "other", title != "other"
        if self.open and (self.elsewhere or self.open.draft.title != self.title):
            self.open = None  # otherwise the title may stand again on top of a further page
        return True

    def _grid(self, grid: Grid) -> None:
        self.prose = 0
        for row in grid.rows:
            if not self.open and not self.fresh and not _may_begin(row):
                continue
            cells = [cell for cell in row if cell.text.strip()]
            if not cells or self._is_titled(cells) or self._begins(cells):
                continue
            if self.open:
                self.fresh = False
                self.open = self.open if self.open.take(Line(grid, row, cells)) else None

    def _is_titled(self, cells: Sequence[Cell]) -> bool:
        return len(cells) == 1 and self._is_title(cells[0].text, inside=self.open is not None)

    def _begins(self, cells: Sequence[Cell]) -> bool:
        """Open a form where a row names whom it is about."""
        told = self._head(cells)
        if told is None or headers().of_money(cells):
            return False
        self.open, self.fresh = None, False
        if not self.elsewhere:
            self.drafts.append(Draft(self.title, *told))
            self.open = Sorter(self.drafts[-1])
        return True

    def _head(self, cells: Sequence[Cell]) -> tuple[Subject, str] | None:
        """Give whom a form is about; below a title the name may stand behind other labels."""
        for index, cell in enumerate(cells if self.fresh else cells[:1]):
            if _NAME not in cell.text:
                continue
            label, _, beside = key(cell.text).partition(":")
            for subject, wording in self.data.heads.items():
                if reads(wording, without_unit(label)[0]):
                    entity = beside or "".join(compact(c.text) for c in cells[index + 1 :][:1])
                    return subject, re.sub(f"{self.data.fiscal_division}$", "", entity)
        return None


def _may_begin(row: Sequence[Cell]) -> bool:
    """Tell whether the first text of a row can be a title or name whom a form is about."""
    for cell in row:
        if cell.text and not cell.text.isspace():
            return _NAME in cell.text or TABLE in cell.text
    return False
