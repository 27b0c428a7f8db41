"""What a cell of a form holds: a number, an operator, a unit, a level, words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.statements.performance.framework import Framework, frameworks
from pipelines.statements.performance.layout import Kind, Layout, Subject, layout
from pipelines.statements.wording import key

_NUMBER = re.compile(r"[-−－]?\d[\d,，]*(?:\.\d+)?")
_DASH = re.compile(r"[-—–－−/]+")
_PERCENT = re.compile(r"[-−－]?\d[\d,]*(?:\.\d+)?[%％‰]")
_SHORT = 4  # characters of a unit
_WRONG_LEVEL = 5
IMPOSSIBLE = 9
"""The cost of a cell that cannot stand in a column."""

_COSTS: dict[Kind, dict[str, int]] = {
    "name": {"words": 0, "quantity": 1, "placeholder": 2},
    "amount": {"number": 0, "dash": 0, "percent": 2, "quantity": 2, "words": 4},
    "rate": {"number": 0, "percent": 0, "dash": 0},
    "points": {"number": 0, "dash": 0, "quantity": 2, "percent": 3},
    "level1": {"words": 0},
    "level2": {"words": 0},
    "level3": {"words": 0, "quantity": 3, "item": 0, "placeholder": 0, "achievement": 2, "dash": 4},
    "operator": {"operator": 0},
    "target": {
        "number": 0, "percent": 0, "quantity": 0, "bound": 0, "operator": 1, "words": 0,
        "achievement": 3, "dash": 0,
    },
    "unit": {"unit": 0, "words": 2},
    "value": {
        "number": 0, "percent": 0, "quantity": 0, "bound": 0, "words": 0, "achievement": 0,
        "dash": 0,
    },
    "ratio": {"number": 0, "percent": 0, "dash": 0, "words": 3, "achievement": 6},
    "text": {
        "words": 0, "achievement": 0, "item": 0, "quantity": 1, "dash": 1, "bound": 2,
        "placeholder": 2, "percent": 4, "number": 5,
    },
    "tick": {"tick": 0, "dash": 1},
}  # fmt: skip
"""What each kind of column may hold, and what it costs; anything else is impossible."""


class Lexicon:
    """Knows the cells of the forms of one subject by the data."""

    def __init__(self, data: Layout, framework: Framework) -> None:
        self.framework = framework
        operators = f"(?:{data.symbol_operators}|{data.word_operators})"
        self._operator = re.compile(operators)
        self._symbol = re.compile(f"(?P<operator>{data.symbol_operators})(?P<rest>.*)")
        self._quantity = re.compile(
            f"(?P<operator>{operators})?(?P<number>{_NUMBER.pattern})(?P<unit>{data.units})"
        )
        self._no_quantity = re.compile(data.not_quantities)
        self._achievement = re.compile(data.achievements)
        self._tick = re.compile(data.ticks)
        self._unit = re.compile(data.units)
        self._prefix = re.compile(data.item_prefix)
        self._placeholder = re.compile(data.placeholders)
        self.cost = lru_cache(maxsize=16384)(self._cost)
        self.sort = lru_cache(maxsize=16384)(self._sort)
        self.target = lru_cache(maxsize=16384)(self._target)

    def _sort(self, text: str) -> str:
        """Give what ``text`` is, white space removed."""
        for sort, wording in (
            ("number", _NUMBER),
            ("percent", _PERCENT),
            ("dash", _DASH),
            ("operator", self._operator),
            ("tick", self._tick),
            ("placeholder", self._placeholder),
        ):
            if wording.fullmatch(text):
                return sort
        if self._prefix.match(text):
            return "item"
        if self._achievement.fullmatch(text):
            return "achievement"
        operator, _, unit = self.target(text)
        return "bound" if operator else "quantity" if unit else "words"

    def _cost(self, kind: Kind, text: str) -> int:
        """Tell how ill ``text`` stands in a column of ``kind``, from 0 to :data:`IMPOSSIBLE`."""
        if kind == "any":
            return 1
        sort = self.sort(text)
        if kind == "unit" and len(text) <= _SHORT and sort in ("words", "percent"):
            sort = "unit" if self._unit.fullmatch(text) else sort
        cost = _COSTS[kind].get(sort, IMPOSSIBLE)
        if kind in ("level1", "level2", "level3") and cost < IMPOSSIBLE:
            elsewhere = self.framework.levels(text)
            cost += _WRONG_LEVEL if elsewhere and int(kind[-1]) not in elsewhere else 0
        return cost

    def _target(self, text: str) -> tuple[str, str, str]:
        """Split a target into operator, number and unit; words are a target by themselves."""
        if self._operator.fullmatch(text):
            return text, "", ""
        quantity = self._quantity.fullmatch(text)
        operator = (quantity["operator"] or "") if quantity else ""
        if quantity and not self._no_quantity.fullmatch(key(text[len(operator) :])):
            return operator, quantity["number"], quantity["unit"]
        symbol = self._symbol.fullmatch(text)
        return (symbol["operator"], symbol["rest"], "") if symbol else ("", text, "")

    def name(self, text: str) -> str:
        """Give a third level without its number; blank where nothing but the number is printed."""
        if self._placeholder.fullmatch(text):
            return ""
        return self._prefix.sub("", text, count=1)


@cache
def lexicon(subject: Subject) -> Lexicon:
    """Give the lexicon of the forms of a whole unit or of a project."""
    return Lexicon(layout(), frameworks()[subject])
