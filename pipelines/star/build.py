"""The door of the room: one fiscal year from parts and verdicts to Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.star import disclosures as documents
from pipelines.star import inputs as reading
from pipelines.star.amounts import cells, printed_amount, with_corrected, yuan
from pipelines.star.balance import COLUMNS, fact_balance
from pipelines.star.basic import fact_basic_expenditure
from pipelines.star.claims import fact_narrative_claim, narrative_claim
from pipelines.star.divisions import dim_division
from pipelines.star.expenditure import fact_expenditure
from pipelines.star.income import fact_income
from pipelines.star.inputs import Inputs, shaped
from pipelines.star.keys import KEYS
from pipelines.star.leaves import leaves
from pipelines.star.members import UNDECIDED, static_dimensions
from pipelines.star.metrics import dim_metric
from pipelines.star.performance import (
    dim_indicator,
    fact_performance_fund,
    fact_performance_indicator,
)
from pipelines.star.projects import dim_project
from pipelines.star.schemas import FACTS, PLACE_ORDER, TABLES
from pipelines.star.subjects import dim_economic_subject, dim_functional_subject
from pipelines.star.three_public import fact_three_public
from pipelines.star.writing import write


@dataclass(frozen=True)
class StarReport:
    """What a build gave: rows a table, documents a status, and amounts no fund could be told of."""

    fiscal_year: int | None
    rows: dict[str, int]
    statuses: dict[str, int]
    undecided: int


def build(
    fiscal_year: int,
    *,
    ledger: Path,
    parts: Sequence[Path],
    verdicts: Sequence[Path],
    review: Path | None = None,
    out: Path,
) -> StarReport:
    """Build every table of one fiscal year under ``out``.

    ``ledger`` is the Parquet file of the ledger, ``parts`` the part folders of the year, and
    ``verdicts`` the parts of its verdicts, folders that hold ``verdict.parquet``,
    ``identity_result.parquet`` and ``correction.parquet``; ``review`` is the folder of its second
    readings. The same input gives the same rows in the same order.
    Raises :class:`StarError` where a document was read but not judged.
    """
    return _write(
        out, fiscal_year, tables(reading.read(fiscal_year, ledger, parts, verdicts, review))
    )


def build_unplaced(*, ledger: Path, out: Path) -> StarReport:
    """Build the part of the documents that tell no fiscal year: rejected ones, never amounts.

    Every other table gets a part without rows, so that a star without any year can be loaded.
    """
    found = {name: pl.DataFrame(schema=schema) for name, schema in TABLES.items()}
    found["disclosure"] = documents.unplaced(reading.read_ledger(ledger))
    return _write(out, None, found)


def tables(inputs: Inputs) -> dict[str, pl.DataFrame]:
    """Give every table of the year, in the columns and the order of its schema."""
    year = inputs.fiscal_year
    disclosure, standings = documents.disclosures(inputs)
    published = disclosure.filter(pl.col("status") == "published").select("document_id")
    shown = inputs.amount.join(published, on="document_id", how="semi")
    found = {
        "disclosure": disclosure,
        "statement": inputs.statement,
        "problem": inputs.problem,
        "identity_result": inputs.identity_result,
        "suspect": inputs.suspect,
        "correction": inputs.correction,
        "second_reading": inputs.second_reading,
        "printed_amount": printed_amount(inputs.amount, disclosure, year, "published"),
        "quarantined_amount": printed_amount(inputs.amount, disclosure, year, "quarantined"),
        "superseded_amount": printed_amount(inputs.amount, disclosure, year, "superseded"),
        "dim_disclosure": documents.dim_disclosure(disclosure, standings),
        "dim_department": documents.dim_department(disclosure),
        "dim_division": dim_division(_codes(disclosure), year),
        "dim_functional_subject": dim_functional_subject(shown, year),
        "dim_economic_subject": dim_economic_subject(shown, year),
        "dim_identity": inputs.identity,
        **(_static(year) if inputs.ledger.height else {}),
        **_facts(inputs, disclosure),
        **_stated(inputs, disclosure),
    }
    return {
        name: _finished(name, found[name], year) if name in found else pl.DataFrame(schema=schema)
        for name, schema in TABLES.items()
    }


def _facts(inputs: Inputs, disclosure: pl.DataFrame) -> dict[str, pl.DataFrame]:
    printed = cells(inputs.amount, disclosure)
    leaf = leaves(printed)
    statement = inputs.statement
    facts = {
        "fact_income": fact_income(printed, leaf),
        "fact_expenditure": fact_expenditure(printed, leaf, statement),
        "fact_basic_expenditure": fact_basic_expenditure(leaf),
        "fact_three_public": fact_three_public(printed, statement),
        "fact_balance": fact_balance(printed, statement),
    }
    owner = disclosure.select("document_id", "department_id", "division_code", "scope")
    return {
        name: _in_yuan(with_corrected(fact, inputs.correction)).join(owner, on="document_id")
        for name, fact in facts.items()
    }


def _stated(inputs: Inputs, disclosure: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Give what sentences and forms of published documents state, and the facts made of it."""
    owner = disclosure.filter(pl.col("status") == "published").select(
        "document_id", "department_id", "division_code", "scope"
    )
    shown = {
        name: frame.join(owner, on="document_id", how="semi", maintain_order="left")
        for name, frame in inputs.handed_on.items()
    }
    shown["narrative_claim"] = narrative_claim(shown["narrative_claim"])
    facts = {
        "fact_narrative_claim": fact_narrative_claim(shown["narrative_claim"], owner),
        "fact_performance_indicator": fact_performance_indicator(
            shown["performance_indicator"], owner
        ),
        "fact_performance_fund": fact_performance_fund(shown["performance_fund"], owner),
    }
    dimensions = {
        "dim_indicator": dim_indicator(facts["fact_performance_indicator"]),
        "dim_project": dim_project(list(facts.values())),
    }
    return shown | facts | dimensions


