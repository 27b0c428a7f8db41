"""The published disclosures that were transcribed by hand: sound, and rounded as they are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.gate import Judgement, Rules, judge
from pipelines.gate.batch import open_batch
from pipelines.gate.identity import load_suites
from pipelines.gate.reasons import reasons
from pipelines.gate.results import fill_results
from pipelines.statements.records import STATEMENTS
from pipelines.statements.tables import TABLES
from tests.gate.accounts import balanced
from tests.gate.conftest import EXPECTATIONS, TODAY

GOLDEN = Path(__file__).parents[1] / "golden" / "statements"
DOCUMENTS = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


def transcribed(document: str) -> pl.DataFrame:
    """Give the rows of ``amount`` that a golden folder transcribes."""
    rows = []
    for path in sorted((GOLDEN / document).glob("*.tsv")):
        frame = pl.read_csv(path, separator="\t", infer_schema=False, quote_char=None)
        for row in frame.iter_rows(named=True) if "item" in frame.columns else ():
            printed = row["printed"] or ""
            value = Decimal(printed.replace(",", "")) if printed else None
            rows.append(
                row
                | {"document_id": document, "fiscal_year": 2023, "statement": path.stem}
                | {"state": "blank" if value is None else "amount", "unit": "万元"}
                | {"fen": None if value is None else int(value * 1_000_000), "quantum_fen": 10_000}
                | {"table_no": 1}  # in which row and block is not transcribed
            )
    return pl.DataFrame(rows, schema=TABLES["amount"])


def write(folder: Path, amount: pl.DataFrame) -> Path:
    """Write a part that holds the documents of ``amount``."""
    statement = amount.group_by("document_id", "fiscal_year", "statement").agg(
        pl.when((pl.col("state") == "amount").any())
        .then(pl.lit("found"))
        .otherwise(pl.lit("empty"))
        .alias("status")
    )
    document = statement.select("document_id", "fiscal_year", pl.lit("read").alias("outcome"))
    frames = {"amount": amount, "statement": statement, "document": document.unique()}
    for table, schema in TABLES.items():
        empty = pl.DataFrame(schema=schema)
        rows = pl.concat([empty, frames.get(table, empty)], how="diagonal_relaxed")
        rows.write_parquet(folder / f"{table}.parquet")
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Judgement, pl.DataFrame]:
    folder = tmp_path_factory.mktemp("golden")
    amount = pl.concat(transcribed(document) for document in DOCUMENTS)
    write(folder, amount)
    judgement = judge([folder], folder / "out", Rules(EXPECTATIONS, TODAY))
    return judgement, pl.read_parquet(folder / "out" / "identity_result.parquet")


def test_published_disclosures_violate_nothing(
    published: tuple[Judgement, pl.DataFrame],
) -> None:
    judgement, results = published
    assert judgement.verdicts == {"accepted": len(DOCUMENTS), "quarantined": 0, "rejected": 0}
    assert judgement.blocking == []
    assert results.filter(pl.col("outcome") == "violated").is_empty()
    assert judgement.outcomes["not_testable"] == 0


def test_three_units_between_total_and_items_are_rounding(
    published: tuple[Judgement, pl.DataFrame],
) -> None:
    rows = published[1].filter(
        (pl.col("document_id") == "211300-703")
        & pl.col("identity").str.ends_with(".total_sum")
        & (pl.col("printed") == Decimal("14133800.00"))
    )
    assert sorted(set(rows["statement"])) == ["expenditure", "general_budget_expenditure", "income"]
    assert set(rows["difference"]) == {Decimal("300.00")}
    assert set(rows["outcome"]) == {"rounding"}


def changed(amount: pl.DataFrame, number: int) -> pl.DataFrame:
    """Give a document in which one amount is 1.00 万元 too large, under a name of its own."""
    here = pl.int_range(pl.len()) == number
    return amount.with_columns(
        (pl.col("document_id") + f" {number}").alias("document_id"),
        pl.when(here).then(pl.col("fen") + 1_000_000).otherwise("fen").alias("fen"),
    )


def test_a_changed_amount_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """Every amount of a published document; of invented accounts, one a column and role."""
    real = transcribed("211300-703")
    invented = pl.DataFrame(list(balanced("invented").amounts()), schema=TABLES["amount"])
    stated = pl.col("state") == "amount"
    cells = real.with_row_index().filter(stated)["index"]
    kinds = invented.with_row_index().filter(stated).group_by("statement", "role", "measure")
    documents = [changed(real, k) for k in cells]
    documents += [changed(invented, k) for k in kinds.agg(pl.min("index"))["index"]]
    with open_batch([write(tmp_path, pl.concat(documents))], EXPECTATIONS) as connection:
        fill_results(connection, load_suites(EXPECTATIONS), {}, EXPECTATIONS)
        held = reasons(connection, {})
    assert set(invented["statement"]) == set(STATEMENTS)
    assert {frame["document_id"][0] for frame in documents} == set(held)
