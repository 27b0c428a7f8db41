"""Reviewing: the quarantined documents of a year, with their second readings, to conclusions."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipelines.gate.correction import Correction, Corrections, load_corrections
from pipelines.gate.trial import Rules, Trial, try_documents
from pipelines.review.comparison import COMPARISON, amounts, compare, suspects
from pipelines.review.conclusion import Case, Row, conclude
from pipelines.review.second_reading import quarantined

ERRED = {"document_id": pl.String(), "erred": pl.String(), "sentence": pl.String()}


def review(
    year: int,
    parts: Sequence[Path],
    second: Sequence[Path],
    *,
    verdicts: Path,
    out: Path,
    rules: Rules,
    corrections: Path | None = None,
) -> dict[str, int]:
    """Compare both readings of the quarantined documents of ``year`` and conclude who erred.

    ``parts`` and ``second`` are the parts of the first and of the second readings. Writes
    ``second_reading.parquet``, a row a suspect cell, and ``erred.parquet``, a row a document, into
    ``out``. Gives the number of documents by conclusion.
    """
    held, verdict = quarantined(verdicts, year), verdicts / f"fiscal_year={year}"
    rulings = Corrections(load_corrections(corrections))
    first = amounts(parts, held)
    compared = compare(first, amounts(second, held), suspects(verdict, held))
    trials = _violated(verdict)
    again = try_documents(second, held, rules) if held else {}
    mended = _mended(parts, compared, rules, rulings)
    cells: defaultdict[str, list[Row]] = defaultdict(list)
    for row in compared.iter_rows(named=True):
        cells[row["document_id"]].append(row)
    unread = _unread(second)
    rows = []
    for document in sorted(held):
        case = Case(
            trials.get(document, Trial()),
            again.get(document),
            mended.get(document),
            cells[document],
            unread.get(document),
        )
        rows.append((document, *conclude(case)))
    _write(out / "second_reading.parquet", compared.select(COMPARISON))
    _write(out / "erred.parquet", pl.DataFrame(rows, schema=ERRED, orient="row"))
    return dict(Counter(erred for _, erred, _ in rows))


def _mended(
    parts: Sequence[Path], compared: pl.DataFrame, rules: Rules, taken: Corrections
) -> Mapping[str, Trial]:
    """Try the first reading with the second one's amounts at the suspects where they differ."""
    differing = compared.filter(~pl.col("agrees") & pl.col("again_fen").is_not_null())
    places = ("document_id", "table_no", "row_no", "col_no", "again_fen")
    cells = [
        Correction(document_id, table_no, row_no, col_no, fen, "automatic", "second reading")
        for document_id, table_no, row_no, col_no, fen in differing.select(places)
        .unique()
        .iter_rows()
    ]
    documents = set(differing["document_id"])
    if not documents:
        return {}
    return try_documents(parts, documents, rules, Corrections(taken.rulings, tuple(cells)))


def _violated(verdict: Path) -> dict[str, Trial]:
    """Give what the gate found of every document, as a trial of the first reading would."""
    results = pl.read_parquet(verdict / "identity_result.parquet", hive_partitioning=False)
    tested = results.filter(
        pl.col("severity") == "critical", pl.col("outcome") != "not_testable"
    ).select("document_id", "identity", pl.col("place").fill_null(""), "outcome")
    trials: defaultdict[str, Trial] = defaultdict(Trial)
    for document, identity, place, outcome in tested.iter_rows():
        trials[document].tested += 1
        if outcome == "violated":
            trials[document].violated |= {(identity, place)}
    return trials


def _unread(second: Sequence[Path]) -> dict[str, str]:
    """Give why documents could not be read a second time."""
    reasons: dict[str, str] = {}
    for part in second:
        frame = pl.read_parquet(part / "document.parquet", hive_partitioning=False)
        rejected = frame.filter(pl.col("outcome") == "rejected")
        reasons |= dict(rejected.select("document_id", "reason").iter_rows())
    return reasons


def _write(path: Path, frame: pl.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    frame.write_parquet(aside)
    os.replace(aside, path)