def _static(fiscal_year: int) -> dict[str, pl.DataFrame]:
    return static_dimensions(fiscal_year) | {"dim_metric": dim_metric(fiscal_year)}


def _in_yuan(fact: pl.DataFrame) -> pl.DataFrame:
    amounts = {"fen": "amount_yuan", "quantum_fen": "quantum_yuan"}
    amounts |= {name: f"{name}_yuan" for name in COLUMNS}
    present = [(fen, name) for fen, name in amounts.items() if fen in fact.columns]
    return fact.with_columns(yuan(fen).alias(name) for fen, name in present)


def _finished(name: str, frame: pl.DataFrame, fiscal_year: int) -> pl.DataFrame:
    """Give the columns of the schema, sorted by the key, else by the place in the document."""
    placed = frame
    if name in FACTS or "fiscal_year" not in frame.columns:
        placed = frame.with_columns(pl.lit(fiscal_year, pl.Int32()).alias("fiscal_year"))
    shape = shaped(placed, TABLES[name])
    order = KEYS.get(name) or [column for column in PLACE_ORDER if column in shape.columns]
    rest = [c for c, kind in shape.schema.items() if c not in order and not kind.is_nested()]
    return shape.sort(*order, *rest)


def _codes(disclosure: pl.DataFrame) -> list[str]:
    return disclosure["division_code"].drop_nulls().unique().sort().to_list()


def _write(out: Path, year: int | None, tables: dict[str, pl.DataFrame]) -> StarReport:
    write(out, year, tables)
    undecided = sum(
        tables[name].filter(pl.col("fund_basis") == UNDECIDED).height
        for name in ("fact_income", "fact_expenditure", "fact_balance")
    )
    return StarReport(
        fiscal_year=year,
        rows={name: frame.height for name, frame in tables.items()},
        statuses=dict(tables["disclosure"].group_by("status").len().sort("status").iter_rows()),
        undecided=undecided,
    )
