"""Balanced accounts of an invented department, as the rows of the gate's tables.

The accounts and their print are those of the corpus, over a small fixed chart of subjects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

import polars as pl

from pipelines.statements.records import STATEMENTS
from pipelines.statements.tables import TABLES
from tests.corpus.books import NATURES, QUANTUM, Books, Chart
from tests.corpus.printer import PrintedRow, Printer

YEAR = 2023
_BOTH = ("basic", "project")
_LEAVES = {
    "general": ("2010301", "2010302", "2010399", "2010601", "2080501", "2080505", "2080801"),
    "fund": ("2120801", "2120803", "2121301", "2121399"),
    "capital": ("2230101", "2230105", "2230201", "2230299"),
    "own": ("2010301", "2010302", "2010601", "2050803", "2120801", "2120803", "2121301"),
}
CHART = Chart(
    leaves={
        fund: dict.fromkeys(leaves, NATURES if fund == "own" else _BOTH)
        for fund, leaves in _LEAVES.items()
    },
    economic=(
        *("30101", "30102", "30199", "30201", "30212", "30217", "30231", "30302"),
        *("31002", "31013"),
    ),
    unused=("30203", "30703", "39999"),
    classes=("201", "202", "205", "208", "212", "221", "223", "229"),
)


@dataclass
class Accounts:
    """The printed statements of one document, open to planted errors."""

    name: str
    quantum: int = QUANTUM
    rows: dict[str, list[PrintedRow]] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, object]] = field(default_factory=list)
    outcome: str = "read"

    @property
    def sha256(self) -> str:
        return sha256(self.name.encode()).hexdigest()

    def row(self, statement: str, item: str, side: str | None = None) -> PrintedRow:
        """Find a row; ``side`` only where an item stands on both."""
        found = [
            row for row in self.rows[statement] if row.item == item and side in (None, row.side)
        ]
        assert len(found) == 1, (statement, item, side, len(found))
        return found[0]

    def add(self, statement: str, item: str, side: str | None = None, /, **units: int) -> Accounts:
        """Change cells of a row by ``units`` of the last printed decimal."""
        cells = self.row(statement, item, side).cells
        for measure, count in units.items():
            cells[measure] = (cells.get(measure) or 0) + count * self.quantum
        return self

    def print_row(
        self, statement: str, item: str, role: str, side: str | None = None, /, **units: int
    ) -> Accounts:
        """Print one more row at the end of a statement."""
        cells: dict[str, int | None] = {m: count * self.quantum for m, count in units.items()}
        self.rows[statement].append(PrintedRow(item, role, item, side, cells))
        return self

    def drop(self, statement: str, item: str, side: str | None = None) -> Accounts:
        """Lose a row."""
        self.rows[statement].remove(self.row(statement, item, side))
        return self

    def lose(self, statement: str, status: str) -> Accounts:
        """Lose a whole statement."""
        self.rows[statement] = []
        self.statuses[statement] = status
        return self

    def amounts(self) -> Iterator[dict[str, object]]:
        """Give the rows of ``amount``."""
        for number, statement in enumerate(STATEMENTS, start=1):
            for position, row in enumerate(self.rows[statement], start=1):
                coded = row.role in ("class", "group", "item")
                for column, (measure, fen) in enumerate(row.cells.items(), start=1):
                    yield {
                        "document_id": self.name,
                        "fiscal_year": YEAR,
                        "statement": statement,
                        "side": row.side,
                        "subject_code": row.item if coded else None,
                        "label": row.label,
                        "column_label": measure,
                        "item": row.item,
                        "measure": measure,
                        "role": row.role,
                        "printed": "" if fen is None else str(fen),
                        "state": "blank" if fen is None else "amount",
                        "unit": "万元",
                        "fen": fen,
                        "quantum_fen": self.quantum,
                        "page": number,
                        "table_no": number,
                        "row_no": position,
                        "col_no": column,
                    }

    def published(self) -> Iterator[dict[str, object]]:
        """Give the rows of ``statement``."""
        for statement in STATEMENTS:
            stated = [fen for row in self.rows[statement] for fen in row.cells.values()]
            empty = all(fen is None for fen in stated)
            yield {
                "document_id": self.name,
                "fiscal_year": YEAR,
                "statement": statement,
                "status": self.statuses.get(statement, "empty" if empty else "found"),
                "unit": "万元",
                "decimals": 2,
            }

    def document(self) -> dict[str, object]:
        """Give the row of ``document``."""
        return {
            "document_id": self.name,
            "sha256": self.sha256,
            "fiscal_year": YEAR,
            "outcome": self.outcome,
            "reason": "truncated" if self.outcome == "rejected" else None,
        }


def write_part(folder: Path, documents: Iterable[Accounts]) -> Path:
    """Write ``documents`` as one part of the readings."""
    folder.mkdir(parents=True, exist_ok=True)
    given = list(documents)
    rows: dict[str, list[dict[str, object]]] = {
        "amount": [row for accounts in given for row in accounts.amounts()],
        "statement": [row for accounts in given for row in accounts.published()],
        "problem": [
            {"document_id": accounts.name, "fiscal_year": YEAR, **problem}
            for accounts in given
            for problem in accounts.problems
        ],
        "document": [accounts.document() for accounts in given],
    }
    for table, schema in TABLES.items():
        pl.DataFrame(rows.get(table, []), schema=schema).write_parquet(folder / f"{table}.parquet")
    return folder


def narrative(name: str) -> Accounts:
    """Give a document that carries no statement and announces none."""
    rows: dict[str, list[PrintedRow]] = {statement: [] for statement in STATEMENTS}
    return Accounts(name, rows=rows, statuses=dict.fromkeys(STATEMENTS, "absent"))


def balanced(name: str, seed: int = 1, quantum: int = QUANTUM) -> Accounts:
    """Give accounts in which every identity holds, drawn from ``seed``."""
    books = Books(Random(seed), quantum, CHART)
    return Accounts(name, quantum, Printer(books, Random(-seed)).rows)
