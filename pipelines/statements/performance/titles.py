"""The titles of tables: which lines are the title of a form, and which that of another table."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pipelines.statements.performance.layout import FormKind, Layout, layout
from pipelines.statements.template import reads
from pipelines.statements.wording import key

_AROUND = re.compile(r"^\(?20\d\d年度?\)?|\(?20\d\d年度?\)?$|\(?续表?\d?\)?$")
TABLE = "表"
"""What every title says that it is one of."""

_LONGEST = 90  # characters of a title


class Titles:
    """Knows titles by the data; documents print the same ones, so what was told is kept."""

    def __init__(self, data: Layout) -> None:
        self.data = data
        self._known = lru_cache(maxsize=8192)(self._read)

    def of(self, text: str) -> FormKind | Literal["other"] | None:
        """Give the kind of form that ``text`` is the title of, or ``other`` for another table."""
        return self._known(text) if TABLE in text and len(text) <= _LONGEST else None

    def _read(self, text: str) -> FormKind | Literal["other"] | None:
        matched = _AROUND.sub("", _AROUND.sub("", key(text)))
        for kind, title in self.data.titles.items():
            if reads(title, matched):
                return kind
        return "other" if reads(self.data.other_tables, matched) else None


@cache
def titles() -> Titles:
    """Give the titles of all forms."""
    return Titles(layout())
