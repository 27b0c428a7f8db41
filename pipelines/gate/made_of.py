"""What verdicts are made of: a fingerprint of readings, rules and rulings, one a group of kin.

A group of which nothing has changed is not judged again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.statements.records import DOCUMENT

Ruled = Mapping[str, Sequence[str]]
"""What persons have ruled on a content, by its sha256."""

_SEEN = ("seconds",)  # columns of a document that tell nothing of what was read


def made_of(
    groups: pl.DataFrame, before: pl.DataFrame, prior: pl.DataFrame, rules: str, ruled: Ruled
) -> pl.DataFrame:
    """Give ``kin, made_of``: the fingerprint of every group.

    Over ``rules``, what holds for all; over the readings of the members of ``groups`` and of the
    documents of ``before`` that ``prior`` says it reads; and over what is ``ruled`` on any of them.
    """
    members = _told(groups, ruled).select("kin", "document_id", "told")
    read = prior.select("kin", "document_id").join(
        _told(before, ruled).select("document_id", "told"), on="document_id"
    )
    marked = pl.concat(
        [
            members.with_columns(told="now" + pl.col("told")),
            read.with_columns(told="before" + pl.col("told")),
        ]
    )
    texts = (
        marked.sort("kin", "told")
        .group_by("kin", maintain_order=True)
        .agg(pl.col("told").str.join("\x1d"))
    )
    made = [
        hashlib.sha256(f"{rules}\x1d{text}".encode()).hexdigest()[:32] for text in texts["told"]
    ]
    return texts.select("kin").with_columns(made_of=pl.Series(made, dtype=pl.String()))


def _told(documents: pl.DataFrame, ruled: Ruled) -> pl.DataFrame:
    """Add what was read of each document, and ruled on it, as one text."""
    rulings = pl.DataFrame(
        [(sha256, "\x1e".join(said)) for sha256, said in ruled.items()],
        {"sha256": pl.String(), "ruled": pl.String()},
        orient="row",
    )
    columns = [*(name for name in DOCUMENT if name not in _SEEN), "ruled"]
    values: list[pl.Expr] = [pl.col(c).cast(pl.String).fill_null("\x00") for c in columns]
    told = pl.concat_str(values, separator="\x1f")
    return documents.join(rulings, on="sha256", how="left").with_columns(told=told)
