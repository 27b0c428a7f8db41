"""A small world to build a star from: a ledger, parts and verdicts, written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import rmtree

import polars as pl

from pipelines.star import TABLES as STAR_TABLES
from pipelines.star import StarReport, build, build_unplaced, put
from pipelines.star.build import BATCH
from pipelines.star.schemas import DISCLOSURES
from pipelines.statements.records import STATEMENTS
from pipelines.statements.tables import TABLES
from tests.star.kin import judged as kin_of

Row = dict[str, object]

YEAR = 2023
DAWN = datetime(2024, 9, 1, tzinfo=UTC)
TWO_SIDED = ("summary", "appropriation_summary")
_ROLES = {3: "class", 5: "group", 7: "item"}
_COUNTS = ("tested", "exact", "rounding", "violated", "not_testable")
_BALANCES = ("opening", "closing", "surplus_used", "surplus_distributed")


def code(document: str) -> str:
    """The sixteen hex digits that stand for a document of the tests."""
    return document.encode().hex().ljust(16, "0")[:16]


@dataclass
class Document:
    """One document; amounts are printed row by row, in 0.01 of its unit."""

    name: str
    path: str = ""
    format: str = "text"
    body: str | None = "朝阳市科学技术局"
    scope: str = "部门"
    division_code: str | None = "211300"
    day: int = 0
    verdict: str = "accepted"
    reason: str | None = None
    status: str = "candidate"
    duplicate_of: str | None = None
    year: int | None = YEAR
    read: bool = True
    unit: str = "万元"
    basis: str | None = None
    amounts: list[Row] = field(default_factory=list)
    empty: tuple[str, ...] = ()
    stated: dict[str, list[Row]] = field(default_factory=dict)
    results: list[Row] = field(default_factory=list)

    @property
    def id(self) -> str:
        return code(self.name)

    @property
    def judged(self) -> str:
        """What the gate knows of it: nothing of its path, nor when it was seen."""
        return repr(replace(self, path="", day=0, format="text"))

    def state(
        self,
        statement: str,
        item: str,
        side: str | None = None,
        label: str | None = None,
        role: str | None = None,
        **measures: int | str,
    ) -> Document:
        """Print one row; a text is a dash or a blank cell."""
        return self.print_row(statement, item, measures, side, label, role)

    def line(self, statement: str, side: str, item: str, **measures: int | str) -> Document:
        """Print one line of a two-sided statement."""
        return self.print_row(statement, item, measures, side)

    def expenditure(self, item: str, basic: int = 0, project: int = 0, **others: int) -> Document:
        """Print one row of 03."""
        total = basic + project + sum(others.values())
        measures = {"total": total, "basic": basic, "project": project, **others}
        return self.print_row("expenditure", item, measures)

    def fund(self, statement: str, item: str, basic: int = 0, project: int = 0) -> Document:
        """Print one row of 05, 08 or 09."""
        measures = {"total": basic + project, "basic": basic, "project": project}
        return self.print_row(statement, item, measures)

    def general(self, item: str, basic: int = 0, project: int = 0) -> Document:
        """Print one row of 05."""
        return self.fund("general_budget_expenditure", item, basic, project)

    def claim(self, metric: str, value: str, unit: str | None = "万元", **rest: object) -> Document:
        """State one number in a sentence; of the document's year unless told otherwise."""
        row: Row = {"section": "income", "fiscal_year": self.year, "printed": value, "line": 9}
        row |= {"metric": metric, "value": Decimal(value), "unit": unit}
        return self._state("narrative_claim", row | rest)

    def form_row(self, table: str, form: str, entity: str, **texts: object) -> Document:
        """Print one row of a performance form, the first of the document unless told otherwise."""
        row: Row = {
            "form_no": 1,
            "form": form,
            "entity": entity,
            "unit": "万元",
            "fiscal_year": self.year,
            "line": 9,
        }
        return self._state(f"performance_{table}", row | texts)

    def violate(self, identity: str, severity: str = "warning", **rest: object) -> Document:
        """Add a result of the gate that does not agree."""
        found: Row = {"identity": identity, "severity": severity, "outcome": "violated"}
        self.results.append({"document_id": self.id, "fiscal_year": self.year} | found | rest)
        return self

    def _state(self, table: str, row: Row) -> Document:
        schema = TABLES[table]
        known = {name: value for name, value in row.items() if name in schema}
        self.stated.setdefault(table, []).append({"document_id": self.id} | known)
        return self

    def print_row(
        self,
        statement: str,
        item: str,
        measures: Mapping[str, int | str],
        side: str | None = None,
        label: str | None = None,
        role: str | None = None,
    ) -> Document:
        rows = [row["row_no"] for row in self.amounts if row["statement"] == statement]
        shared: Row = {
            "document_id": self.id,
            "fiscal_year": self.year,
            "statement": statement,
            "side": side,
            "subject_code": item if _coded(statement, item) else None,
            "label": label or item,
            "item": item,
            "role": role or _role(statement, item),
            "unit": self.unit,
            "line": 10 * len(self.amounts) + 1,
            "table_no": 1 + STATEMENTS.index(statement),
            "row_no": max(map(int, map(str, rows)), default=0) + 1,
        }
        for number, (measure, value) in enumerate(measures.items(), start=1):
            place: Row = {"measure": measure, "column_label": measure, "col_no": number}
            self.amounts.append(shared | place | self._printed(value))
        return self

    def _printed(self, value: int | str) -> Row:
        quantum = 10_000 if self.unit == "万元" else 1
        if isinstance(value, int):
            text, state, fen = f"{value / 100:,.2f}", "amount", value * quantum
            return {"printed": text, "state": state, "fen": fen, "quantum_fen": quantum}
        state = "dash" if value else "blank"
        return {"printed": value, "state": state, "fen": None, "quantum_fen": quantum}


