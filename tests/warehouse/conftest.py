from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import ROOT
from tests.star.builder import Document, World


def accounts(name: str, **about: str | int) -> Document:
    """A document with something in every fact."""
    document = Document(name, basis="年初")
    for field, value in about.items():
        setattr(document, field, value)
    document.line("summary", "收入", "total", amount=120)
    document.line("summary", "支出", "total", amount=110)
    document.line("appropriation_summary", "收入", "general", amount=100)
    document.line("appropriation_summary", "支出", "total", total=90, general=90)
    for item in ("208", "20805", "2080501"):
        document.state("income", item, total=120, appropriation=100, other=20)
        document.expenditure(item, 60, 50).general(item, 60, 30)
    document.state("basic_expenditure", "301", side="人员经费", label="工资福利支出", amount=40)
    document.state("basic_expenditure", "30101", side="人员经费", label="基本工资", amount=40)
    document.state("basic_expenditure", "30201", side="公用经费", label="办公费", amount=20)
    document.state("three_public", "total", budget=9, actual=8)
    document.state("three_public", "abroad", budget=0, actual=0)
    return document.state("three_public", "vehicle_operation", budget=9, actual=8)


@pytest.fixture
def sql() -> Path:
    return ROOT / "sql"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A star of one year, with a document in every status."""
    world = World(tmp_path)
    world.build(
        accounts("a"),
        accounts("held", body="财政局", verdict="quarantined", reason="X1"),
        Document("lost", status="rejected", reason="no fiscal year is named", year=None),
    )
    world.build_unplaced()
    return world


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "juesuan.duckdb"
