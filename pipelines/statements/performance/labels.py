"""What the label of a row says: a side label, a goal, a total, the end of the indicators …"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.extract import Cell
from pipelines.statements.performance.layout import Amount, Layout, layout, without_unit
from pipelines.statements.wording import key

_LONGEST = 60  # characters of a label


class Labels:
    """Knows the labels of rows by the data."""

    def __init__(self, data: Layout) -> None:
        self._wordings = {
            "side": re.compile(data.sides),
            "goal": re.compile(data.goals),
            "total": re.compile(data.totals),
            "ending": re.compile(data.endings),
        }
        self._amounts = [(a.column, re.compile(a.label)) for a in data.amounts]
        self.says = lru_cache(maxsize=8192)(self._says)

    def _says(self, text: str) -> frozenset[str]:
        """Give what ``text`` may be, of side, goal, total, ending and amount."""
        if len(text) > _LONGEST:
            return frozenset()
        matched = key(text)
        found = {what for what, wording in self._wordings.items() if wording.fullmatch(matched)}
        return frozenset(found | ({"amount"} if self.amount(text) else set()))

    def amount(self, text: str) -> Amount | None:
        """Give the column to which the amount beside the label ``text`` belongs."""
        label = without_unit(text)[0]
        return next((column for column, wording in self._amounts if wording.fullmatch(label)), None)

    def without_side(self, cells: list[Cell]) -> list[Cell]:
        """Give the cells of a row without the side label before them."""
        return cells[1:] if cells and "side" in self.says(cells[0].text) else cells


@cache
def labels() -> Labels:
    """Give the labels of all forms."""
    return Labels(layout())
