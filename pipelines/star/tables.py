"""The tables of documents: what is built of whole groups of kin, document by document."""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import cells, owned, printed_amount, with_corrected, yuan
from pipelines.star.balance import COLUMNS, fact_balance
from pipelines.star.basic import fact_basic_expenditure
from pipelines.star.claims import fact_narrative_claim, narrative_claim
from pipelines.star.disclosures import dim_disclosure, disclosures
from pipelines.star.expenditure import fact_expenditure
from pipelines.star.income import fact_income
from pipelines.star.inputs import Inputs
from pipelines.star.keys import KEYS
from pipelines.star.leaves import leaves
from pipelines.star.performance import fact_performance_fund, fact_performance_indicator
from pipelines.star.schemas import FACTS, OF_DOCUMENTS, TABLES
from pipelines.star.source import shaped
from pipelines.star.three_public import fact_three_public

Tables = dict[str, pl.DataFrame]


def tables(inputs: Inputs, builds: pl.DataFrame) -> Tables:
    """Give every table of documents, in the columns and the order of its schema.

    ``builds`` tells of each document what it is made of.
    """
    year = inputs.fiscal_year
    disclosure, standings = disclosures(inputs)
    found = {
        "document_build": builds,
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
        "dim_disclosure": dim_disclosure(disclosure, standings),
        **_facts(inputs, disclosure),
        **_stated(inputs, disclosure),
    }
    return {name: finished(name, found[name], year) for name in OF_DOCUMENTS}


def finished(name: str, frame: pl.DataFrame, fiscal_year: int) -> pl.DataFrame:
    """Give the columns of the schema, sorted by the key; without one, documents by their ids.

    Rows without a key keep the order in which their document has them.
    """
    placed = frame
    if name in FACTS or "fiscal_year" not in frame.columns:
        placed = frame.with_columns(pl.lit(fiscal_year, pl.Int32()).alias("fiscal_year"))
    return in_order(name, shaped(placed, TABLES[name]))


def in_order(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Sort the rows of a table as they are stored."""
    if name in KEYS:
        return frame.sort(KEYS[name])
    if frame["document_id"].is_sorted():
        return frame
    return frame.sort("document_id", maintain_order=True)


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
        name: owned(_in_yuan(with_corrected(fact, inputs.correction)), owner)
        for name, fact in facts.items()
    }


def _stated(inputs: Inputs, disclosure: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Give what sentences and forms of published documents state, and the facts made of it."""
    owner = disclosure.filter(pl.col("status") == "published").select(
        "document_id", "department_id", "division_code", "scope"
    )
    mine = pl.col("document_id").is_in(owner["document_id"].implode())
    shown = {name: frame.filter(mine) for name, frame in inputs.handed_on.items()}
    shown["narrative_claim"] = narrative_claim(shown["narrative_claim"])
    facts = {
        "fact_narrative_claim": fact_narrative_claim(shown["narrative_claim"], owner),
        "fact_performance_indicator": fact_performance_indicator(
            shown["performance_indicator"], owner
        ),
        "fact_performance_fund": fact_performance_fund(shown["performance_fund"], owner),
    }
    return shown | facts


def _in_yuan(fact: pl.DataFrame) -> pl.DataFrame:
    amounts = {"fen": "amount_yuan", "quantum_fen": "quantum_yuan"}
    amounts |= {name: f"{name}_yuan" for name in COLUMNS}
    present = [(fen, name) for fen, name in amounts.items() if fen in fact.columns]
    return fact.with_columns(yuan(fen).alias(name) for fen, name in present)
