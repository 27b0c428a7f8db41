"""Planted implausibilities: errors that no sum sees, and how many places tell of them.

``PRINTED`` are made in balanced accounts, ``STATED`` in a disclosure with narrative and forms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.statements.codes import names
from tests.gate.accounts import Accounts
from tests.gate.stated import Stated

KNOWN = {code: name for _, code, name in reversed(names())}
"""The first name listed of each code."""


@dataclass(frozen=True)
class Planted:
    """An error, the place of it that must be named, and what else it violates."""

    make: Callable[[Accounts], object]
    named: str


PRINTED: dict[str, Planted] = {}


def plant(identity: str, named: str) -> Callable[..., Callable[..., object]]:
    """Register an error of one place under the identity that tells it."""

    def register(make: Callable[[Accounts], object]) -> Callable[[Accounts], object]:
        PRINTED[f"plausibility.{identity}"] = Planted(make, named)
        return make

    return register


def plausible(name: str, accounts: Accounts) -> Accounts:
    """Give the rows of accounts the names of their codes, and 06 the amounts that 05 tells."""
    accounts.name = name
    for rows in accounts.rows.values():
        for row in rows:
            row.label = KNOWN.get(row.item, row.label)
    return accounts


def _exchange(a: Accounts, statement: str, one: str, other: str) -> None:
    left, right = a.row(statement, one), a.row(statement, other)
    left.cells, right.cells = right.cells, left.cells


@plant("code_order", "20103")
def _(a: Accounts) -> None:
    rows = a.rows["income"]
    group = [row for row in rows if row.item.startswith("20106")]
    for row in group:
        rows.remove(row)
    rows[2:2] = group  # before 20103, which then comes after them


@plant("code_name", "2080505 行政单位离退休")
def _(a: Accounts) -> None:
    a.row("expenditure", "2080505").label = KNOWN["2080501"]


@plant("broken_down", "20801")
def _(a: Accounts) -> None:
    a.print_row("income", "20801", "group", total=1, operating=1)


@plant("siblings_exchanged", "2080501 行政单位离退休 ↔ 2080505 机关事业单位基本养老保险缴费支出")
def _(a: Accounts) -> None:
    _exchange(a, "income", "2080501", "2080505")
    a.row("income", "2080501").cells["total"] = a.row("expenditure", "2080505").cells["total"]
    a.row("income", "2080505").cells["total"] = a.row("expenditure", "2080501").cells["total"]


@plant("economic_exchanged", "30217 公务接待费 ↔ 30201 办公费")
def _(a: Accounts) -> None:
    told = a.row("three_public", "reception").cells["actual"]
    a.row("basic_expenditure", "30201").cells["amount"] = told


@plant("total", "本年支出合计")
def _(a: Accounts) -> None:
    row = a.row("summary", "total", "支出")
    row.label, row.cells["amount"] = "本年支出合计", 9_999_999


@plant("three_public_within", "“三公”经费合计 ↔ 本年支出合计")
def _(a: Accounts) -> None:
    spent = a.row("summary", "total", "支出").cells["amount"] or 0
    a.row("three_public", "total").cells["actual"] = spent + 100 * a.quantum


def _magnified(s: Stated) -> Stated:
    """State last year's and the forms' totals as they are, and expenditure in 元."""
    s.cells.append(["summary", "支出", "total", "amount", "total", "本年支出合计", "96"])
    return s


def _in_yuan(s: Stated) -> Stated:
    for row in s.cells:
        row[6] = str(int(row[6]) * 10_000)
    return s


STATED: dict[str, Callable[[Stated], object]] = {
    "plausibility.unit_narrative": lambda s: _in_yuan(s),
    "plausibility.unit_forms": lambda s: _in_yuan(s),
    "plausibility.unit_years": lambda s: _in_yuan(s),
}
SOUND = _magnified
