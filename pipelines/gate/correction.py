"""Corrections: cells of which another value than the printed one is taken, never silently.

A person's correction is a row of ``corrections.yml``; an automatic one is a repair that the strict
rule of the location proposes, and is taken only where a setting says so. Both become rows of the
relation ``correction``, and the relation ``amount`` then gives the corrected value of those cells.
What is printed stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

import duckdb
import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from pipelines.gate.files import write_query
from pipelines.gate.identity import ExpectationsError
from pipelines.gate.waiver import Said
from pipelines.statements.number import FEN_PER_UNIT, fen, parse
from pipelines.statements.records import Statement

Source = Literal["automatic", "person"]

PERSON = "a person's ruling"
"""The rule of corrections that a person has made."""


class Ruling(BaseModel):
    """A person's correction: of which cell, what is printed there, what it should be, who and why.

    The cell is named by statement, item and measure, and by its side where the item stands on
    both. ``printed`` guards the ruling: a cell that prints something else is left alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    statement: Statement
    item: Said
    measure: Said
    side: Said | None = None
    printed: str
    value: Annotated[str, StringConstraints(pattern=r"^-?\d[\d,]*(\.\d+)?$")]
    reason: Said
    by: Said


@dataclass(frozen=True)
class Correction:
    """One corrected cell: its place, what is printed, what is taken, and on whose word."""

    document_id: str
    table_no: int
    row_no: int
    col_no: int
    corrected_fen: int
    source: Source
    rule: str
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Corrections:
    """What is to be taken into a batch: rulings, which have to be placed first, and placed cells."""

    rulings: tuple[Ruling, ...] = ()
    placed: tuple[Correction, ...] = ()


NONE = Corrections()

CORRECTION: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "table_no": pl.Int32(),
    "row_no": pl.Int32(),
    "col_no": pl.Int32(),
    "corrected_fen": pl.Int64(),
    "source": pl.String(),  # automatic | person
    "rule": pl.String(),
    "by": pl.String(),
    "reason": pl.String(),
}

_RULINGS = TypeAdapter(tuple[Ruling, ...])
_CELLS = """
SELECT document_id, table_no, row_no, col_no, unit
FROM document JOIN printed_cell USING (document_id)
WHERE sha256 = ? AND statement = ? AND side IS NOT DISTINCT FROM coalesce(?, side)
    AND item = ? AND measure = ? AND printed = ?
"""
_AMOUNT = """
CREATE VIEW amount AS
SELECT printed_cell.* REPLACE (coalesce(corrected_fen, fen) AS fen,
    if(corrected_fen IS NULL, state, 'amount') AS state)
FROM printed_cell LEFT JOIN correction USING (document_id, table_no, row_no, col_no)
"""
_WORTH = "CASE unit " + " ".join(f"WHEN '{u}' THEN {n}" for u, n in FEN_PER_UNIT.items()) + " END"
_WRITTEN = f"""
CREATE TABLE written_correction AS
SELECT document_id, cell.fiscal_year, statement, side, item, measure, label, column_label,
    page, line, table_no, row_no, col_no, printed, unit,
    regexp_replace((corrected_fen::DECIMAL(20, 0) / {_WORTH})::DECIMAL(24, 6)::VARCHAR,
        '0{{1,4}}$', '') AS corrected,
    (cell.fen * 0.01)::DECIMAL(20, 2) AS printed_yuan,
    (corrected_fen * 0.01)::DECIMAL(20, 2) AS corrected_yuan, source, rule, "by", reason
FROM correction JOIN printed_cell AS cell USING (document_id, table_no, row_no, col_no)
"""


def load_corrections(path: Path | None) -> tuple[Ruling, ...]:
    """Load the corrections that persons have made.

    Raises:
        ExpectationsError: a row lacks a key or has an unknown one, or two rows name one cell. No
            file means no corrections.
    """
    if path is None or not path.exists():
        return ()
    try:
        rows = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        rulings = _RULINGS.validate_python(rows or ())
    except (ValidationError, yaml.YAMLError) as error:
        raise ExpectationsError(f"{path.name}: {error}") from error
    cells = [(r.sha256, r.statement, r.side, r.item, r.measure) for r in rulings]
    if twice := [cell for cell in cells if cells.count(cell) > 1]:
        raise ExpectationsError(f"{path.name}: one cell is corrected twice: {twice[0]}")
    return rulings


def take_corrections(connection: duckdb.DuckDBPyConnection, corrections: Corrections) -> None:
    """Create ``correction``, and ``amount`` over the relation ``printed_cell`` with them applied."""
    placed = [*corrections.placed, *_placed(connection, corrections.rulings)]
    frame = pl.DataFrame([asdict(one) for one in placed], schema=CORRECTION)
    connection.from_arrow(frame.unique(list(CORRECTION)[:4], keep="last").to_arrow()).create(
        "correction"
    )
    connection.execute(_AMOUNT if placed else "CREATE VIEW amount AS FROM printed_cell")
    connection.execute(_WRITTEN)


def _placed(connection: duckdb.DuckDBPyConnection, rulings: Sequence[Ruling]) -> list[Correction]:
    """Find the cells of the batch that ``rulings`` name; those of other documents find none."""
    found = []
    for ruling in rulings:
        named = [ruling.sha256, ruling.statement, ruling.side, ruling.item, ruling.measure]
        rows = connection.execute(_CELLS, [*named, ruling.printed]).fetchall()
        for document_id, table_no, row_no, col_no, unit in rows:
            value = fen(parse(ruling.value), unit)
            if value is None:
                message = f"the correction {ruling.value} of {ruling.item} is no whole 分 in {unit}"
                raise ExpectationsError(message)
            place = (document_id, table_no, row_no, col_no)
            found.append(Correction(*place, value, "person", PERSON, ruling.by, ruling.reason))
    return found


def write_corrections(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write ``correction.parquet``: the print beside the correction, for every cell corrected."""
    folder.mkdir(parents=True, exist_ok=True)
    query = "FROM written_correction ORDER BY document_id, table_no, row_no, col_no"
    write_query(connection, query, folder / "correction.parquet")
