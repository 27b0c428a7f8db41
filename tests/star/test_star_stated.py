"""Facts of what sentences and performance forms state."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.star.numbers import decimal, rate
from pipelines.star.projects import project_name
from tests.star.builder import YEAR, Document, World


def one(expr: pl.Expr, text: str | None) -> object:
    return pl.DataFrame({"text": [text]}, schema={"text": pl.String}).select(expr).item()


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("95.90", "95.90"),
        ("1,413.3", "1413.3"),
        ("９０", "90"),
        ("0.176", "0.176"),
        ("-3", "-3"),
        ("100%", None),
        ("-", None),
        ("10分", None),
        ("0.1234567", None),
        (None, None),
    ],
)
def test_a_number_is_exact_or_null(printed: str | None, number: str | None) -> None:
    expected = None if number is None else Decimal(number)
    assert one(decimal(pl.col("text")), printed) == expected


@pytest.mark.parametrize(
    ("printed", "fraction", "printed_as"),
    [
        ("58.98%", "0.5898", "percent"),
        ("105.00％", "1.05", "percent"),
        ("0.36", "0.36", "fraction"),
        ("1.05", "1.05", "fraction"),
        ("98", "0.98", "bare_percent"),
        ("-", None, None),
    ],
)
def test_a_rate_is_a_fraction(printed: str, fraction: str | None, printed_as: str | None) -> None:
    value, how = rate("text")
    assert one(value, printed) == (None if fraction is None else Decimal(fraction))
    assert one(how, printed) == printed_as


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("数字经济（工业数字化方向）专项资金", "数字经济(工业数字化方向)"),
        ("数字经济（工业数字化方向）", "数字经济(工业数字化方向)"),
        ("2023年中央无线电管理经费", "中央无线电管理"),
        ("“三篇大文章” 专项工作经费", "三篇大文章"),
        ("专项资金", "专项资金"),
    ],
)
def test_a_project_has_one_name(printed: str, name: str) -> None:
    assert one(project_name(pl.col("text")), printed) == name


def test_claims_become_yuan_where_the_unit_is_money(world: World) -> None:
    document = Document("a")
    for value, unit in (("1.5", "亿元"), ("2.35", "万元"), ("2.35", "万"), ("7", "元"), ("9", "%")):
        document.claim("income_total", value, unit)
    document.claim("income_total", "0", None).claim("income_total", "3", "个", section="other")
    world.build(document)
    assert world.rows("fact_narrative_claim", "section", "occurrence", "value_yuan") == [
        ("income", 1, "150000000.00"),
        ("income", 2, "23500.00"),
        ("income", 3, "23500.00"),
        ("income", 4, "7.00"),
        ("income", 5, None),
        ("income", 6, None),
        ("other", 1, None),
    ]


@pytest.mark.parametrize("table", ["narrative_claim", "fact_narrative_claim"])
def test_the_year_of_a_sentence_is_never_that_of_the_folder(world: World, table: str) -> None:
    world.build(Document("a").claim("income_total", "1", fiscal_year=2021))
    for hive in ("true", "false"):
        files = f"'{world.star}/{table}/*/*.parquet', hive_partitioning = {hive}"
        query = f"SELECT fiscal_year, claim_year FROM read_parquet({files})"
        assert duckdb.execute(query).fetchall() == [(YEAR, 2021)]


def test_parts_are_read_without_the_year_of_their_folder(tmp_path: Path) -> None:
    world = World(tmp_path / f"fiscal_year={YEAR}")
    world.build(Document("a").claim("income_total", "1", fiscal_year=2021))
    assert world.rows("narrative_claim", "fiscal_year", "claim_year") == [(YEAR, 2021)]


def test_indicators_carry_numbers_and_monitoring_is_told(world: World) -> None:
    levels = {"level1": "产出指标", "level2": "数量指标", "level3": "户数"}
    document = Document("a")
    document.form_row("indicator", "项目自评", "甲经费", weight="8", score="6", **levels)
    document.form_row("indicator", "项目自评", "甲经费", weight="0", score="好", **levels)
    document.form_row("indicator", "项目监控", "甲经费", form_no=2, **levels)
    world.build(document)
    columns = ("form", "position", "is_monitoring", "weight", "score", "score_rate")
    assert world.rows("fact_performance_indicator", *columns) == [
        ("项目自评", 1, False, "8.000000", "6.000000", "0.750000"),
        ("项目自评", 2, False, "0.000000", None, None),
        ("项目监控", 1, True, None, None, None),
    ]
    assert world.rows("dim_indicator", "level1", "level2", "level3") == [tuple(levels.values())]


def test_money_lines_are_yuan_where_a_number_is_printed(world: World) -> None:
    amounts = {"budget": "28.5", "executed": "100%", "rate": "100%", "weight": "-"}
    document = Document("a").form_row("fund", "项目自评", "甲经费", item="年度资金总额", **amounts)
    document.claim("project_score", "98", "分", subject="甲", section="project")
    document.claim("income_source_amount", "98", subject="甲")
    held = Document("held", body="财政局", verdict="quarantined").claim("income_total", "1")
    world.build(document, held.form_row("fund", "项目自评", "乙"))
    columns = ("budget_yuan", "executed_yuan", "rate", "rate_printed_as", "weight")
    assert world.rows("fact_performance_fund", *columns) == [
        ("285000.00", None, "1.000000", "percent", None)
    ]
    assert world.rows("dim_project", "project", "form_names", "narrative_names") == [
        ("甲", ["甲经费"], ["甲"])
    ]
    (project,) = world.rows("dim_project", "project_id")
    assert world.rows("fact_performance_fund", "project_id") == [project]
    assert world.rows("fact_narrative_claim", "project_id") == [(None,), project]


def test_the_catalogue_of_identities_is_a_dimension(world: World) -> None:
    world.build(Document("a").violate("narrative.x", finding_zh="甲与乙不符"))
    assert world.rows("dim_identity", "identity") == []
    assert world.rows("identity_result", "identity", "finding_zh") == [
        ("narrative.x", "甲与乙不符"),
        ("summary.income", None),
    ]
    catalogue = {"id": ["narrative.x"], "zh": ["相等"], "statements": [["summary", "narrative"]]}
    pl.DataFrame(catalogue).write_parquet(world.root / "verdict" / "identity.parquet")
    world.rebuild()
    assert world.rows("dim_identity", "identity", "zh", "shape", "statements") == [
        ("narrative.x", "相等", None, "summary,narrative")
    ]
