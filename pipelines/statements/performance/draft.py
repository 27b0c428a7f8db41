"""A form being gathered: its rows, sorted into money lines and indicators as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipelines.extract import Cell, Grid
from pipelines.statements.performance.headers import Ranks, headers
from pipelines.statements.performance.labels import labels
from pipelines.statements.performance.layout import FormKind, Phase, Subject

Part = Literal["indicators", "money"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a form: its cells that are not blank, and the grid it stands in."""

    grid: Grid
    row: Sequence[Cell]
    cells: list[Cell]


@dataclass
class Table:
    """The rows below one header of a form, over all pages."""

    part: Part
    header: list[Line]
    lines: list[Line] = field(default_factory=list)

    def ranks(self) -> dict[int, Ranks]:
        """Count, by number of grid, the columns in which a cell of this table begins, from 1.

        Pages of a PDF divide the same table into different numbers of columns.
        """
        starts: dict[int, set[int]] = {}
        for line in (*self.header, *self.lines):
            starts.setdefault(line.grid.number, set()).update(cell.col for cell in line.row)
        return {
            number: {column: rank for rank, column in enumerate(sorted(columns), start=1)}
            for number, columns in starts.items()
        }


@dataclass
class Draft:
    """A form: what its title and its head tell, and its rows by kind."""

    title: FormKind | None
    subject: Subject
    entity: str
    amounts: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    total: Line | None = None
    phases: set[Phase] = field(default_factory=set)

    @property
    def form(self) -> str | None:
        """Tell which form it is: its columns decide whether it is mid-year, else its title."""
        titled = self.title[len(self.subject) :] if self.title else None
        told = "监控" if "监控" in self.phases else "自评" if "自评" in self.phases else titled
        return f"{self.subject}{told}" if told else None


class Sorter:
    """Sorts the rows of one form by what they are."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.table: Table | None = None

    @property
    def in_indicators(self) -> bool:
        """Tell whether the indicators have begun."""
        return self.table is not None and self.table.part == "indicators"

    def take(self, line: Line) -> bool:
        """Take one row; false where it was the last of the form."""
        cells = labels().without_side(line.cells)
        first = labels().says(cells[0].text) if cells else frozenset()
        if self.in_indicators and "total" in first:
            self.draft.total = line
            return False
        if self._is_header(line):
            return True
        if "amount" in first:
            self.draft.amounts.append(line)
        elif "ending" in first or self._is_goal(cells):
            self.table = None
        elif self.table is not None and cells:
            self.table.lines.append(line)
        return True

    def _is_goal(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row prints goals; among the indicators nothing is one."""
        says = labels().says
        return not self.in_indicators and any("goal" in says(cell.text) for cell in cells)

    def _is_header(self, line: Line) -> bool:
        if headers().of_indicators(line.cells):
            self._open("indicators", line)
        elif self.in_indicators and self.table and headers().of_indicators_below(line.cells):
            self.table.header.append(line)
        elif headers().of_money(line.cells):
            self._open("money", line)
        else:
            return False
        self.draft.phases |= headers().phases(line.cells)
        return True

    def _open(self, part: Part, line: Line) -> None:
        self.table = Table(part, [line])
        self.draft.tables.append(self.table)
