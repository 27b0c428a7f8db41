"""One statement of a document as it was read: its table, its amounts, its unit of money."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.statements.amounts import Entry, RowReader, without_repeats
from pipelines.statements.codes import functional_classes
from pipelines.statements.number import FEN_PER_UNIT
from pipelines.statements.problems import Problems
from pipelines.statements.recogniser import MONEY_UNIT
from pipelines.statements.records import STATEMENTS
from pipelines.statements.sections import Outline, Section
from pipelines.statements.table import Table, TableReader
from pipelines.statements.template import Template, Templates
from pipelines.statements.wording import compact, key, label_key

_PRINTED_NO = re.compile(r"公开\d{1,2}表|^表[一二三四五六七八九十\d]{1,3}$")

_CLASS_CODE = re.compile(r"2\d\d")


@dataclass
class Statement:
    """One statement of a document as it was read."""

    template: Template
    sections: list[Section]
    table: Table
    entries: list[Entry] = field(default_factory=list)
    unit: str = ""
    decimals: int = 0

    @property
    def first(self) -> Section:
        """The section that opens the statement."""
        return self.sections[0]

    @property
    def captions(self) -> list[str]:
        """All captions of the statement."""
        return [caption for section in self.sections for caption in section.captions]

    @property
    def printed_no(self) -> str | None:
        """The printed number, such as 公开01表."""
        return next((c for c in self.captions if _PRINTED_NO.search(c)), None)

    @cached_property
    def printed(self) -> list[Entry]:
        """Entries in which an amount is printed, once all of them are read."""
        return [entry for entry in self.entries if entry.printed.state == "amount"]


def read_statements(drawn: Outline, known: Templates, problems: Problems) -> list[Statement]:
    """Read every statement of which the outline holds a table or a sentence of emptiness."""
    statements = []
    for name in STATEMENTS:
        sections = [s for s in drawn.sections if s.statement == name]
        if not sections:
            continue
        template = known.by_statement[name]
        pieces = [piece for section in sections for piece in section.pieces]
        table = TableReader(template, known.common).read(pieces)
        statements.append(Statement(template, sections, table))
    classes = functional_classes() | _own_classes(statements)
    for statement in statements:
        reader = RowReader(statement.template, classes)
        statement.entries = without_repeats(reader.entries(statement.table.rows))
        problems.about_statement(statement, reader.unnamed)
    _settle_units(statements, problems)
    return statements


def _own_classes(statements: list[Statement]) -> dict[str, str]:
    """Names of 类 as this document itself prints them beside their codes."""
    names: dict[str, str] = {}
    for statement in statements:
        if statement.template.subjects == "functional":
            for row in statement.table.rows:
                first = next(filter(None, row.cells), None)
                code = compact(first.text) if first else ""
                if _CLASS_CODE.fullmatch(code) and len(printed := row.entries()) > 1:
                    names[label_key(compact(printed[1][1].text))[0]] = code
    return names


def _settle_units(statements: list[Statement], problems: Problems) -> None:
    """Give each statement its unit and decimals; one that names no unit takes the document's."""
    named = {id(s): u for s in statements if (u := _unit_of(s))}
    common = Counter(named.values()).most_common(1)
    for statement in statements:
        statement.unit = named.get(id(statement)) or (common[0][0] if common else "")
        decimals = Counter(e.printed.decimals for e in statement.printed)
        statement.decimals = min(decimals, key=lambda d: (-decimals[d], d)) if decimals else 2
        if id(statement) not in named and statement.printed:
            problems.unit_missing(statement, statement.unit)


def _unit_of(statement: Statement) -> str | None:
    for caption in statement.captions:
        found = MONEY_UNIT.search(key(caption))
        if found and found[1] in FEN_PER_UNIT:
            return found[1]
    return None
