"""The load door: a sound star passes, and every check fails where an error is planted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree, rmtree

import duckdb
import polars as pl
import pytest

from pipelines import star as stars
from pipelines.gate import LoadCheck, Rules, check_star, judge
from pipelines.gate.identity import load_suites
from pipelines.gate.load_door import MEMBERS, MEMBERS_OF_ANY_YEAR
from pipelines.settings import ROOT
from pipelines.warehouse import publish
from tests.gate.accounts import YEAR, balanced, write_part
from tests.gate.conftest import EXPECTATIONS, TODAY
from tests.star.made import tell

DECLARED = [i.id for suite in load_suites(EXPECTATIONS / "star") for i in suite.identities]
FACTS = [name for name in stars.KEYS if name.startswith("fact_")]
DIMENSIONS = [name for name in stars.KEYS if name.startswith("dim_")]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The star of two departments whose accounts balance."""
    root = tmp_path_factory.mktemp("star")
    documents = [balanced("one", 1), balanced("two", 2)]
    part = write_part(root / "part", documents)
    document = pl.col("document_id")
    pl.read_parquet(part / "document.parquet").with_columns(
        document.alias("department"),
        document.alias("body"),
        pl.lit("部门").alias("scope"),
        pl.lit("211300").alias("division_code"),
    ).write_parquet(part / "document.parquet")
    rows = [
        {
            **dict.fromkeys(("path", "document_id"), accounts.name),
            "sha256": accounts.sha256,
            "format": "text",
            "fiscal_year": YEAR,
            "status": "candidate",
            **dict.fromkeys(("reason", "duplicate_of")),
            "first_seen_at": datetime(2024, 9, 1, tzinfo=UTC),
        }
        for accounts in documents
    ]
    schema: dict[str, pl.DataType] = dict.fromkeys(rows[0], pl.String())
    schema["fiscal_year"] = pl.Int32()
    schema["first_seen_at"] = pl.Datetime("us", "UTC")
    pl.DataFrame(rows, schema=schema).write_parquet(root / "ledger.parquet")
    judge([part], root / "verdict", Rules(EXPECTATIONS, TODAY))
    ledger = root / "ledger.parquet"
    stars.build(YEAR, ledger=ledger, parts=[part], verdicts=[root / "verdict"], out=root / "star")
    tell(root / "star")
    return root / "star"


@pytest.fixture
def star(sound: Path, tmp_path: Path) -> Path:
    return copytree(sound, tmp_path / "star")


