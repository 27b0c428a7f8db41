"""The header of a form's table: which of its columns is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from pipelines.extract import Cell
from pipelines.statements.performance.alignment import Column
from pipelines.statements.performance.layout import Heading, Layout, Phase, layout, without_unit

Ranks = Mapping[int, int]
"""Columns of a grid as counted among those in which a cell of the table begins."""

_LEVELS = {"level1", "level2", "level3"}
_MONEY = {"budget_initial", "budget", "executed"}
_NAME = Heading(role="item", kind="name", header="")
_OTHER = Heading(role="other", kind="any", header="")
_LONGEST = 40  # characters of a header
_FORMULA = re.compile(r"\((?:[A-Za-z0-9/÷×*%=+-]+|\d*分)\)$")


class Headings:
    """The headings of one kind of table."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._headings = headings
        self._wordings = re.compile(
            "|".join(f"(?P<heading{n}>{heading.header})" for n, heading in enumerate(headings))
        )
        self.reads = lru_cache(maxsize=8192)(self._reads)

    def _reads(self, text: str) -> Heading | None:
        if len(text) > _LONGEST:
            return None
        matched = _FORMULA.sub("", without_unit(text)[0])
        found = self._wordings.fullmatch(matched)
        number = (found.lastgroup or "").removeprefix("heading") if found else ""
        return self._headings[int(number)] if number else None

    def of(self, cells: Sequence[Cell]) -> list[Heading]:
        """Give the headings that stand in ``cells``."""
        return [heading for cell in cells if (heading := self.reads(cell.text))]


class Headers:
    """Knows the headers of indicators and of money by the data. Rows come without blank cells."""

    def __init__(self, data: Layout) -> None:
        self.indicators = Headings(data.indicator_columns)
        self.money = Headings(data.money_columns)

    def of_indicators(self, cells: Sequence[Cell]) -> bool:
        """Tell whether ``cells`` are the header of the indicators."""
        roles = {heading.role for heading in self.indicators.of(cells)}
        return "level3" in roles and len(roles & _LEVELS) >= 2 and len(roles - _LEVELS) >= 1

    def of_indicators_below(self, cells: Sequence[Cell]) -> bool:
        """Tell whether ``cells`` are the second row of such a header."""
        below = [heading for heading in self.indicators.of(cells) if heading.under]
        return len(below) >= 2 and len(below) == len(cells)

    def of_money(self, cells: Sequence[Cell]) -> bool:
        """Tell whether ``cells`` are the header of money lines."""
        return len({heading.role for heading in self.money.of(cells)} & _MONEY) >= 2

    def phases(self, cells: Sequence[Cell]) -> set[Phase]:
        """Tell by the headers ``cells`` whether their form looks back or is mid-year."""
        found = self.indicators.of(cells) + self.money.of(cells)
        return {heading.phase for heading in found if heading.phase}

    def indicator_columns(self, rows: Sequence[Sequence[Cell]], ranks: Ranks) -> list[Column]:
        """Give the columns of the indicators, headers of the second row in place of the first.

        Where a text leaves out the positions a merged header covers, the headers right of it
        stand further to the right than printed.
        """
        below = [
            (ranks[cell.col], heading)
            for row in rows[1:]
            for cell in row
            if (heading := self.indicators.reads(cell.text))
        ]
        columns: list[Column] = []
        for cell in rows[0]:
            heading = self.indicators.reads(cell.text)
            parts = [part for part in below if heading and part[1].under == heading.role]
            if heading or columns:  # what stands before the first level is a side label
                for position, part in parts or [(ranks[cell.col], heading or _OTHER)]:
                    last = columns[-1].position if columns else 0
                    columns.append(Column(max(position, last + 1), part))
        return columns

    def money_columns(self, cells: Sequence[Cell], ranks: Ranks) -> list[Column]:
        """Give the columns of money lines; a name without header stands before the amounts."""
        columns = [
            Column(ranks[cell.col], heading)
            for cell in cells
            if (heading := self.money.reads(cell.text))
        ]
        if columns and columns[0].heading.role != "item":
            columns.insert(0, Column(columns[0].position - 1, _NAME))
        return columns


@cache
def headers() -> Headers:
    """Give the headers of all forms."""
    return Headers(layout())
