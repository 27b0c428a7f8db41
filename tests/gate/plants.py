"""Planted errors: for every identity one that violates it, and nothing else if that can be.

``violates`` counts the places in which each identity fails; what it names besides the identity the
plant is for cannot be kept whole at the same time. Units are of the last printed decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.gate.accounts import Accounts

X = 500  # well beyond the rounding of any sum, well within what 03 holds beyond 05, 08 and 09


@dataclass(frozen=True)
class Plant:
    """An error in accounts that balance."""

    identity: str
    make: Callable[[Accounts], object]
    violates: Mapping[str, int]


PLANTS: dict[str, Plant] = {}


def plant(identity: str, places: int = 1, **others: int) -> Callable[..., Callable[..., object]]:
    """Register an error that violates ``identity`` in so many places."""

    def register(make: Callable[[Accounts], object]) -> Callable[[Accounts], object]:
        PLANTS[identity] = Plant(identity, make, {identity: places} | others)
        return make

    return register


@plant("summary.income_total")
def _(a: Accounts) -> None:
    a.print_row("summary", "line:捐赠收入", "line", "收入", amount=X)


@plant("summary.expenditure_total")
def _(a: Accounts) -> None:
    a.print_row("summary", "line:捐赠支出", "line", "支出", amount=X)


@plant("summary.income_grand_total")
def _(a: Accounts) -> None:
    a.add("summary", "surplus_used", amount=X)


@plant("summary.expenditure_grand_total")
def _(a: Accounts) -> None:
    a.add("summary", "surplus_distributed", amount=-X)


@plant("summary.grand_totals_agree")
def _(a: Accounts) -> None:
    a.add("summary", "surplus_used", amount=X).add("summary", "grand_total", "收入", amount=X)


@plant("income.row_sum", 2)
def _(a: Accounts) -> None:
    a.add("income", "2010301", other=X).add("income", "2010302", other=-X)


@plant("income.class_sum", 2)
def _(a: Accounts) -> None:
    a.add("income", "201", total=X, other=X)


@plant("income.group_sum", 4)
def _(a: Accounts) -> None:
    a.add("income", "20103", total=X, other=X).add("income", "20106", total=-X, other=-X)


@plant("income.total_sum")
def _(a: Accounts) -> None:
    a.add("income", "2080501", operating_of_which=0).add("income", "total", operating_of_which=X)


@plant("expenditure.row_sum", 2)
def _(a: Accounts) -> None:
    a.add("expenditure", "2010301", business=X).add("expenditure", "2010302", business=-X)


@plant("expenditure.class_sum", 2)
def _(a: Accounts) -> None:
    a.add("expenditure", "201", business=X, remitted=-X)


@plant("expenditure.group_sum", 4)
def _(a: Accounts) -> None:
    a.add("expenditure", "20103", business=X, remitted=-X)
    a.add("expenditure", "20106", business=-X, remitted=X)


@plant("expenditure.total_sum", 2)
def _(a: Accounts) -> None:
    a.add("expenditure", "total", business=X, remitted=-X)


@plant("appropriation_summary.row_sum", 2)
def _(a: Accounts) -> None:
    a.add("appropriation_summary", "212", fund=X).add("appropriation_summary", "229", fund=-X)


@plant("appropriation_summary.income_total")
def _(a: Accounts) -> None:
    a.print_row("appropriation_summary", "line:捐赠", "line", "收入", amount=X)


@plant("appropriation_summary.opening_sum")
def _(a: Accounts) -> None:
    a.drop("appropriation_summary", "opening_general")


@plant("appropriation_summary.income_grand_total")
def _(a: Accounts) -> None:
    a.print_row("appropriation_summary", "line:调入", "balance", "收入", amount=X)


@plant("appropriation_summary.expenditure_total", 2)
def _(a: Accounts) -> None:
    a.print_row("appropriation_summary", "line:捐赠", "line", "支出", total=X, general=X)


@plant("appropriation_summary.expenditure_grand_total", 2)
def _(a: Accounts) -> None:
    a.print_row("appropriation_summary", "line:调出", "balance", "支出", total=X, general=X)


@plant("appropriation_summary.grand_totals_agree")
def _(a: Accounts) -> None:
    a.print_row("appropriation_summary", "line:调入", "balance", "收入", amount=X)
    a.add("appropriation_summary", "grand_total", "收入", amount=X)


@plant("appropriation_summary.fund_balance", 2)
def _(a: Accounts) -> None:
    a.add("appropriation_summary", "opening_general", amount=-X)
    a.add("appropriation_summary", "opening_fund", amount=X)


@plant("general_budget.row_sum", 2)
def _(a: Accounts) -> None:
    a.add("general_budget_expenditure", "2010301", basic=X)
    a.add("general_budget_expenditure", "2010302", basic=-X)


@plant("general_budget.year_balance")
def _(a: Accounts) -> None:
    a.add("general_budget_expenditure", "2080501", opening=X, income=0, closing=0)


@plant("general_budget.class_sum", 2)
def _(a: Accounts) -> None:
    a.add("general_budget_expenditure", "201", basic=X, project=-X)


@plant("general_budget.group_sum", 4)
def _(a: Accounts) -> None:
    a.add("general_budget_expenditure", "20103", basic=X, project=-X)
    a.add("general_budget_expenditure", "20106", basic=-X, project=X)


@plant("general_budget.total_sum")
def _(a: Accounts) -> None:
    a.add("general_budget_expenditure", "2080501", income=0)
    a.add("general_budget_expenditure", "total", income=X)


def _fund(name: str, statement: str, leaves: tuple[str, str], groups: tuple[str, str]) -> None:
    """Register the errors of 08 and 09, which have the same form."""

    @plant(f"{name}.row_sum", 2)
    def _(a: Accounts) -> None:
        a.add(statement, leaves[0], basic=-X).add(statement, leaves[1], basic=X)
        a.add("expenditure", leaves[1], basic=X, business=-X)  # room for it in 03
        a.add("expenditure", leaves[0], basic=-X, business=X)

    @plant(f"{name}.year_balance", 2)
    def _(a: Accounts) -> None:
        a.add(statement, leaves[0], opening=X).add(statement, leaves[1], opening=-X)

    @plant(f"{name}.class_sum", 2)
    def _(a: Accounts) -> None:
        a.add(statement, groups[0][:3], opening=X, closing=X)

    @plant(f"{name}.group_sum", 4)
    def _(a: Accounts) -> None:
        a.add(statement, groups[0], opening=X, closing=X)
        a.add(statement, groups[1], opening=-X, closing=-X)

    @plant(f"{name}.total_sum", 2)
    def _(a: Accounts) -> None:
        a.add(statement, "total", opening=X, closing=X)


_fund("government_fund", "government_fund", ("2120801", "2120803"), ("21208", "21213"))
_fund("state_capital", "state_capital", ("2230101", "2230105"), ("22301", "22302"))


@plant("basic.class_sum")
def _(a: Accounts) -> None:
    a.add("basic_expenditure", "30101", amount=X)


@plant("basic.personnel_total")
def _(a: Accounts) -> None:
    a.add("basic_expenditure", "30101", amount=X).add("basic_expenditure", "301", amount=X)


@plant("basic.public_total")
def _(a: Accounts) -> None:
    a.add("basic_expenditure", "30201", amount=X).add("basic_expenditure", "302", amount=X)


@plant("basic.row_sum")
def _(a: Accounts) -> None:
    a.add("basic_expenditure", "30203", personnel=X)


@plant("basic.total_sum")
def _(a: Accounts) -> None:
    a.print_row("basic_expenditure", "total", "grand_total", amount=X)


@plant("three_public.total")
def _(a: Accounts) -> None:
    a.add("three_public", "reception", budget=X)


@plant("three_public.vehicles")
def _(a: Accounts) -> None:
    a.add("three_public", "vehicle_purchase", budget=X)


@plant("across.income_total")
def _(a: Accounts) -> None:
    a.print_row("summary", "line:捐赠收入", "line", "收入", amount=X)
    a.add("summary", "total", "收入", amount=X).add("summary", "surplus_used", amount=-X)


@plant("across.income_appropriation")
def _(a: Accounts) -> None:
    a.add("summary", "general", amount=X).print_row(
        "summary", "line:退库", "line", "收入", amount=-X
    )
    a.add("appropriation_summary", "general", amount=X)
    a.add("appropriation_summary", "total", "收入", amount=X)
    a.add("appropriation_summary", "opening", amount=-X)
    a.add("appropriation_summary", "opening_general", amount=-X)


@plant("across.income_sources", 2)
def _(a: Accounts) -> None:
    a.add("summary", "operating", amount=X).add("summary", "business", amount=-X)


@plant("across.expenditure_total")
def _(a: Accounts) -> None:
    a.print_row("summary", "line:捐赠支出", "line", "支出", amount=X)
    a.add("summary", "total", "支出", amount=X).add("summary", "surplus_distributed", amount=-X)


@plant("across.expenditure_class", 2)
def _(a: Accounts) -> None:
    a.add("summary", "201", amount=X).add("summary", "202", amount=-X)


@plant("across.appropriation_income")
def _(a: Accounts) -> None:
    a.print_row("appropriation_summary", "line:捐赠", "line", "收入", amount=X)
    a.add("appropriation_summary", "total", "收入", amount=X)
    a.print_row("appropriation_summary", "line:调入", "balance", "收入", amount=-X)


@plant("across.appropriation_lines", 2)
def _(a: Accounts) -> None:
    a.add("appropriation_summary", "general", amount=X)
    a.add("appropriation_summary", "opening_general", amount=-X)
    a.add("appropriation_summary", "fund", amount=-X)
    a.add("appropriation_summary", "opening_fund", amount=X)


def _spent_more(a: Accounts, fund: str) -> None:
    """Let a fund of 04 spend more and keep less, with a line of its own for it."""
    cells = {"total": X, fund: X}
    a.print_row("appropriation_summary", "line:捐赠", "line", "支出", **cells)
    a.add("appropriation_summary", "total", "支出", **cells)
    a.add("appropriation_summary", "closing", **dict.fromkeys(cells, -X))


@plant("across.general_budget_total")
def _(a: Accounts) -> None:
    _spent_more(a, "general")


@plant("across.government_fund_total")
def _(a: Accounts) -> None:
    _spent_more(a, "fund")


@plant("across.state_capital_total")
def _(a: Accounts) -> None:
    _spent_more(a, "capital")


@plant("across.general_budget_class", 2)
def _(a: Accounts) -> None:
    a.add("appropriation_summary", "201", total=X, general=X)
    a.add("appropriation_summary", "208", total=-X, general=-X)


@plant("across.basic_total")
def _(a: Accounts) -> None:
    for item in ("30101", "301", "personnel_total"):
        a.add("basic_expenditure", item, amount=X)


@plant("across.subject_at_most", 2)
def _(a: Accounts) -> None:
    a.add("expenditure", "2080501", total=-X, basic=-X)
    a.add("expenditure", "2080505", total=X, basic=X)


@plant("across.carry_over_at_most")
def _(a: Accounts) -> None:
    whole = a.row("summary", "opening").cells["amount"] or 0
    gone = whole // a.quantum
    a.add("summary", "opening", amount=-gone).add("summary", "surplus_used", amount=gone)


@plant("across.three_public_at_most")
def _(a: Accounts) -> None:
    spent = a.row("three_public", "reception").cells["actual"] or 0
    moved = spent // a.quantum
    a.add("three_public", "reception", actual=-moved).add("three_public", "abroad", actual=moved)


@plant("structure.unique_rows")
def _(a: Accounts) -> None:
    a.rows["basic_expenditure"].append(a.row("basic_expenditure", "30203"))


@plant("structure.parents_printed")
def _(a: Accounts) -> None:
    a.drop("income", "20103")


@plant("structure.subject_codes")
def _(a: Accounts) -> None:
    a.row("income", "2080501").item = "20805O1"


@plant("structure.announced_statements")
def _(a: Accounts) -> None:
    a.lose("state_capital", "announced_absent")


@plant("structure.too_few_identities")
def _(a: Accounts) -> None:
    a.drop("three_public", "total").drop("three_public", "vehicles")
