"""``fact_three_public``: the 三公 items of 07, budget and actual.

Only the deepest item that states an amount is a fact: purchase and operation of vehicles rather
than vehicles, items rather than the total. A stated 0.00 is kept, since to have spent nothing on
travel abroad is what readers look for; 会议费 and 培训费 are not 三公.
"""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import gather
from pipelines.star.members import KIND_OF_MEASURE

_PARTS = {
    "total": ("abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_operation"),
    "vehicles": ("vehicle_purchase", "vehicle_operation"),
}


def fact_three_public(cells: pl.DataFrame, statement: pl.DataFrame) -> pl.DataFrame:
    """Give the rows at the grain document, item, kind (fen, quantum_fen, sources)."""
    rows = cells.filter(
        (pl.col("statement") == "three_public")
        & pl.col("item").is_in([*_PARTS, *_PARTS["total"]])
        & pl.col("measure").is_in(list(KIND_OF_MEASURE))
    )
    rival = [
        (pl.col("item") == whole) & pl.col("item").is_in(parts).any().over("document_id", "measure")
        for whole, parts in _PARTS.items()
    ]
    kind = pl.col("measure").replace_strict(KIND_OF_MEASURE, return_dtype=pl.String).alias("kind")
    leaf = rows.filter(~pl.any_horizontal(rival)).with_columns(kind)
    grain = ("document_id", "item", "kind")
    basis = statement.filter(pl.col("statement") == "three_public").select(
        "document_id", pl.col("budget_basis").alias("basis"), pl.lit("预算").alias("kind")
    )
    facts = gather(leaf, grain)
    return facts.join(basis.unique(["document_id"]), on=["document_id", "kind"], how="left")
