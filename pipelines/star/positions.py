"""The number of a row among those of one grain, for facts that count what is printed in order."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def positions(rows: pl.DataFrame, grain: Sequence[str], name: str) -> pl.Series:
    """Count, from 1, the rows of each ``grain`` in their order, as a column ``name``.

    The same as a window over the grain, which takes three times as long on columns of text.
    """
    groups = rows.select(grain).with_row_index("row").group_by(grain).agg("row")
    within = pl.int_ranges(1, pl.col("row").list.len() + 1, dtype=pl.Int32).alias(name)
    return groups.select("row", within).explode("row", name).sort("row")[name]
