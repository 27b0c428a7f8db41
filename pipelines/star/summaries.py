"""What a part of the star adds to the tables of its year, in one row.

Members of dimensions are few beside the rows that name them, so a year's dimensions are made of
the summaries of its parts and no part is read again. A summary is a file under ``_part/``, named
as its part: where it is, the part is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pipelines.star.departments import departments
from pipelines.star.members import UNDECIDED
from pipelines.star.performance import indicators
from pipelines.star.projects import projects
from pipelines.star.schemas import DIMENSIONS, OF_DOCUMENTS, Schema
from pipelines.star.subjects import labels

SUMMARY = "_part"
"""The folder of the summaries; engines pass over names that begin so."""

ROWS, STATUS, UNDECIDED_ROWS = "rows", "status", "undecided"
"""What is counted: rows by table, documents by status, facts whose fund is undecided by table."""

_FUNDED = ("fact_income", "fact_expenditure", "fact_balance")

Summary = dict[str, pl.DataFrame]


def _text(names: str) -> Schema:
    return dict.fromkeys(names.split(), pl.String())


def _names(names: str) -> Schema:
    return dict.fromkeys(names.split(), pl.List(pl.String()))


SCHEMAS: dict[str, Schema] = {
    "count": _text("what name") | {"number": pl.Int64()},
    "subject": _text("kind item label side") | {"documents": pl.Int64()},
    "department": DIMENSIONS["dim_department"]
    | _text("status")
    | {"amounts": pl.Int32()}
    | _text("document_id"),
    "division": _text("division_code"),
    "indicator": _text("indicator_id level1 level2 level3"),
    "project": _text("project_id department_id project") | _names("form_names narrative_names"),
}


def summarised(tables: Mapping[str, pl.DataFrame]) -> Summary:
    """Sum up the tables of a part."""
    disclosure = tables["disclosure"]
    forms = [tables[name] for name in ("fact_performance_indicator", "fact_performance_fund")]
    found = {
        "count": _counts(tables),
        "subject": labels(tables["printed_amount"]),
        "department": departments(disclosure),
        "division": disclosure.select("division_code").drop_nulls().unique(),
        "indicator": indicators(tables["performance_indicator"]),
        "project": projects(tables["fact_narrative_claim"], forms),
    }
    return {name: frame.select(_cast(SCHEMAS[name])) for name, frame in found.items()}


def packed(summary: Summary) -> pl.DataFrame:
    """Give a summary as one row, a list a kind of member."""
    lists = [
        frame.sort(pl.exclude(pl.List)).select(pl.struct(pl.all()).implode().alias(name))
        for name, frame in summary.items()
    ]
    return pl.concat(lists, how="horizontal")


def unpacked(rows: Iterable[pl.DataFrame]) -> Summary:
    """Give the members of all parts, whose packed summaries are ``rows``."""
    everything = pl.concat([_nothing(), *rows])
    return {
        name: everything.select(pl.col(name).explode(empty_as_null=False, keep_nulls=False))
        .unnest(name)
        .select(_cast(schema))
        for name, schema in SCHEMAS.items()
    }


def counted(summary: Summary, what: str) -> dict[str, int]:
    """Give one kind of count by name."""
    mine = summary["count"].filter(pl.col("what") == what)
    return dict(mine.group_by("name").agg(pl.col("number").sum()).sort("name").iter_rows())


def _counts(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    statuses = tables["disclosure"].group_by("status").len().iter_rows()
    undecided = {
        name: tables[name].filter(pl.col("fund_basis") == UNDECIDED).height for name in _FUNDED
    }
    rows = [
        *((ROWS, name, tables[name].height) for name in OF_DOCUMENTS),
        *((STATUS, status, number) for status, number in statuses),
        *((UNDECIDED_ROWS, name, number) for name, number in undecided.items()),
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["count"], orient="row")


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={name: pl.List(pl.Struct(s)) for name, s in SCHEMAS.items()})


def _cast(schema: Schema) -> list[pl.Expr]:
    return [pl.col(name).cast(kind) for name, kind in schema.items()]
