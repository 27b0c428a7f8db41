"""Repairs: what the location proposes by its strict rule, taken where the document then passes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.gate.correction import Correction, Corrections
from pipelines.gate.location.findings import SUSPECTS
from pipelines.gate.rules import Rules
from pipelines.gate.trial import try_documents

RULE = "strict"
"""The rule by which the location proposes a repair without a person."""


def repairs(parts: Sequence[Path], verdicts: Path, rules: Rules, taken: Corrections) -> Corrections:
    """Give ``taken`` with the automatic proposals for those documents that pass with them.

    ``verdicts`` is the folder that the judgement was written into. A document passes or not as a
    whole: of its proposals all are taken or none.
    """
    proposed = _proposed(verdicts / f"{SUSPECTS}.parquet")
    documents = {one.document_id for one in proposed}
    if not documents:
        return taken
    everything = Corrections(taken.rulings, (*taken.placed, *proposed))
    trials = try_documents(parts, documents, rules, everything)
    mended = {name for name, trial in trials.items() if not trial.violated}
    kept = tuple(one for one in proposed if one.document_id in mended)
    return Corrections(taken.rulings, (*taken.placed, *kept)) if kept else taken


def _proposed(path: Path) -> list[Correction]:
    """Read the automatic proposals: the cells of the first set of each document."""
    if not path.exists():
        return []
    frame = pl.read_parquet(path, hive_partitioning=False).filter(
        pl.col("automatic"),
        pl.col("proposed_yuan").is_not_null(),
        pl.col("set_no") == pl.col("set_no").min().over("document_id"),
    )
    return [
        Correction(
            document_id=row["document_id"],
            table_no=row["table_no"],
            row_no=row["row_no"],
            col_no=row["col_no"],
            corrected_fen=int(row["proposed_yuan"] * 100),
            source="automatic",
            rule=RULE,
            reason=row["sentence_en"],
        )
        for row in frame.sort("document_id", "table_no", "row_no", "col_no").iter_rows(named=True)
    ]
