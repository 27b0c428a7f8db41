"""Printed texts of forms as numbers, and projects told by their names."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.gate.batch import open_batch
from tests.gate.conftest import EXPECTATIONS
from tests.gate.stated import AGAIN, Stated, write_stated


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return open_batch([write_stated(tmp_path_factory.mktemp("part"), [])], EXPECTATIONS)


@pytest.mark.parametrize(
    ("call", "gives"),
    [
        ("number('1,234.50')", "1234.500000"),
        ("number('完成')", "None"),
        ("money('27.29', '万元')", "27290000"),
        ("money('100%', '万元')", "None"),
        ("worth('100', '万元')", "1000000"),
        ("worth('21909', '元')", "100"),
        ("rate_of('58.98%')", "5898"),
        ("rate_of('0.59')", "5900"),
        ("rate_step('0.59')", "100"),
        ("rate_of('98.5')", "9850"),
        ("percent(86269, 108807, 1)", "7929"),
        ("cut_percent(86269, 108807, 1)", "7928"),
        ("percent(-57215, 166022, 100)", "-3400"),
        ("percent(5, 1000, 1)", "50"),
        ("percent(125, 100000, 1)", "13"),
        ("percent(1, 0, 1)", "None"),
    ],
)
def test_numbers(call: str, gives: str, connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute(f"SELECT {call}").fetchone()
    assert row is not None
    assert str(row[0]) == gives


def matched(folder: Path, names: list[str], forms: list[str]) -> dict[str, str]:
    document = Stated("one")
    document.lines = [["项目自评", f, "年度资金总额", "", "1", "1", "", "", "", ""] for f in forms]
    document.marks, document.totals = [], {}
    for name in names:
        document.say("project_budget", name, "1", "万元")
    with open_batch([write_stated(folder, [document])], EXPECTATIONS) as batch:
        query = "SELECT subject, entity FROM project JOIN form USING (document_id, form_no)"
        return dict(batch.execute(query).fetchall())


def test_projects_are_matched_by_name(tmp_path: Path) -> None:
    names = ["人才交流活动周及推介大", "产学研对接专项工作"]
    forms = ["人才交流活动周及推介会", "产学研对接专项", "别的项目"]
    assert matched(tmp_path, names, forms) == dict(zip(names, forms, strict=False))


def test_what_fits_two_forms_is_not_matched(tmp_path: Path) -> None:
    assert matched(tmp_path / "parts", ["道路维修"], ["道路维修一期", "道路维修二期"]) == {}
    assert matched(tmp_path / "same", ["道路维修"], ["道路维修", f"道路维修{AGAIN}"]) == {}


def test_nothing_is_judged_where_nothing_is_stated(tmp_path: Path) -> None:
    with open_batch([write_stated(tmp_path, [])], EXPECTATIONS) as batch:
        for relation in ("claim", "fact", "rate", "form", "form_fund", "indicator", "form_total"):
            assert batch.execute(f"SELECT count(*) FROM {relation}").fetchall() == [(0,)]
