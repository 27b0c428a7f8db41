"""The money lines of a form, and its total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.extract import Cell
from pipelines.statements.performance.alignment import Alignment
from pipelines.statements.performance.draft import Draft, Line, Table
from pipelines.statements.performance.headers import headers
from pipelines.statements.performance.labels import labels
from pipelines.statements.performance.layout import without_unit
from pipelines.statements.performance.lexicon import Lexicon
from pipelines.statements.performance.records import Row
from pipelines.statements.wording import compact

_AMOUNTS = ("budget_initial", "budget", "executed")
_COLUMNS = (*_AMOUNTS, "forecast", "rate", "weight", "score")
_UNIT = re.compile(r"[(（][百千万亿]?元[)）]$")


class MoneyReader:
    """Reads the money lines of one form; ``unread`` are the lines that fit no columns."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.unread: list[Line] = []

    def read(self, draft: Draft) -> list[Row]:
        """Give the rows of a form; lines without an amount are none."""
        rows = [row for line in draft.amounts for row in self._single(line)]
        for table in draft.tables:
            if table.part == "money":
                rows += self._lines(table)
        heads = [table.header[0] for table in draft.tables if table.part == "money"]
        unit = _unit_in([*draft.amounts, *heads])
        return [row | {"unit": row["unit"] or unit} for row in rows]

    @staticmethod
    def _single(line: Line) -> Iterator[Row]:
        """Give the amounts that stand beside their label."""
        for cell, beside in pairwise(line.cells):
            column = labels().amount(cell.text)
            if column:
                item, unit = _UNIT.sub("", compact(cell.text)), without_unit(cell.text)[1]
                yield _row(line, cell, item, {column: compact(beside.text)}, unit)

    def _lines(self, table: Table) -> Iterator[Row]:
        header, ranks = table.header[0], table.ranks()
        columns = headers().money_columns(header.cells, ranks[header.grid.number])
        alignment = Alignment(columns, self.words)
        label, unit = _UNIT.sub("", compact(header.cells[0].text)), _unit_in([header])
        for line in table.lines:
            cells, rank = labels().without_side(line.cells), ranks[line.grid.number]
            laid = alignment.lay([(rank[c.col], compact(c.text)) for c in cells])
            if laid is None:
                self.unread.append(line)
                continue
            texts: dict[str, str] = {heading.role: text for heading, text in laid}
            if any(self.words.sort(texts.get(role, "-")) != "dash" for role in _AMOUNTS):
                values = {role: texts[role] for role in _COLUMNS if role in texts}
                yield _row(line, cells[0], _item(texts.get("item", label)), values, unit)


def total(draft: Draft) -> Row | None:
    """Give the total of a form; a single number in its line is the score."""
    if draft.total is None:
        return None
    cells = draft.total.cells
    numbers = [compact(c.text) for c in cells if re.fullmatch(r"\d+(\.\d+)?分?", compact(c.text))]
    if not numbers:
        return None
    weight = numbers[0] if len(numbers) > 1 else None
    score = numbers[1] if len(numbers) > 1 else numbers[0]
    place = {"page": draft.total.grid.page, "line": cells[0].line}
    return {"total_weight": weight, "total_score": score} | place


def _item(text: str) -> str:
    """Give a name as printed, with one kind of colon and none at its end."""
    return text.replace(":", "：").removesuffix("：")


def _unit_in(lines: Sequence[Line]) -> str | None:
    """Give the first unit of money that stands in parentheses after a label or header."""
    units = (without_unit(cell.text)[1] for line in lines for cell in line.cells)
    return next((unit for unit in units if unit), None)


def _row(line: Line, cell: Cell, item: str, values: dict[str, str], unit: str | None) -> Row:
    place = {"page": line.grid.page, "line": cell.line}
    return {
        "item": item, **{column: values.get(column) for column in _COLUMNS}, "unit": unit, **place
    }  # fmt: skip
