"""Prints exact books as the rows of the nine statements.

Each cell is rounded to the unit by itself, as publishers do, or 类 and 款 are summed from rounded
项, as others do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from pipelines.statements.records import STATEMENTS
from tests.corpus.books import FUNDS, NATURES, SOURCES, Amounts, Books

FUND_STATEMENTS = {
    "general": "general_budget_expenditure",
    "fund": "government_fund",
    "capital": "state_capital",
}
PAID = ("301", "303")  # 人员经费; all other economic classes are 公用经费
_ROLES = {3: "class", 5: "group", 7: "item"}


@dataclass
class PrintedRow:
    """One printed row: its cells by measure, in 分; a blank cell is None."""

    item: str
    role: str
    label: str
    side: str | None
    cells: dict[str, int | None] = field(default_factory=dict)


class Printer:
    """Prints all nine statements of the books once: ``rows`` by statement."""

    def __init__(self, books: Books, random: Random) -> None:
        self.books, self.random = books, random
        self.summed = random.random() < 0.5  # 类 and 款 are summed from rounded 项
        self.rows: dict[str, list[PrintedRow]] = {statement: [] for statement in STATEMENTS}
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
        self.rows[statement].append(PrintedRow(item, role, f"名{item}", side, printed))

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
                "basic": 0,
                "project": 0,
                **entry.natures,
                "closing": entry.closing,
            }
            for leaf, entry in self.books.funds[fund].items()
        }

    def _subjects(
        self, statement: str, leaves: dict[str, Amounts], columns: tuple[str, ...]
    ) -> None:
        """Print 合计, 类, 款 and 项."""
        sums: dict[str, Amounts] = defaultdict(lambda: dict.fromkeys(columns, 0))
        for leaf, cells in leaves.items():
            for column in columns:
                fen = cells[column]
                sums["total"][column] += fen
                for digits in (3, 5, 7):
                    sums[leaf[:digits]][column] += self._round(fen) if self.summed else fen
        self._print(statement, "total", "total", sums["total"])
        for code in sorted(sums.keys() - {"total"}):
            self._print(statement, code, _ROLES[len(code)], sums[code])

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
        classes = dict.fromkeys(self.books.chart.classes, 0)
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
        classes = {fund: self._classes([fund]) for fund in FUND_STATEMENTS}
        for item in books.chart.classes:
            self._columns(item, "line", {fund: classes[fund][item] for fund in classes})
        spent = {f: books.total(f, lambda entry: entry.expenditure) for f in FUND_STATEMENTS}
        closing = {f: books.total(f, lambda entry: entry.closing) for f in FUND_STATEMENTS}
        self._columns("total", "total", spent)
        self._columns("closing", "balance", closing)
        self._columns("grand_total", "grand_total", {f: spent[f] + closing[f] for f in spent})

    def _columns(self, item: str, role: str, cells: Amounts) -> None:
        whole = {"total": sum(cells.values()), **cells}
        self._print("appropriation_summary", item, role, whole, "支出")

    def _basic(self) -> None:
        statement = "basic_expenditure"
        items = self.books.economic | dict.fromkeys(self.books.chart.unused, 0)
        one = self._round if self.summed else int
        for code in sorted({*items, *(item[:3] for item in items)}):
            paid = code.startswith(PAID)
            fen = sum(one(items[item]) for item in items if item.startswith(code))
            role, side = (
                "class" if len(code) == 3 else "item",
                "人员经费" if paid else "公用经费",
            )
            self._print(statement, code, role, {"amount": fen}, side)
        personnel = sum(items[item] for item in items if item.startswith(PAID))
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
