"""The outline of a document: which of its tables is which statement, and what stands around it.

A statement is recognised by its title. Titles also stand in the contents page and in the text:
only a title whose next table follows it closely, with nothing but captions between, opens a
statement. A table without a title of its own continues the statement before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipelines.extract import Block, Cell, Grid, TextLine
from pipelines.statements.recogniser import CAPTION_LENGTH, TITLE_LENGTH, Recogniser, recogniser
from pipelines.statements.sections import Outline, Piece, Rows, Section
from pipelines.statements.template import Templates
from pipelines.statements.wording import compact, key

Lone = Sequence[Cell | None]
"""Of each row the only cell that is not blank, where there is but one."""

_PATIENCE = 10  # lines that may stand between a title and its table or its sentence of emptiness
_RUNNING_PAGES = 3
_SENTENCE_ENDS = ("。", "；", "，", "、", "：")


def outline(blocks: Sequence[Block], templates: Templates) -> Outline:
    """Walk the blocks of a document once and give its outline."""
    walk = _Walk(recogniser(templates), _running_heads(blocks))
    for block in blocks:
        if isinstance(block, TextLine):
            walk.text(block)
        else:
            walk.table(block)
    drawn = walk.result
    bare = [s for s in drawn.sections if not s.pieces and not s.said_empty]
    drawn.unreadable = [s for s in bare if any(map(walk.know.is_money_unit, s.captions))]
    drawn.sections = [s for s in drawn.sections if s.pieces or s.said_empty]
    return drawn


def _running_heads(blocks: Sequence[Block]) -> frozenset[str]:
    """Give the short lines that stand on several pages: heads and feet, which end nothing."""
    pages: dict[str, set[int]] = defaultdict(set)
    for block in blocks:
        if isinstance(block, TextLine) and block.page and len(block.text) <= CAPTION_LENGTH:
            pages[key(block.text)].add(block.page)
    return frozenset(text for text, on in pages.items() if len(on) >= _RUNNING_PAGES)


class _Walk:
    """The state of the walk: the section that waits for its table, and the one that is open."""

    def __init__(self, know: Recogniser, running_heads: frozenset[str]) -> None:
        self.know = know
        self.running_heads = running_heads
        self.result = Outline()
        self.waiting: Section | None = None
        self.open: Section | None = None
        self.patience = 0
        self.half_title = ""
        self.captions: list[str] = []

    def text(self, line: TextLine) -> None:
        """Take one line of running text."""
        if self.running_heads and self._is_running_head(line.text):
            return
        title = line.text
        statement = self.know.title(title)
        if statement is None and self.half_title:
            title = self.half_title + line.text
            statement = self.know.title(title)
        self.half_title = "" if statement or len(line.text) >= TITLE_LENGTH else line.text
        if statement:
            self._begin(statement, compact(title), line.page, line.line)
        elif self.waiting is not None:
            self._wait(self.waiting, line.text)
        elif self.open is not None:
            self._after(self.open, line.text)
        elif self.know.is_caption(line.text):
            self.captions = [*self.captions[-4:], compact(line.text)]

    def _is_running_head(self, text: str) -> bool:
        if key(text) not in self.running_heads:
            return False
        return not self.know.is_caption(text) and not self.know.title(text)

    def _begin(self, statement: str, title: str, page: int | None, line: int | None) -> None:
        self.result.announced.setdefault(statement, title)
        self.waiting = Section(statement, title, page, line, captions=self.captions)
        self.result.sections.append(self.waiting)
        self.captions, self.patience = [], _PATIENCE

    def _wait(self, section: Section, text: str) -> None:
        self.patience -= 1
        if self.know.is_caption(text):
            section.captions.append(compact(text))
        elif self.know.says_empty(text):
            section.said_empty = True
            section.notes.append(compact(text))
        elif section.said_empty and is_heading(text):
            self.waiting = None  # the next table belongs to what is headed here
        else:
            self.patience -= len(text) // 20
        if self.patience <= 0:
            self.waiting = None

    def _after(self, section: Section, text: str) -> None:
        if self.know.is_note(text) or (section.notes and not self.know.is_caption(text)):
            section.notes.append(compact(text))
            if len(section.notes) > _PATIENCE:
                self.open = None
        elif not self.know.is_caption(text):
            self.open = None

    def table(self, grid: Grid) -> None:
        """Take one grid: title rows inside it cut it into the tables of several statements."""
        start, lone = 0, [_lone(row) for row in grid.rows]
        for index, cell in enumerate(lone):
            statement = self.know.title(cell.text) if cell else None
            if cell and statement:
                self._piece(grid, grid.rows[start:index], lone[start:index])
                self._begin(statement, compact(cell.text), grid.page, cell.line)
                start = index + 1
        self._piece(grid, grid.rows[start:], lone[start:])

    def _piece(self, grid: Grid, rows: Rows, lone: Lone) -> None:
        if not rows:
            return
        section = self.waiting or (self.open if self.open and not self.open.notes else None)
        kept, captions, notes = self._trim(rows, lone)
        if section is None:
            if kept:
                self.result.unrecognised.append((self.half_title, grid))
            return
        section.captions += captions
        if kept:
            section.pieces.append(Piece(grid, kept))
            self.open, self.waiting = section, None
        section.notes += notes

    def _trim(self, rows: Rows, lone: Lone) -> tuple[Rows, list[str], list[str]]:
        """Take captions from the top and notes from the bottom of a table's rows."""
        captions: list[str] = []
        first, last = 0, len(rows)
        while first < last and self._is_captions(rows[first]):
            captions += [compact(cell.text) for cell in rows[first] if cell.text.strip()]
            first += 1
        for index, cell in enumerate(lone[first:], start=first):
            if cell and self.know.is_note(cell.text):
                last = index
                break
        notes = [compact(cell.text) for row in rows[last:] for cell in row if cell.text.strip()]
        return rows[first:last], captions, notes

    def _is_captions(self, row: tuple[Cell, ...]) -> bool:
        return all(self.know.is_caption(cell.text) for cell in row if cell.text.strip())


def _lone(row: tuple[Cell, ...]) -> Cell | None:
    """Give the only cell of a row that is not blank, or None where there are more or none."""
    lone = None
    for cell in row:
        if cell.text and not cell.text.isspace():
            if lone is not None:
                return None
            lone = cell
    return lone


def is_heading(text: str) -> bool:
    """Tell whether a line may head something: it is short and ends as no sentence does."""
    return len(text) < TITLE_LENGTH and not text.rstrip().endswith(_SENTENCE_ENDS)
