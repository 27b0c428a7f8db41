"""Leaf rows: the deepest printed subjects, so that a sum never counts twice.

A subject is a leaf of its statement when no subject below it carries an amount there: the 项 of a
functional classification, the 款 of an economic one, or what stands where a publisher stops
earlier.
"""

from __future__ import annotations

import polars as pl

_LEVELS = (3, 5, 7)  # digits of 类, 款, 项
_SUBJECT_ROLES = ("class", "group", "item")


def leaves(cells: pl.DataFrame) -> pl.DataFrame:
    """Give the non-zero cells of the leaf subjects of every statement."""
    subjects = cells.filter(pl.col("role").is_in(_SUBJECT_ROLES) & (pl.col("fen") != 0))
    key = ["document_id", "statement", "item"]
    keys = subjects.select(key)
    first = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in key)
    codes = keys.filter(first).unique()  # the cells of a row stand side by side
    above = pl.concat(
        codes.filter(pl.col("item").str.len_chars() > level).with_columns(
            pl.col("item").str.head(level)
        )
        for level in _LEVELS
    )
    # Only the keys are joined: the cells would be copied for it.
    found = codes.join(above, on=key, how="anti").with_columns(pl.lit(True).alias("leaf"))
    known = keys.join(found, on=key, how="left", maintain_order="left")
    return subjects.filter(known["leaf"].fill_null(False))


def with_group(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``group``: the shortest leaf of the document, in any statement, that covers the row.

    Statements of one document may stop at different levels; they compare at the coarser one.
    """
    known = rows.select("document_id", pl.col("item").alias("group")).unique()
    grouped = rows.with_columns(pl.col("item").alias("group"))
    for level in reversed(_LEVELS):
        covering = known.filter(pl.col("group").str.len_chars() == level)
        head = pl.col("item").str.head(level)
        found = (
            grouped.select("document_id", head.alias("group"))
            .join(
                covering.with_columns(pl.lit(True).alias("covers")),
                on=["document_id", "group"],
                how="left",
                maintain_order="left",
            )["covers"]
            .fill_null(False)
        )
        grouped = grouped.with_columns(
            pl.when(found).then(head).otherwise(pl.col("group")).alias("group")
        )
    return grouped
