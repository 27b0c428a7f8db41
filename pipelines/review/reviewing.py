"""Reviewing: the quarantined documents of a year, with their second readings, to conclusions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipelines.aside import placed
from pipelines.gate.correction import Correction, Corrections, load_corrections
from pipelines.gate.rules import Rules
from pipelines.gate.trial import Trial, try_documents
from pipelines.gate.verdict_store import read_verdicts
from pipelines.part_folder import holding
from pipelines.review.comparison import COMPARISON, amounts, compare, suspects
from pipelines.review.conclusion import Case, Row, conclude

ERRED = {
    "document_id": pl.String(),
    "erred": pl.String(),
    "sentence": pl.String(),
    "made_of": pl.String(),
}
_RESULT = ["document_id", "severity", "identity", "place", "outcome"]
_SECOND = ["document_id", "extractor", "outcome", "reason"]


def review(
    parts: Sequence[Path],
    second: Sequence[Path],
    *,
    verdicts: Sequence[Path],
    out: Path,
    rules: Rules,
    code: str = "",
) -> dict[str, int]:
    """Compare both readings of the quarantined documents of one year and conclude who erred.

    ``parts`` and ``second`` are the parts of the first and of the second readings, ``verdicts``
    those of the verdicts. Writes ``second_reading.parquet``, a row a suspect cell, and
    ``erred.parquet``, a row a document, into ``out``. What stands there is kept of documents whose
    verdict and second reading are what they were, if it was concluded by the same ``code``. Gives
    the number of documents by conclusion.
    """
    made_of = _made_of(verdicts, second, code)
    known, compared = _known(out, made_of)
    news = sorted(made_of.keys() - set(known["document_id"]))
    found, cells = _concluded(news, parts, second, verdicts, rules)
    erred = pl.DataFrame([(*row, made_of[row[0]]) for row in found], schema=ERRED, orient="row")
    everything = pl.concat([known, erred]).sort("document_id")
    both = [frame for frame in (compared, cells.select(COMPARISON)) if frame.width]
    _write(out / "second_reading.parquet", pl.concat(both).sort("document_id", maintain_order=True))
    _write(out / "erred.parquet", everything)
    return dict(Counter(everything["erred"].to_list()))


def _made_of(verdicts: Sequence[Path], second: Sequence[Path], code: str) -> dict[str, str]:
    """Give by quarantined document what its conclusion is made of."""
    if not verdicts:
        return {}
    judged = read_verdicts(verdicts, "verdict", ["document_id", "verdict", "made_of"])
    held = judged.filter(pl.col("verdict") == "quarantined").select("document_id", "made_of")
    again = {
        row[0]: row[1:]
        for part in second
        for row in pl.read_parquet(part / "document.parquet", hive_partitioning=False)
        .select(_SECOND)
        .iter_rows()
    }
    return {
        document: sha256(repr((code, made, again.get(document))).encode()).hexdigest()[:32]
        for document, made in held.iter_rows()
    }


def _known(out: Path, made_of: Mapping[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give what was concluded earlier and still holds, and the cells that were compared for it."""
    erred, compared = out / "erred.parquet", out / "second_reading.parquet"
    if not erred.exists() or not compared.exists():
        return pl.DataFrame(schema=ERRED), pl.DataFrame()
    earlier = pl.read_parquet(erred, hive_partitioning=False)
    if earlier.columns != list(ERRED):
        return pl.DataFrame(schema=ERRED), pl.DataFrame()
    wanted = pl.DataFrame(list(made_of.items()), ["document_id", "made_of"], orient="row")
    known = earlier.join(wanted.cast(pl.String), on=["document_id", "made_of"], how="semi")
    cells = pl.read_parquet(compared, hive_partitioning=False)
    return known, cells.join(known, on="document_id", how="semi", maintain_order="left")


def _concluded(
    documents: Sequence[str],
    parts: Sequence[Path],
    second: Sequence[Path],
    verdicts: Sequence[Path],
    rules: Rules,
) -> tuple[list[tuple[str, str, str]], pl.DataFrame]:
    """Conclude on ``documents``; give a row each, and the comparison of their suspect cells."""
    judged = list(holding(verdicts, documents, "verdict"))
    rulings = Corrections(load_corrections(rules.corrections))
    first = amounts(parts, documents)
    compared = compare(first, amounts(second, documents), suspects(judged, documents))
    trials = _violated(judged, documents)
    again = try_documents(second, documents, rules) if documents else {}
    mended = _mended(parts, compared, rules, rulings)
    cells: defaultdict[str, list[Row]] = defaultdict(list)
    for row in compared.iter_rows(named=True):
        cells[row["document_id"]].append(row)
    unread = _unread(second)
    rows = list[tuple[str, str, str]]()
    for document in documents:
        case = Case(
            trials.get(document, Trial()),
            again.get(document),
            mended.get(document),
            cells[document],
            unread.get(document),
        )
        rows.append((document, *conclude(case)))
    return rows, compared


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


def _violated(verdicts: Sequence[Path], documents: Sequence[str]) -> dict[str, Trial]:
    """Give what the gate found of ``documents``, as a trial of the first reading would."""
    if not verdicts:
        return {}
    results = read_verdicts(verdicts, "identity_result", _RESULT)
    tested = results.filter(
        pl.col("document_id").is_in(documents),
        pl.col("severity") == "critical",
        pl.col("outcome") != "not_testable",
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
    with placed(path) as aside:
        frame.write_parquet(aside)
