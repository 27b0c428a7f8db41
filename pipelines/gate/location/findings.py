"""Findings: the suspects of every document that violates identities, as rows of ``suspect``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import polars as pl

from pipelines.gate.files import write_query
from pipelines.gate.identity import Identity
from pipelines.gate.location.records import Suspect, SuspectSet
from pipelines.gate.location.sentences import Sentence, sentence
from pipelines.gate.location.suspects import locate
from pipelines.gate.location.system import Cell
from pipelines.gate.location.terms import accounts, derive, linear

SUSPECTS = "suspect"
"""What the location leaves beside the verdicts: the suspects of every quarantined document."""

KEPT = 200
"""How many sets are kept of a document, the likeliest first."""

AT_ONCE = 100
"""How many documents are held in memory together."""

_YUAN = pl.Decimal(20, 2)

SUSPECT: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "rank": pl.Int32(),
    "set_no": pl.Int32(),
    "set_size": pl.Int32(),
    **dict.fromkeys(("statement", "side", "item", "measure", "label", "column_label"), pl.String()),
    **dict.fromkeys(("page", "line", "table_no", "row_no", "col_no"), pl.Int32()),
    "printed": pl.String(),
    "printed_yuan": _YUAN,
    "proposed_yuan": _YUAN,
    "window_low_yuan": _YUAN,
    "window_high_yuan": _YUAN,
    "misread": pl.String(),
    "mended": pl.Int32(),
    "evidence": pl.Decimal(10, 3),
    "automatic": pl.Boolean(),
    "sentence_en": pl.String(),
    "sentence_zh": pl.String(),
}

_VIOLATORS = """
SELECT DISTINCT document_id::VARCHAR AS document_id FROM result
WHERE outcome = 'violated' AND list_contains($identities, identity)
ORDER BY ALL
"""

_ROWS = """
SELECT suspects.document_id, fiscal_year, suspects.* EXCLUDE (document_id)
FROM suspects LEFT JOIN document USING (document_id)
ORDER BY document_id, rank
"""


def fill_suspects(
    connection: duckdb.DuckDBPyConnection,
    identities: Sequence[Identity],
    waived: Mapping[str, Sequence[str]],
    *,
    seconds: float,
    seconds_in_all: float,
) -> tuple[dict[str, str], list[str]]:
    """Create ``suspects`` in the database of a batch: who violates critical sums, and by what cells.

    Gives the sentence of the first suspects by document, and what identities it cannot go by, and
    why. A document has ``seconds``, all together
    ``seconds_in_all``; what they do not reach has no suspects.
    """
    judged = [identity.id for identity in linear(identities)]
    found = connection.execute(_VIOLATORS, {"identities": judged}).fetchall()
    documents = [str(row[0]) for row in found]
    queries, underived = derive(connection, identities) if documents else ({}, [])
    rows: list[dict[str, Any]] = []
    sentences = {}
    deadline = perf_counter() + seconds_in_all
    for first in range(0, len(documents), AT_ONCE):
        held, odd = accounts(connection, queries, documents[first : first + AT_ONCE], waived)
        underived += odd
        for document_id, at in held.items():
            if perf_counter() > deadline:
                break
            sets = locate(at.cells, at.constraints, stated=at.stated, seconds=seconds)
            said = list(_rows(at.cells, sets))
            rows += [{"document_id": document_id, **row} for row in said]
            if said:
                sentences[document_id] = str(said[0]["sentence_en"])
        if perf_counter() > deadline:
            break
    frame = pl.DataFrame(rows, schema=SUSPECT, orient="row")
    connection.from_arrow(frame.to_arrow()).create("suspects")
    return sentences, [one.sentence for one in underived]


def write_suspects(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write ``suspect.parquet`` into ``folder``; a file without rows where nobody is suspected."""
    write_query(connection, _ROWS, folder / f"{SUSPECTS}.parquet")


def _rows(cells: Sequence[Cell], sets: Sequence[SuspectSet]) -> Iterator[dict[str, Any]]:
    """Give a row a suspect, sets in their order; the sentence is the set's."""
    rank = 0
    for number, found in enumerate(sets[:KEPT], start=1):
        said = sentence(cells, found, len(sets) - 1)
        for suspect in found.suspects:
            rank += 1
            yield {
                "rank": rank,
                "set_no": number,
                "set_size": len(found.suspects),
                "mended": found.mended,
                "evidence": Decimal(f"{found.score - sets[0].score:.3f}"),
                "automatic": found.automatic,
                **_row(cells[suspect.cell], suspect, said),
            }


def _row(cell: Cell, suspect: Suspect, said: Sentence) -> dict[str, Any]:
    names = ("statement", "side", "item", "measure", "label", "column_label")
    places = ("page", "line", "table_no", "row_no", "col_no")
    low, high = suspect.window
    limited = not suspect.window.open
    return {
        **{name: getattr(cell, name) for name in (*names, *places, "printed")},
        "printed_yuan": _yuan(cell.value) if cell.stated else None,
        "proposed_yuan": _yuan(suspect.proposed),
        "window_low_yuan": _yuan(low) if limited else None,
        "window_high_yuan": _yuan(high) if limited else None,
        "misread": suspect.misread,
        "sentence_en": said.en,
        "sentence_zh": said.zh,
    }


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen).scaleb(-2)
