"""The cells of a row laid on the columns of its form.

A conversion shifts cells: a side label before the levels, a merged cell left out, an amount one
column to the right. A row is laid so that every cell stands in a column that may hold it, with
as little shifting as can be: all by one offset where that fits, otherwise by the cheapest way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.statements.performance.layout import Heading
from pipelines.statements.performance.lexicon import IMPOSSIBLE, Lexicon

Placed = tuple[int, str]
"""A cell as (place of its column, text without white space)."""

_OFFSETS = (0, 1, -1, 2, -2)
_REACH = 4
_SHIFT, _STEP, _AWAY, _MISSING = 1.0, 0.5, 0.02, 3.0
_NO_UNIT = 4.0  # words that are a target have no unit beside them


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: where its header stands, and what that says."""

    position: int
    heading: Heading


_Ways = dict[int, tuple[float, tuple[int, ...]]]
"""Ways to lay the first cells of a row, by the last column: the cost, and the column of each."""


class Alignment:
    """Lays rows on ``columns``; a row without the role ``needed`` is less likely."""

    def __init__(self, columns: Sequence[Column], words: Lexicon, needed: str = "") -> None:
        self.columns = tuple(columns)
        self._cost = words.cost
        self._places = [(i, c.position, c.heading.kind) for i, c in enumerate(self.columns)]
        self._by_position = {position: (i, kind) for i, position, kind in self._places}
        self._sort = words.sort
        self._roles = [column.heading.role for column in self.columns]
        self._needed = self._index(needed)
        self._goal_and_unit = (self._index("target"), self._index("unit"))

    def _index(self, role: str) -> int:
        return self._roles.index(role) if role in self._roles else -1

    def lay(self, cells: Sequence[Placed]) -> list[tuple[Heading, str]] | None:
        """Give every cell with the heading of its column, or None where the row fits nowhere."""
        way = self._by_one_offset(cells) or self._cheapest(cells)
        if way is None:
            return None
        return [(self.columns[i].heading, text) for i, (_, text) in zip(way, cells, strict=True)]

    def _by_one_offset(self, cells: Sequence[Placed]) -> tuple[int, ...] | None:
        for offset in _OFFSETS:
            way: list[int] = []
            before = ""
            for position, text in cells:
                column = self._by_position.get(position + offset)
                if column is None or self._cost(column[1], text):
                    break
                if (*way[-1:], column[0]) == self._goal_and_unit and self._sort(before) == "words":
                    break
                way.append(column[0])
                before = text
            if len(way) == len(cells) and (self._needed < 0 or self._needed in way):
                return tuple(way)
        return None

    def _cheapest(self, cells: Sequence[Placed]) -> tuple[int, ...] | None:
        ways: _Ways = {-1: (0.0, ())}
        before: Placed | None = None
        for cell in cells:
            ways = self._next(ways, before, cell)
            before = cell
        last = len(self.columns)
        ended = [(cost + self._skipped(i, last), way) for i, (cost, way) in ways.items()]
        cost, way = min(ended, default=(IMPOSSIBLE, ()))
        return way if cost < IMPOSSIBLE else None

    def _next(self, ways: _Ways, before: Placed | None, cell: Placed) -> _Ways:
        """Lay one more cell in every column that may hold it, each by the cheapest way there."""
        found: _Ways = {}
        after_goal = before is not None and self._sort(before[1]) == "words"
        for i, place, kind in self._places:
            away = place - cell[0]
            if not -_REACH <= away <= _REACH:
                continue
            own = self._cost(kind, cell[1])
            best, best_way = float(IMPOSSIBLE), None
            for last, (cost, way) in ways.items():
                if last < i and cost + own < best:
                    total = cost + own + self._skipped(last, i) + self._moved(last, before, away)
                    total += _NO_UNIT if after_goal and (last, i) == self._goal_and_unit else 0.0
                    if total < best:
                        best, best_way = total, way
            if best_way is not None:
                found[i] = (best, (*best_way, i))
        return found

    def _moved(self, last: int, before: Placed | None, away: int) -> float:
        """Tell what it costs that a cell is further from its column than the cell before it.

        Of equal ways the one is better that leaves more cells below their headers.
        """
        steps = away - (self._places[last][1] - before[0]) if before else 0
        return _AWAY * abs(away) + (_SHIFT + _STEP * abs(steps) if steps else 0.0)

    def _skipped(self, last: int, following: int) -> float:
        return _MISSING if last < self._needed < following else 0.0
