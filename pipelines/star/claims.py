"""``fact_narrative_claim``: the numbers of sentences, money in 元."""

from __future__ import annotations

import polars as pl

from pipelines.star.amounts import owned
from pipelines.star.metrics import PROJECT
from pipelines.star.numbers import in_yuan
from pipelines.star.positions import positions
from pipelines.star.projects import with_project
from pipelines.statements.narrative.vocabulary import vocabulary


def narrative_claim(claims: pl.DataFrame) -> pl.DataFrame:
    """Give the claims as they are handed on: the year a sentence speaks of is ``claim_year``.

    Parts call it ``fiscal_year``. In the star that is the year of the document, which also names
    the folder, so that no engine can take the one for the other.
    """
    return claims.rename({"fiscal_year": "claim_year"})


def fact_narrative_claim(claims: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """Give the claims of the documents in ``owner``, in printed order and numbered.

    ``occurrence`` counts, from 1, what a document states of one metric and subject in a section.
    """
    rows = owned(claims, owner)
    of_projects = [name for name, m in vocabulary().metrics.items() if m.subject == PROJECT]
    named = with_project(rows, "subject", pl.col("metric").is_in(of_projects))
    grain = ("document_id", "section", "metric", "subject")
    return named.with_columns(
        positions(named, grain, "occurrence"),
        in_yuan(pl.col("value"), "unit").alias("value_yuan"),
    )
