"""The amounts of a statement: every cell of an amount column, with its row and column named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from pipelines.extract import Cell
from pipelines.statements import codes
from pipelines.statements.columns import Field
from pipelines.statements.number import Printed, parse
from pipelines.statements.stubs import Stub, StubReader
from pipelines.statements.table import BodyRow
from pipelines.statements.template import Template
from pipelines.statements.wording import OF_WHICH, key, label_key

Name = tuple[str | None, str | None, str | None]
"""Item, role and, where measures stand down instead of across, measure of a row."""

_UNNAMED: Name = (None, None, None)


class Entry(NamedTuple):
    """One amount cell: who it is (``item`` × ``measure``), what is printed, and where."""

    row: BodyRow
    column: Field
    cell: Cell
    printed: Printed
    side: str | None
    subject_code: str | None
    label: str
    line_no: str | None
    item: str
    measure: str
    role: str


_entry: Callable[[tuple[object, ...]], Entry] = partial(tuple.__new__, Entry)
"""An entry from all of its fields; there are hundreds to a document, as of cells."""


class RowReader:
    """Turns the body rows of one statement into entries; it remembers the items it has seen."""

    def __init__(self, template: Template, classes: dict[str, str]) -> None:
        self.template = template
        self.classes = classes
        self.seen: dict[str | None, list[str]] = {}
        self.unnamed: list[tuple[BodyRow, Cell]] = []

    def entries(self, rows: list[BodyRow]) -> list[Entry]:
        """Give the entries of all rows; amounts that stand in no named row go to ``unnamed``."""
        found: list[Entry] = []
        stubs = StubReader(self.template)
        for row in rows:
            for stub in stubs.of(row):
                found += _once_a_measure(self._read(row, stub))
        return found

    def _read(self, row: BodyRow, stub: Stub) -> list[Entry]:
        entries: list[Entry] = []
        side = self._side(stub)
        own_item, own_role, own_measure = self._name(stub, side) or _UNNAMED
        code, line_no, own_label = stub.code or None, stub.line_no or None, stub.label
        for column, cell in stub.amounts:
            printed = parse(cell.text)
            item, role = own_item or column.item, own_role or column.role
            measure = column.measure or own_measure
            if item is None or measure is None or role is None:
                if printed.state != "blank":
                    self.unnamed.append((row, cell))
                continue
            label = own_label or column.item_label
            fields = (row, column, cell, printed, side, code, label, line_no, item, measure, role)
            entries.append(_entry(fields))
        return entries

    def _side(self, stub: Stub) -> str | None:
        if self.template.subjects == "economic":
            if stub.code:
                personnel = stub.code.startswith(("301", "303"))
                return self.template.sides[0] if personnel else self.template.sides[1]
            row = self.template.row(label_key(stub.label)[0], None)
            return row.side if row else stub.side
        return stub.side

    def _name(self, stub: Stub, side: str | None) -> Name | None:
        """Give what a row's label tells; None where nothing names the row."""
        if stub.code:
            subjects = self.template.subjects or "functional"
            return stub.code, codes.level(stub.code, subjects), None
        if not stub.label:
            return _UNNAMED if self.template.items_in_header else None
        label, part = label_key(stub.label)
        seen = self.seen.setdefault(side, [])
        row = self.template.row(label, side, seen)
        if row is not None:
            seen.append(row.item)
            role = "of_which" if part and row.role == "line" else row.role
            return row.item, role, None
        if self.template.items_in_header:
            column = self.template.column((label,), None)
            return (None, None, column.measure) if column else None
        if self.template.classes_as_lines:
            if part or key(stub.label).startswith(OF_WHICH):
                return f"of_which:{label}", "of_which", None
            return self.classes.get(label, f"line:{label}"), "line", None
        return None


def _once_a_measure(entries: list[Entry]) -> list[Entry]:
    """Of several cells for one item and measure keep the stated ones, else the first.

    A total merged over several columns leaves blank positions behind in text renditions.
    """
    if len(entries) < 2 or len({e.measure for e in entries}) == len(entries):
        return entries
    if len({(e.item, e.measure) for e in entries}) == len(entries):
        return entries
    stated = Counter((e.item, e.measure) for e in entries if e.printed.state != "blank")
    kept: list[Entry] = []
    taken: set[tuple[str, str]] = set()
    for entry in entries:
        name = (entry.item, entry.measure)
        if entry.printed.state == "blank" and (stated[name] or name in taken):
            continue
        taken.add(name)
        kept.append(entry)
    return kept


def without_repeats(entries: list[Entry]) -> list[Entry]:
    """Drop a total that a continuation page prints again with the same amounts."""
    if not entries or entries[0].row.piece is entries[-1].row.piece:
        return entries  # nothing is continued
    first: dict[tuple[str | None, str, str], Entry] = {}
    kept: list[Entry] = []
    for entry in entries:
        name = (entry.side, entry.item, entry.measure)
        earlier = first.setdefault(name, entry)
        again = (
            earlier is not entry
            and entry.role == "total"
            and earlier.row.piece is not entry.row.piece
            and earlier.printed == entry.printed
        )
        if not again:
            kept.append(entry)
    return kept
