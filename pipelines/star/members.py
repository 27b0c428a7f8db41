"""The members of the small dimensions, and the names under which facts refer to them."""

from __future__ import annotations

import datetime

import polars as pl

from pipelines.star.schemas import DIMENSIONS

GENERAL, GOVERNMENT_FUND, STATE_CAPITAL = "一般公共预算", "政府性基金", "国有资本经营"
APPROPRIATION = "财政拨款"
BEYOND = "财政拨款以外"
UNDIVIDED = "未区分"

PRINTED, COLUMN, ONLY_FUND, BY_SUBJECT = "printed", "column", "only_fund", "by_subject"
REMAINDER, UNDECIDED = "remainder", "undecided"
"""How the fund of a fact is known: its ``fund_basis``."""

FUND_OF_STATEMENT = {
    "general_budget_expenditure": GENERAL,
    "government_fund": GOVERNMENT_FUND,
    "state_capital": STATE_CAPITAL,
}
FUND_OF_ITEM = {"general": GENERAL, "fund": GOVERNMENT_FUND, "capital": STATE_CAPITAL}
FUND_OF_SOURCE = {
    "superior_grant": "上级补助",
    "operating": "事业",
    "business": "经营",
    "affiliate": "附属单位上缴",
    "other": "其他",
}
NATURE_OF_MEASURE = {
    "basic": "基本",
    "project": "项目",
    "remitted": "上缴上级",
    "business": "经营",
    "subsidy": "对附属单位补助",
}
STATEMENT_OF_COLUMN = {  # column of 04's expenditure side → the statement that breaks it down
    "general": "general_budget_expenditure",
    "fund": "government_fund",
    "capital": "state_capital",
}
KIND_OF_MEASURE = {"budget": "预算", "actual": "决算"}

_FUNDS = (
    (GENERAL, "收入,支出,结转结余", "一般公共预算财政拨款 (公开04, 05)"),
    (GOVERNMENT_FUND, "收入,支出,结转结余", "政府性基金预算财政拨款 (公开04, 08)"),
    (STATE_CAPITAL, "收入,支出,结转结余", "国有资本经营预算财政拨款 (公开04, 09)"),
    (APPROPRIATION, "收入,结转结余", "财政拨款, where the document does not tell of which budget"),
    ("上级补助", "收入", "上级补助收入 (公开02)"),
    ("事业", "收入", "事业收入 (公开02)"),
    ("经营", "收入", "经营收入 (公开02)"),
    ("附属单位上缴", "收入", "附属单位上缴收入 (公开02)"),
    ("其他", "收入", "其他收入 (公开02)"),
    (BEYOND, "支出,结转结余", "what 公开03 (01) holds beyond the three budgets; always derived"),
    (UNDIVIDED, "收入,支出,结转结余", "the document does not tell of which fund"),
)
_NATURES = (
    ("基本", "基本支出: to keep the body running"),
    ("项目", "项目支出: for a definite task"),
    ("上缴上级", "上缴上级支出: handed up to the superior body"),
    ("经营", "经营支出: of commercial activity with its own accounts"),
    ("对附属单位补助", "对附属单位补助支出: from other means than appropriations"),
    (UNDIVIDED, "the statement prints only a total"),
)
_THREE_PUBLIC = (
    ("abroad", "因公出国（境）费", "total"),
    ("reception", "公务接待费", "total"),
    ("vehicles", "公务用车购置及运行维护费", "total"),
    ("vehicle_purchase", "公务用车购置费", "vehicles"),
    ("vehicle_operation", "公务用车运行维护费", "vehicles"),
    ("total", "“三公”经费合计", None),
)


def static_dimensions(fiscal_year: int) -> dict[str, pl.DataFrame]:
    """Give the dimensions whose members do not depend on what was disclosed, for one year."""
    day = datetime.date
    first, last = day(fiscal_year, 1, 1), day(fiscal_year, 12, 31)
    rows: dict[str, list[tuple[object, ...]]] = {
        "dim_fiscal_year": [(fiscal_year, f"{fiscal_year}年度", first, last)],
        "dim_fund": _numbered(fiscal_year, _FUNDS),
        "dim_nature": _numbered(fiscal_year, _NATURES),
        "dim_three_public_item": _numbered(fiscal_year, _THREE_PUBLIC),
    }
    return {
        table: pl.DataFrame(members, schema=DIMENSIONS[table], orient="row")
        for table, members in rows.items()
    }


def _numbered(
    fiscal_year: int, members: tuple[tuple[str | None, ...], ...]
) -> list[tuple[object, ...]]:
    return [(fiscal_year, number, *member) for number, member in enumerate(members, start=1)]
