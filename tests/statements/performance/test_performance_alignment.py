"""Rows whose cells are shifted are laid on their columns by what the cells hold."""

import pytest

from pipelines.statements.performance.alignment import Alignment, Column
from pipelines.statements.performance.layout import Subject, layout
from pipelines.statements.performance.lexicon import lexicon

WHOLE = [
    "level1",
    "level2",
    "level3",
    "operator",
    "target",
    "unit",
    "actual",
    "completion",
    "weight",
    "score",
]
PROJECT = ["level1", "level2", "level3", "target", "actual", "weight", "score", "deviation"]
MONEY = ["item", "budget_initial", "budget", "executed", "weight", "rate", "score"]


def laid(subject: Subject, roles: list[str], text: str) -> dict[str, str] | None:
    data = layout()
    headings = data.money_columns if roles is MONEY else data.indicator_columns
    columns = [
        Column(position, next(h for h in headings if h.role == role and h.phase != "监控"))
        for position, role in enumerate(roles, start=1)
    ]
    needed = "" if roles is MONEY else "level3"
    cells = [(i, cell) for i, cell in enumerate(text.split("|"), start=1) if cell]
    found = Alignment(columns, lexicon(subject), needed).lay(cells)
    return None if found is None else {heading.role: cell for heading, cell in found}


def test_an_own_indicator_is_shifted_alike() -> None:
    row = laid("整体", WHOLE, "|甲类|乙类|丙的完成率|>=|95|%|96|1|6.6|6.6")
    assert row is not None
    assert list(row) == WHOLE
    assert row["level1"] == "甲类"


def test_a_name_in_the_first_column() -> None:
    row = laid("整体", WHOLE, "在职人员控制率|||<=|100|%|70|1|2.5|2.5")
    assert row is not None
    assert (row["level3"], row["operator"], row["score"]) == ("在职人员控制率", "<=", "2.5")
    assert "level1" not in row


def test_a_row_without_third_level() -> None:
    row = laid("整体", WHOLE, "社会效应|服务对象满意度|>=|100|%|99|1|10|9")
    assert row is not None
    assert (row["level2"], row["operator"], row["actual"]) == ("服务对象满意度", ">=", "99")
    assert "level3" not in row


def test_words_have_no_unit() -> None:
    row = laid("整体", WHOLE, "履职效能|基础管理|依法行政能力||管理规范|完成||0.6|3|3")
    assert row is not None
    assert (row["target"], row["actual"]) == ("管理规范", "完成")
    assert "unit" not in row


@pytest.mark.parametrize(
    "text",
    [
        "产出指标|成本指标|指标1：成本控制率|≤100%|100%|8|7",
        "成本指标|指标1：成本控制率|≤100%|100%|8|7",
        "指标1：成本控制率||≤100%|100%|8|7",
        "||成本指标||指标1：成本控制率|≤100%|100%|8|7",
    ],
)
def test_rows_of_a_project(text: str) -> None:
    row = laid("项目", PROJECT, text)
    assert row is not None
    assert row["level3"] == "指标1：成本控制率"
    assert (row["target"], row["actual"], row["weight"], row["score"]) == (
        "≤100%",
        "100%",
        "8",
        "7",
    )


@pytest.mark.parametrize(
    ("text", "executed"),
    [
        ("年度资金总额：|28|28|27|10|97%|9.7", "27"),
        ("|年度资金总额：||17.18|16.17|10||9", "16.17"),
        ("年度资金总额：|28|28|100%|10|100%|10", "100%"),
        ("其他资金||||-||", None),
    ],
)
def test_money_lines(text: str, executed: str | None) -> None:
    row = laid("项目", MONEY, text)
    assert row is not None
    assert row.get("executed") == executed


@pytest.mark.parametrize("text", ["√|√|√", "||||||||||||||远|在|外|面", "≥|≥|≥"])
def test_what_fits_nowhere(text: str) -> None:
    assert laid("整体", WHOLE, text) is None
