"""Balanced accounts of an invented department, printed as the nine statements.

Every amount is made exactly, in 分, so that all identities hold; then each cell is rounded to the
unit by itself, as publishers do, or 类 and 款 are summed from rounded 项, as others do. Amounts are
zero or at least one unit of the last decimal, since a smaller one is printed as 0.00 and says
nothing of its rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

import polars as pl

from pipelines.statements.records import STATEMENTS
from pipelines.statements.tables import TABLES

Key = tuple[str, str | None, str]
Amounts = dict[str, int]

YEAR = 2023
QUANTUM = 10_000  # 0.01 万元 in 分
FUNDS = ("general", "fund", "capital", "own")
SOURCES = ("superior_grant", "operating", "business", "affiliate", "other")
NATURES = ("basic", "project", "remitted", "business", "subsidy")
FUND_STATEMENTS = {
    "general": "general_budget_expenditure",
    "fund": "government_fund",
    "capital": "state_capital",
}
LEAVES = {
    "general": ("2010301", "2010302", "2010399", "2010601", "2080501", "2080505", "2080801"),
    "fund": ("2120801", "2120803", "2121301", "2121399"),
    "capital": ("2230101", "2230105", "2230201", "2230299"),
    "own": ("2010301", "2010302", "2010601", "2050803", "2120801", "2120803", "2121301"),
}
ECONOMIC = (
    "30101",
    "30102",
    "30199",
    "30201",
    "30212",
    "30217",
    "30231",
    "30302",
    "31002",
    "31013",
)
UNUSED = ("30203", "30703", "39999")
THREE_PUBLIC = {
    "abroad": "30212",
    "reception": "30217",
    "vehicle_operation": "30231",
    "vehicle_purchase": "31013",
}
CLASSES = ("201", "202", "205", "208", "212", "221", "223", "229")


@dataclass
class PrintedRow:
    """One printed row: its cells by measure, in 分; a blank cell is None."""

    item: str
    role: str
    label: str
    side: str | None
    cells: dict[str, int | None] = field(default_factory=dict)


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
    return Printer(Books(Random(seed), quantum), Random(-seed), name).accounts()


@dataclass
class Entry:
    """What one fund did under one leaf, in 分."""

    opening: int
    income: int
    natures: Amounts
    closing: int

    @property
    def expenditure(self) -> int:
        return sum(self.natures.values())


class Books:
    """The exact accounts behind the print."""

    def __init__(self, random: Random, quantum: int) -> None:
        self.random, self.quantum = random, quantum
        self.funds = {
            fund: {leaf: self._entry(fund) for leaf in leaves} for fund, leaves in LEAVES.items()
        }
        self.sources = {leaf: self._sources(entry) for leaf, entry in self.funds["own"].items()}
        self.economic = self._economic()
        self.three_public = {
            item: {"budget": self._amount(), "actual": self.economic[code] + self._amount()}
            for item, code in THREE_PUBLIC.items()
        }
        self.surplus_used, self.surplus_distributed = self._amount(), self._amount()

    def total(self, fund: str, of: Callable[[Entry], int]) -> int:
        """Sum over the leaves of a fund."""
        return sum(of(entry) for entry in self.funds[fund].values())

    def _amount(self, least: int = 2_000) -> int:
        """Draw an amount of 20 万元 and more."""
        return self.random.randrange(least * self.quantum, 50 * least * self.quantum)

    def _entry(self, fund: str) -> Entry:
        own = fund == "own"
        natures = {nature: self._amount() for nature in (NATURES if own else NATURES[:2])}
        from_opening = self._amount(100)
        closing = self._amount(100)
        income = sum(natures.values()) - from_opening
        return Entry(closing + from_opening, income, natures, closing)

    def _sources(self, entry: Entry) -> Amounts:
        """Split the income of other funds over the columns of 02."""
        shares = dict.fromkeys(SOURCES, entry.income // 8)
        shares["operating"] += entry.income - sum(shares.values())
        return shares

    def _economic(self) -> Amounts:
        """Split the basic expenditure of the general budget over the economic items."""
        whole = self.total("general", lambda entry: entry.natures["basic"])
        items = {code: self.random.randrange(whole // 50, whole // 20) for code in ECONOMIC}
        items["30102"] += whole - sum(items.values())
        return items


class Printer:
    """Prints exact books as statements."""

    def __init__(self, books: Books, random: Random, name: str) -> None:
        self.books, self.random = books, random
        self.summed = random.random() < 0.5  # 类 and 款 are summed from rounded 项
        self.made = Accounts(name, books.quantum, {statement: [] for statement in STATEMENTS})

    def accounts(self) -> Accounts:
        """Print all nine statements."""
        self._summary()
        self._appropriation_summary()
        self._subjects("income", self._income(), ("total", "appropriation", *SOURCES))
        self._subjects("expenditure", self._expenditure(), ("total", *NATURES))
        for fund, statement in FUND_STATEMENTS.items():
            carried = ("opening", "income") if fund != "general" else ()
            closing = ("closing",) if carried else ()
            columns = (*carried, "total", "basic", "project", *closing)
            self._subjects(statement, self._fund(fund), columns)
        self._basic()
        self._three_public()
        return self.made

    def _round(self, fen: int) -> int:
        quantum = self.books.quantum
        return (fen + quantum // 2) // quantum * quantum

    def _print(
        self, statement: str, item: str, role: str, cells: Amounts, side: str | None = None
    ) -> None:
        """Print a row; a zero is blank, or stated."""
        printed = {
            measure: self._round(fen) if fen or self.random.random() < 0.3 else None
            for measure, fen in cells.items()
        }
        self.made.rows[statement].append(PrintedRow(item, role, f"名{item}", side, printed))

    def _income(self) -> dict[str, Amounts]:
        leaves: dict[str, Amounts] = {}
        for fund, entries in self.books.funds.items():
            for leaf, entry in entries.items():
                cells = leaves.setdefault(leaf, dict.fromkeys(("appropriation", *SOURCES), 0))
                parts = {"appropriation": entry.income}
                for measure, fen in (self.books.sources[leaf] if fund == "own" else parts).items():
                    cells[measure] += fen
        return {leaf: {"total": sum(cells.values()), **cells} for leaf, cells in leaves.items()}

    def _expenditure(self) -> dict[str, Amounts]:
        leaves: dict[str, Amounts] = {}
        for entries in self.books.funds.values():
            for leaf, entry in entries.items():
                cells = leaves.setdefault(leaf, dict.fromkeys(NATURES, 0))
                for nature, fen in entry.natures.items():
                    cells[nature] += fen
        return {leaf: {"total": sum(cells.values()), **cells} for leaf, cells in leaves.items()}

    def _fund(self, fund: str) -> dict[str, Amounts]:
        return {
            leaf: {
                "opening": entry.opening,
                "income": entry.income,
                "total": entry.expenditure,
                **entry.natures,
                "closing": entry.closing,
            }
            for leaf, entry in self.books.funds[fund].items()
        }

    def _subjects(
        self, statement: str, leaves: dict[str, Amounts], columns: tuple[str, ...]
    ) -> None:
        """Print 合计, 类, 款 and 项."""

        def under(prefix: str, rounded: bool) -> Amounts:
            within = [cells for leaf, cells in leaves.items() if leaf.startswith(prefix)]
            one = self._round if rounded else int
            return {column: sum(one(cells[column]) for cells in within) for column in columns}

        self._print(statement, "total", "total", under("", rounded=False))
        codes = {leaf[:digits] for leaf in leaves for digits in (3, 5, 7)}
        for code in sorted(codes):
            role = {3: "class", 5: "group", 7: "item"}[len(code)]
            self._print(statement, code, role, under(code, rounded=self.summed))

    def _summary(self) -> None:
        books = self.books
        incomes = {fund: books.total(fund, lambda entry: entry.income) for fund in FUNDS}
        sources = {s: sum(shares[s] for shares in books.sources.values()) for s in SOURCES}
        opening = sum(books.total(fund, lambda entry: entry.opening) for fund in FUNDS)
        closing = sum(books.total(fund, lambda entry: entry.closing) for fund in FUNDS)
        closing += books.surplus_used  # kept, since nothing else is done with it
        opening += books.surplus_distributed
        total = sum(incomes.values())
        spent = sum(books.total(fund, lambda entry: entry.expenditure) for fund in FUNDS)
        grand = total + books.surplus_used + opening
        lines = {fund: incomes[fund] for fund in FUND_STATEMENTS} | sources
        self._side("summary", "收入", lines, total, grand)
        self._balance("收入", surplus_used=books.surplus_used, opening=opening)
        classes = self._classes(FUNDS)
        self._side("summary", "支出", classes, spent, grand)
        self._balance("支出", surplus_distributed=books.surplus_distributed, closing=closing)

    def _classes(self, funds: Iterable[str]) -> Amounts:
        classes = dict.fromkeys(CLASSES, 0)
        for fund in funds:
            for leaf, entry in self.books.funds[fund].items():
                classes[leaf[:3]] += entry.expenditure
        return classes

    def _side(self, statement: str, side: str, lines: Amounts, total: int, grand: int) -> None:
        for item, fen in lines.items():
            self._print(statement, item, "line", {"amount": fen}, side)
        self._print(statement, "total", "total", {"amount": total}, side)
        self._print(statement, "grand_total", "grand_total", {"amount": grand}, side)

    def _balance(self, side: str, **balances: int) -> None:
        for item, fen in balances.items():
            self._print("summary", item, "balance", {"amount": fen}, side)

    def _appropriation_summary(self) -> None:
        statement, books = "appropriation_summary", self.books
        incomes = {fund: books.total(fund, lambda entry: entry.income) for fund in FUND_STATEMENTS}
        openings = {f: books.total(f, lambda entry: entry.opening) for f in FUND_STATEMENTS}
        total, opening = sum(incomes.values()), sum(openings.values())
        self._side(statement, "收入", incomes, total, total + opening)
        self._print(statement, "opening", "balance", {"amount": opening}, "收入")
        for fund, fen in openings.items():
            self._print(statement, f"opening_{fund}", "of_which", {"amount": fen}, "收入")
        for item in CLASSES:
            self._columns(item, "line", {f: self._classes([f])[item] for f in FUND_STATEMENTS})
        spent = {f: books.total(f, lambda entry: entry.expenditure) for f in FUND_STATEMENTS}
        closing = {f: books.total(f, lambda entry: entry.closing) for f in FUND_STATEMENTS}
        self._columns("total", "total", spent)
        self._columns("closing", "balance", closing)
        self._columns("grand_total", "grand_total", {f: spent[f] + closing[f] for f in spent})

    def _columns(self, item: str, role: str, cells: Amounts) -> None:
        whole = {"total": sum(cells.values()), **cells}
        self._print("appropriation_summary", item, role, whole, "支出")

    def _basic(self) -> None:
        statement, items = "basic_expenditure", self.books.economic | dict.fromkeys(UNUSED, 0)
        for code in sorted({*items, *(item[:3] for item in items)}):
            paid = code.startswith(("301", "303"))
            one = self._round if self.summed else int
            fen = sum(one(items[item]) for item in items if item.startswith(code))
            role, side = (
                "class" if len(code) == 3 else "item",
                "人员经费" if paid else "公用经费",
            )
            self._print(statement, code, role, {"amount": fen}, side)
        personnel = sum(items[item] for item in items if item.startswith(("301", "303")))
        public = sum(items.values()) - personnel
        self._print(statement, "personnel_total", "total", {"amount": personnel}, "人员经费")
        self._print(statement, "public_total", "total", {"amount": public}, "公用经费")

    def _three_public(self) -> None:
        items = self.books.three_public
        of = {m: {item: items[item][m] for item in items} for m in ("budget", "actual")}
        vehicles = {m: of[m]["vehicle_purchase"] + of[m]["vehicle_operation"] for m in of}
        whole = {m: of[m]["abroad"] + of[m]["reception"] + vehicles[m] for m in of}
        self._print("three_public", "total", "total", whole)
        for item, role in (("abroad", "line"), ("reception", "line")):
            self._print("three_public", item, role, items[item])
        self._print("three_public", "vehicles", "line", vehicles)
        for item in ("vehicle_purchase", "vehicle_operation"):
            self._print("three_public", item, "of_which", items[item])