def _coded(statement: str, item: str) -> bool:
    return item.isdigit() and statement not in TWO_SIDED


def _role(statement: str, item: str) -> str:
    if _coded(statement, item):
        return "item" if statement == "basic_expenditure" and len(item) == 5 else _ROLES[len(item)]
    if item in _BALANCES:
        return "balance"
    if item.startswith("opening_"):
        return "of_which"
    return item if item in ("total", "grand_total") else "line"


@dataclass
class World:
    """A folder with everything one year is built from."""

    root: Path
    year: int = YEAR
    batch: int = BATCH

    @property
    def star(self) -> Path:
        return self.root / "star"

    def build(self, *documents: Document) -> StarReport:
        """Write the documents' ledger, one part and their verdicts, then build the year."""
        self._ledger(documents)
        self._parts(documents)
        self._verdicts(documents)
        return self.rebuild()

    def rebuild(self) -> StarReport:
        """Build the year from what is there."""
        part, aside = self.root / "part-1", self.root / "aside"
        report = build(
            self.year,
            ledger=self.root / "ledger.parquet",
            parts=[part] if part.exists() else [],
            verdicts=[self.root / "verdict"],
            out=aside,
            star=self.star,
            batch=self.batch,
        )
        try:
            put(aside, self.star, self.year, report.gone)
        finally:
            rmtree(aside)
        return report

    def build_unplaced(self) -> StarReport:
        return build_unplaced(ledger=self.root / "ledger.parquet", out=self.star)

    def table(self, name: str) -> pl.DataFrame:
        """The year's rows of a table."""
        frames = [pl.read_parquet(file, hive_partitioning=False) for file in self.files(name)]
        return pl.concat([pl.DataFrame(schema=STAR_TABLES[name]), *frames])

    def part(self, name: str) -> Path:
        """The only file of a table."""
        (file,) = self.files(name)
        return file

    def files(self, name: str) -> list[Path]:
        """The year's files of a table."""
        return sorted((self.star / name / f"fiscal_year={self.year}").glob("*.parquet"))

    def rows(self, name: str, *columns: str) -> list[tuple[object, ...]]:
        """The year's rows of a table in the columns named; amounts as text."""
        frame = self.table(name).with_columns(pl.col(pl.Decimal).cast(pl.String))
        return frame.select(columns).rows()

    def status(self, name: str) -> Row:
        """The ``disclosure`` row of a document."""
        frame = self.table("disclosure").filter(pl.col("document_id") == code(name))
        return frame.row(0, named=True)

    def _ledger(self, documents: tuple[Document, ...]) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        rows = [
            {
                "path": d.path or f"{d.name}.txt",
                "sha256": d.id * 4,
                "document_id": d.id,
                "bytes": 1,
                "format": d.format,
                "fiscal_year": d.year,
                "status": d.status,
                "reason": d.reason if d.status != "candidate" else None,
                "duplicate_of": d.duplicate_of,
                "first_seen_at": DAWN + timedelta(days=d.day),
            }
            for d in documents
        ]
        schema: dict[str, pl.DataType] = {
            **dict.fromkeys(("path", "sha256", "document_id"), pl.String()),
            "bytes": pl.Int64(),
            "format": pl.String(),
            "fiscal_year": pl.Int32(),
            **dict.fromkeys(("status", "reason", "duplicate_of"), pl.String()),
            "first_seen_at": pl.Datetime("us", "UTC"),
        }
        pl.DataFrame(rows, schema=schema).write_parquet(self.root / "ledger.parquet")

    def _parts(self, documents: tuple[Document, ...]) -> None:
        read = [d for d in documents if d.read and d.status == "candidate"]
        rows: dict[str, list[Row]] = {
            "document": [_document(d) for d in read],
            "amount": [row for d in read for row in d.amounts],
            "statement": [row for d in read for row in _statements(d)],
            "problem": [],
        }
        for d in read:
            for name, stated in d.stated.items():
                rows.setdefault(name, []).extend(stated)
        part = self.root / "part-1"
        part.mkdir(exist_ok=True)
        for name, schema in TABLES.items():
            pl.DataFrame(rows.get(name, []), schema=schema, orient="row").write_parquet(
                part / f"{name}.parquet"
            )

    def _verdicts(self, documents: tuple[Document, ...]) -> None:
        folder = self.root / "verdict"
        folder.mkdir(exist_ok=True)
        judged = [d for d in documents if d.read and d.status == "candidate"]
        kin = kin_of(judged)
        pl.DataFrame(
            [(d.id, self.year, d.verdict, d.reason, 9, 8, 1, 0, 0, *kin[d.id]) for d in judged],
            schema={
                "document_id": pl.String(),
                "fiscal_year": pl.Int32(),
                "verdict": pl.String(),
                "reason": pl.String(),
                **dict.fromkeys(_COUNTS, pl.Int64()),
                **dict.fromkeys(("kin", "made_of"), pl.String()),
            },
            orient="row",
        ).write_parquet(folder / "verdict.parquet")
        pl.DataFrame(
            [row for d in judged for row in (_result(d), *d.results)],
            schema=DISCLOSURES["identity_result"],
            orient="row",
        ).sort("document_id", "identity").write_parquet(folder / "identity_result.parquet")


