"""The indicators of a form: its lines laid on the columns, and what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract import Cell
from pipelines.statements.performance.alignment import Alignment, Placed
from pipelines.statements.performance.draft import Draft, Line, Table
from pipelines.statements.performance.headers import headers
from pipelines.statements.performance.labels import labels
from pipelines.statements.performance.layout import Heading
from pipelines.statements.performance.levels import Levels, settle
from pipelines.statements.performance.lexicon import Lexicon
from pipelines.statements.performance.records import Row
from pipelines.statements.wording import compact

Laid = list[tuple[Heading, str]]

_VALUES = ("operator", "target", "unit", "actual", "completion", "weight", "score")
_TEXTS = ("actual", "deviation", "improvement")
_LEVELS = ("level1", "level2", "level3")


@dataclass
class _Entry:
    """One line as read: its levels, what its other columns hold, and its place."""

    levels: Levels
    values: dict[str, str]
    page: int | None
    line: int | None

    @property
    def is_indicator(self) -> bool:
        """Tell it from a line that only prints levels or the number of an indicator."""
        return bool(self.levels.level3 or self.values)

    def row(self) -> Row:
        texts = {**{level: getattr(self.levels, level) for level in _LEVELS}, **self.values}
        columns = (*_LEVELS, *_VALUES, "deviation", "improvement")
        return {column: texts.get(column) or None for column in columns} | {
            "page": self.page,
            "line": self.line,
        }


class IndicatorReader:
    """Reads the indicators of one form; ``unread`` are the lines that fit no columns."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.unread: list[Line] = []

    def read(self, draft: Draft) -> list[Row]:
        """Give the rows of a form, its levels settled over all its pages."""
        entries = [
            entry
            for table in draft.tables
            if table.part == "indicators"
            for entry in self._entries(table)
        ]
        settle([entry.levels for entry in entries], self.words.framework)
        return [entry.row() for entry in entries if entry.is_indicator]

    def _entries(self, table: Table) -> list[_Entry]:
        ranks = table.ranks()
        rows = [line.cells for line in table.header]
        columns = headers().indicator_columns(rows, ranks[table.header[0].grid.number])
        alignment = Alignment(columns, self.words, needed="level3")
        entries: list[_Entry] = []
        for line in table.lines:
            cells, rank = labels().without_side(line.cells), ranks[line.grid.number]
            laid = self._lay(alignment, [(rank[c.col], compact(c.text)) for c in cells])
            if laid is None:
                self.unread.append(line)
                continue
            if len(laid) < len(cells):
                self.unread.append(line)
            if _goes_on(laid, entries):
                _append(entries[-1], laid)
            else:
                entries.append(self._entry(line, cells, laid))
        return entries

    @staticmethod
    def _lay(alignment: Alignment, cells: Sequence[Placed]) -> Laid | None:
        """Lay a line; what stands right of the last column it fits is left off."""
        for length in range(len(cells), max(0, len(cells) - 2), -1):
            laid = alignment.lay(cells[:length])
            if laid is not None:
                return laid
        return None

    def _entry(self, line: Line, cells: Sequence[Cell], laid: Laid) -> _Entry:
        texts: dict[str, str] = {heading.role: text for heading, text in laid}
        name = self.words.name(texts.get("level3", ""))
        levels = Levels(texts.get("level1"), texts.get("level2"), name or None)
        roles = [heading.role for heading, _ in laid]
        named = next((i for i, role in enumerate(roles) if role not in ("level1", "level2")), 0)
        values = self._target(texts) | _reasons(laid)
        values |= {role: texts[role] for role in ("improvement",) if role in texts}
        return _Entry(levels, values, line.grid.page, cells[named].line)

    def _target(self, texts: dict[str, str]) -> dict[str, str]:
        """Take operator, target and unit apart, and a target out of the column of units."""
        values = {role: texts[role] for role in _VALUES if role in texts}
        operator, target, unit = (values.get(r, "") for r in ("operator", "target", "unit"))
        if unit and not operator and not target:
            target, unit = unit, ""
        if target and not unit:
            sign, target, unit = self.words.target(target)
            operator = operator or sign
        told = {"operator": operator, "target": target, "unit": unit}
        return {role: text for role, text in (values | told).items() if text}


def _reasons(laid: Laid) -> dict[str, str]:
    """Give the reasons of a deviation, each after its kind where the form tells kinds."""
    told = [text for heading, text in laid if heading.role == "deviation"]
    for heading, text in laid:
        if heading.role == "reason":
            headed = re.match(f"{heading.label}[:：]", text)
            told.append(text if headed else f"{heading.label}：{text}")
    return {"deviation": "；".join(told)} if told else {}


def _goes_on(laid: Laid, entries: Sequence[_Entry]) -> bool:
    """Tell the rest of a cell that the end of a page has cut: text, and nothing else."""
    if not entries or any(h.role not in (*_TEXTS, "reason") for h, _ in laid):
        return False
    return not any(heading.role == "actual" and text[0].isdigit() for heading, text in laid)


def _append(entry: _Entry, laid: Laid) -> None:
    told = dict[str, str]((heading.role, text) for heading, text in laid) | _reasons(laid)
    for role in _TEXTS:
        if role in told:
            before = entry.values.get(role, "")
            rest = re.sub(r"^[^：]{2,6}：", "", told[role], count=1) if before else told[role]
            entry.values[role] = before + rest
