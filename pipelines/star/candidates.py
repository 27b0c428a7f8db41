"""The accepted documents of a year as candidates for publication, with the amounts they state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import polars as pl

from pipelines.star.inputs import Inputs
from pipelines.star.versions import Amounts, Candidate

_BODY = ("body", "scope")
_PLACED = (*_BODY, "division_code")


def candidates(inputs: Inputs) -> Iterator[Candidate]:
    """Give every accepted document, in the order of the paths.

    Amounts are gathered only where a body has several documents: a single one has no rival. Every
    county has a body of the same name; they are rivals only where one does not tell its place.
    """
    accepted = inputs.verdict.filter(pl.col("verdict") == "accepted").select("document_id")
    read = inputs.document.filter(pl.col("outcome") == "read")
    chosen = read.join(accepted, on="document_id", how="semi").drop("format")
    entries = inputs.ledger.select("document_id", "path", "format", "first_seen_at")
    placeless = pl.col("division_code").is_null().any().over(_BODY) & (pl.len().over(_BODY) > 1)
    rivals = chosen.filter(
        pl.col("body").is_not_null() & (placeless | (pl.len().over(_PLACED) > 1))
    ).select("document_id")
    stated = _amounts(inputs.amount.join(rivals, on="document_id", how="semi"))
    columns = ["document_id", "path", "format", "first_seen_at", *_BODY, "division_code"]
    rows = entries.join(chosen, on="document_id").select(columns).sort("path")
    for row in rows.iter_rows(named=True):
        yield Candidate(**row, amounts=stated.get(row["document_id"], Counter()))


def _amounts(amount: pl.DataFrame) -> dict[str, Amounts]:
    """Give what each document states; a multiset, since a label may stand in a table twice."""
    columns = ["document_id", "statement", "item", "side", "measure", "fen"]
    cells = amount.filter(pl.col("state") == "amount")
    stated: dict[str, Amounts] = defaultdict(Counter)
    for document_id, *place, fen, number in cells.group_by(columns).len().iter_rows():
        stated[document_id][tuple(place), fen] = number
    return stated