def _result(d: Document) -> Row:
    cell = {"table_no": 1, "row_no": 1, "col_no": 1, "page": None, "line": 1}
    return {
        "document_id": d.id,
        "fiscal_year": d.year,
        "identity": "summary.income",
        "printed": Decimal("1.00"),
        "bound": Decimal("0.005"),
        "outcome": "exact" if d.verdict == "accepted" else "violated",
        "cells": [cell],
    }


def _document(d: Document) -> Row:
    return {
        "document_id": d.id,
        "sha256": d.id * 4,
        "extractor": "1",
        "format": d.format,
        "reader": "text_rows",
        "pages": 1,
        "fiscal_year": d.year,
        "division_code": d.division_code,
        "division": None,
        "department": f"辽宁省{d.body}" if d.body else None,
        "body": d.body,
        "unit_code": None,
        "scope": d.scope,
        "outcome": "read",
        "reason": None,
        "seconds": 0.1,
    }


def _statements(d: Document) -> list[Row]:
    found = {str(row["statement"]) for row in d.amounts} | set(d.empty)
    return [
        {
            "document_id": d.id,
            "fiscal_year": d.year,
            "statement": name,
            "status": "empty" if name in d.empty else "found",
            "budget_basis": d.basis if name == "three_public" else None,
        }
        for name in sorted(found)
    ]