@pytest.fixture(scope="module")
def passed(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was published of the sound star."""
    target = tmp_path_factory.mktemp("passed") / "juesuan.duckdb"
    publish(sound, sql=ROOT / "sql", target=target)
    return target


Door = Callable[[Path], LoadCheck]


@pytest.fixture(params=["everything", "what changed"])
def door(request: pytest.FixtureRequest, passed: Path) -> Door:
    """The load door over a whole star, and over what changed in it since it was sound.

    The document ``one`` always changed, the other where a row of it did.
    """
    if request.param == "everything":
        return lambda star: check_star(star, EXPECTATIONS, None)

    def over_change(star: Path) -> LoadCheck:
        tell(star, "one")
        return check_star(star, EXPECTATIONS, None, passed=passed)

    return over_change


def change(star: Path, table: str, how: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    (path,) = star.glob(f"{table}/*/*.parquet")
    frame = pl.read_parquet(path, hive_partitioning=False)
    how(frame).select(pl.col(name).cast(kind) for name, kind in frame.schema.items()).write_parquet(
        path
    )


def without_amount(frame: pl.DataFrame) -> pl.DataFrame:
    amounts = [name for name in frame.columns if name.endswith("_yuan")]
    return frame.with_columns(pl.lit(Decimal("0.00")).alias(name) for name in amounts)


def failures(check: LoadCheck) -> dict[str, int | None]:
    return {c.expectation: c.unexpected for c in check.checks if not c.success}


def test_a_sound_star_passes(sound: Path) -> None:
    check = check_star(sound, EXPECTATIONS, None)
    assert check.blocking == []
    assert [c.expectation for c in check.checks if c.success] == ["rows of disclosure", *DECLARED]


def twice(frame: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([frame, without_amount(frame[:1])])


def filled(star: Path, tables: Iterable[str]) -> list[str]:
    """Give those of ``tables`` that hold a row."""
    return [t for t in tables if not pl.read_parquet(star / t / "**" / "*.parquet").is_empty()]


def test_rows_of_one_key(star: Path, door: Door) -> None:
    facts, dimensions = filled(star, FACTS), filled(star, DIMENSIONS)
    for table in (*facts, *dimensions):
        change(star, table, twice)
    check = door(star)
    assert failures(check) == {
        "load.fact_unique": len(facts),
        "load.dimension_unique": len(dimensions),
        "load.current_resolves": 1,  # a document that is current twice
        "load.fact_document": len(facts),
    }


def test_a_document_of_two_rows(star: Path, door: Door) -> None:
    change(star, "disclosure", twice)
    check = door(star)
    assert set(failures(check)) == {
        "load.document_unique",
        "load.published_once",
        "load.current_resolves",
    }
    assert check.blocking[0] == "load.document_unique failed with 1 rows: one, one: 2 against 1"


def test_references_that_lead_nowhere(star: Path, door: Door) -> None:
    named = ("document_id", "subject_code", "fund", "nature", "item", "division_code")

    def nowhere(frame: pl.DataFrame) -> pl.DataFrame:
        unknown = [pl.lit("nowhere").alias(name) for name in named if name in frame.columns]
        return pl.concat([frame, without_amount(frame[:1]).with_columns(unknown)])

    facts = filled(star, FACTS)
    for table in facts:
        change(star, table, nowhere)
    assert failures(door(star)) == {
        "load.fact_document": len(facts),
        "load.fact_department": len(facts),
        "load.fact_subject": 3,
        "load.fact_member": 5,
    }


def test_a_department_and_a_year_that_lead_nowhere(star: Path, door: Door) -> None:
    change(star, "dim_department", lambda frame: frame[1:])
    assert failures(door(star)) == {"load.fact_department": len(filled(star, FACTS))}
    change(star, "dim_fiscal_year", lambda frame: frame.clear())
    assert failures(door(star)) == {"load.fact_department": 2 * len(filled(star, FACTS))}


def test_a_fact_without_a_source(star: Path, door: Door) -> None:
    def unsourced(frame: pl.DataFrame) -> pl.DataFrame:
        first = pl.int_range(pl.len()) == 0
        return frame.with_columns(pl.when(first).then([]).otherwise("sources").alias("sources"))

    change(star, "fact_income", unsourced)
    assert failures(door(star)) == {"load.fact_sources": 1}


@pytest.mark.parametrize(
    ("table", "part", "sums"),
    [
        ("fact_income", pl.lit(True), 1),
        ("fact_expenditure", pl.col("fund") == "一般公共预算", 2),  # 03 and 05
        ("fact_expenditure", pl.col("fund") == "政府性基金", 2),
        ("fact_expenditure", pl.col("fund") == "国有资本经营", 2),
        ("fact_expenditure", pl.col("fund") == "财政拨款以外", 1),
        ("fact_basic_expenditure", pl.lit(True), 1),
        ("fact_three_public", pl.col("kind") == "预算", 1),
        ("fact_three_public", pl.col("kind") == "决算", 1),
    ],
    ids=str,
)
def test_a_lost_fact(table: str, part: pl.Expr, sums: int, star: Path, door: Door) -> None:
    def lose(frame: pl.DataFrame) -> pl.DataFrame:
        of_one = frame.filter((pl.col("document_id") == "one") & part)
        return frame.join(of_one[:1], on=list(stars.KEYS[table]), how="anti")

    change(star, table, lose)
    assert failures(door(star)) == {"load.leaf_sums": sums}


def test_a_document_whose_facts_are_gone(star: Path, door: Door) -> None:
    change(star, "fact_income", lambda frame: frame.filter(pl.col("document_id") != "one"))
    (reason,) = door(star).blocking
    assert reason.startswith("load.leaf_sums failed with 1 rows: one, income, 合计: ")
    assert reason.endswith(" against 0.00 元")


def published(path: Path, rows: str) -> Path:
    columns = "document_id, fiscal_year, status, reason"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE disclosure AS FROM (VALUES {rows}) t({columns})")
    return path


def test_no_year_loses_documents(sound: Path, tmp_path: Path) -> None:
    as_many = (
        "('one', 2023, 'published', NULL), ('two', 2023, 'published', NULL), "
        "('three', 2023, 'quarantined', 'waived: nothing')"
    )
    before = published(tmp_path / "before.duckdb", as_many)
    assert check_star(sound, EXPECTATIONS, before).blocking == []
    more = published(
        tmp_path / "more.duckdb",
        f"{as_many}, ('four', 2023, 'published', NULL), ('old', 2019, 'published', NULL)",
    )
    assert check_star(sound, EXPECTATIONS, more).blocking == [
        "load.year_keeps_documents failed with 2 rows: 2019: 1 against 0"
    ]


@pytest.mark.parametrize(
    ("reason", "held"), [("waived: summary.income_total", False), (None, True)]
)
def test_a_document_that_a_waiver_let_pass_may_be_quarantined_again(
    reason: str | None, held: bool, star: Path, tmp_path: Path
) -> None:
    change(
        star,
        "disclosure",
        lambda frame: pl.concat(
            [
                frame,
                frame[:1].with_columns(
                    pl.lit("three").alias("document_id"), pl.lit("quarantined").alias("status")
                ),
            ]
        ),
    )
    word = "NULL" if reason is None else f"'{reason}'"
    before = published(
        tmp_path / "before.duckdb",
        f"('one', 2023, 'published', NULL), ('two', 2023, 'published', NULL), "
        f"('three', 2023, 'published', {word})",
    )
    assert bool(check_star(star, EXPECTATIONS, before).blocking) is held


def test_an_expectation_that_raises_blocks(sound: Path, tmp_path: Path) -> None:
    expectations = copytree(EXPECTATIONS, tmp_path / "expectations")
    (expectations / "star" / "odd.yml").write_text(
        """
suite: odd
about: An expectation over a column that does not exist
identities:
  - {id: odd.column, zh: 没有这一列, en: No such column, shape: present, reads: fact,
     severity: info, sql: "SELECT nowhere FROM {batch}"}
""",
        encoding="utf-8",
    )
    (reason,) = check_star(sound, expectations, None).blocking
    assert reason.startswith("odd.column raised an exception: ")


def test_a_waived_statement_need_not_sum_to_its_total(star: Path, door: Door) -> None:
    cheaper = pl.when(pl.col("statement") == "three_public").then(Decimal("1.00"))
    change(
        star,
        "printed_amount",
        lambda frame: frame.with_columns(cheaper.otherwise("amount_yuan").alias("amount_yuan")),
    )
    assert failures(door(star)) == {"load.leaf_sums": 4}
    of_total = pl.col("identity") == "three_public.total"
    change(
        star,
        "identity_result",
        lambda frame: frame.with_columns(
            pl.when(of_total).then(pl.lit("waived")).otherwise("outcome").alias("outcome")
        ),
    )
    assert door(star).blocking == []


def test_an_empty_star_blocks(star: Path, door: Door) -> None:
    for table in stars.TABLES:
        change(star, table, lambda frame: frame.clear())
    assert door(star).blocking == ["rows of disclosure failed with 0 rows"]


def test_a_table_that_is_not_there_is_no_pass(star: Path, door: Door) -> None:
    rmtree(star / "fact_income")
    with pytest.raises(duckdb.Error, match="fact_income"):
        door(star)


def test_only_what_changed_is_looked_at(sound: Path, star: Path, passed: Path) -> None:
    def unsourced(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(pl.lit([], frame.schema["sources"]).alias("sources"))

    rows = pl.read_parquet(star / "fact_income" / "**" / "*.parquet")
    change(star, "fact_income", unsourced)  # of both, but only of one it is told
    tell(star)
    (told,) = star.glob("document_build/*/*.parquet")
    of_two = pl.col("document_id") == "two"
    before = pl.read_parquet(sound / told.relative_to(star), hive_partitioning=False)
    now = pl.read_parquet(told, hive_partitioning=False)
    pl.concat([now.filter(~of_two), before.filter(of_two)]).write_parquet(told)
    check = check_star(star, EXPECTATIONS, None, passed=passed)
    assert check.changed == 1
    mine = rows.filter(pl.col("document_id") == "one").height
    assert failures(check) == {"load.fact_sources": mine}
    assert rows.height > mine


def test_nothing_changed_is_nothing_to_look_at(sound: Path, passed: Path) -> None:
    check = check_star(sound, EXPECTATIONS, passed, passed=passed)
    assert (check.blocking, check.changed) == ([], 0)
    assert [c.expectation for c in check.checks] == ["rows of disclosure", *DECLARED]


def test_a_dimension_that_loses_a_member_has_everything_looked_at(
    sound: Path, passed: Path, tmp_path: Path
) -> None:
    held = filled(sound, [*MEMBERS, *MEMBERS_OF_ANY_YEAR])
    assert {*MEMBERS} - {*held} <= {"dim_indicator", "dim_project"}
    for dimension in held:
        star = copytree(sound, tmp_path / dimension)
        change(star, dimension, lambda frame: frame[1:])
        assert check_star(star, EXPECTATIONS, None, passed=passed).changed is None, dimension


def test_every_dimension_may_lose_members() -> None:
    assert {*MEMBERS, *MEMBERS_OF_ANY_YEAR, "dim_disclosure"} == {*DIMENSIONS}


def test_documents_are_compared_with_those_that_did_not_change(star: Path, passed: Path) -> None:
    def as_two(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(pl.lit("two").alias("body"), pl.lit("two").alias("department"))

    change(star, "disclosure", as_two)  # now one body has two documents
    two = pl.col("document_id") == "two"
    tell(star)
    check = check_star(star, EXPECTATIONS, passed, passed=passed)
    assert (check.changed, failures(check)) == (1, {"load.published_once": 1})
    change(star, "disclosure", lambda frame: frame.filter(two))
    tell(star)
    check = check_star(star, EXPECTATIONS, passed, passed=passed)
    assert failures(check).keys() == {"load.year_keeps_documents"}


def test_a_file_that_does_not_tell_what_it_was_made_of_has_everything_looked_at(
    sound: Path, star: Path, tmp_path: Path
) -> None:
    other = published(tmp_path / "other.duckdb", "('one', 2023, 'published', NULL)")
    assert check_star(sound, EXPECTATIONS, None, passed=other).changed is None
    (tmp_path / "damaged.duckdb").write_bytes(b"damaged")
    assert check_star(sound, EXPECTATIONS, None, passed=tmp_path / "damaged.duckdb").changed is None
