"""What became of every document of a year: ``disclosure`` and ``dim_disclosure``.

A row a path of the ledger, whatever its status: nothing that was handed in disappears.
"""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.star.candidates import candidates
from pipelines.star.inputs import Inputs
from pipelines.star.schemas import DIMENSIONS, DISCLOSURES
from pipelines.star.source import StarError
from pipelines.star.versions import Standing, settle

Row = dict[str, object]

NARRATIVE_ONLY = "published without amounts: it carries none of the nine statements"
NOT_READ = "no reading of this document was handed on"


def disclosures(inputs: Inputs) -> tuple[pl.DataFrame, dict[str, Standing]]:
    """Give the ``disclosure`` rows of the year, and the standing of every accepted document."""
    readings = _by_document(inputs.document)
    verdicts = _by_document(inputs.verdict)
    erred = _by_document(inputs.erred)
    found = _count(inputs.statement.filter(pl.col("status").is_in(["found", "empty"])))
    stated = inputs.amount.select("document_id", "state").filter(pl.col("state") == "amount")
    amounts = _count(stated)
    standings = settle(candidates(inputs))
    ids = dict(inputs.ledger.select("path", "document_id").iter_rows())
    rows = []
    for entry in inputs.ledger.iter_rows(named=True):
        document_id = str(entry["document_id"])
        reading = readings.get(document_id, {})
        verdict = verdicts.get(document_id, {})
        standing = standings.get(document_id)
        twin = readings.get(standing.twin or "", {}) if standing else {}
        rows.append(
            _ledger_columns(entry, ids)
            | (_reading_columns(reading, twin) if reading else {})
            | _verdict_columns(verdict)
            | {"erred": erred.get(document_id, {}).get("erred")}
            | {
                "statements_found": found.get(document_id, 0) if reading else None,
                "amounts": amounts.get(document_id, 0) if reading else None,
            }
            | _fate(
                entry,
                reading,
                _explained(verdict, erred.get(document_id, {})),
                standing,
                amounts.get(document_id, 0),
            )
        )
    frame = pl.DataFrame(rows, schema=DISCLOSURES["disclosure"], orient="row")
    return frame.sort("document_id"), standings


def unplaced(ledger: pl.DataFrame) -> pl.DataFrame:
    """Give the ``disclosure`` rows of documents that tell no fiscal year."""
    ids = dict(ledger.select("path", "document_id").iter_rows())
    entries = ledger.filter(pl.col("fiscal_year").is_null()).iter_rows(named=True)
    rows = [_ledger_columns(entry, ids) | _fate(entry, {}, {}, None, 0) for entry in entries]
    frame = pl.DataFrame(rows, schema=DISCLOSURES["disclosure"], orient="row")
    return frame.sort("document_id")


def dim_disclosure(disclosure: pl.DataFrame, standings: dict[str, Standing]) -> pl.DataFrame:
    """Give the accepted versions: the published documents and those they superseded."""
    kept = disclosure.filter(pl.col("status").is_in(["published", "superseded"]))
    rows = [
        row
        | {
            "valid_from": standings[str(row["document_id"])].valid_from,
            "valid_to": standings[str(row["document_id"])].valid_to,
            "is_current": row["status"] == "published",
        }
        for row in kept.to_dicts()
    ]
    schema = DIMENSIONS["dim_disclosure"]
    return pl.DataFrame([{c: row[c] for c in schema} for row in rows], schema=schema)


def _by_document(frame: pl.DataFrame) -> dict[str, Row]:
    return {str(row["document_id"]): row for row in frame.iter_rows(named=True)}


def _count(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.group_by("document_id").len().iter_rows())


def _ledger_columns(entry: Row, ids: dict[str, str]) -> Row:
    columns = ("document_id", "path", "format", "sha256", "fiscal_year", "first_seen_at")
    original = ids.get(str(entry["duplicate_of"])) if entry["duplicate_of"] else None
    return {name: entry[name] for name in columns} | {"replaced_by": original}


def _reading_columns(reading: Row, twin: Row) -> Row:
    columns = ("department", "scope", "body", "reader", "pages")
    placed = {
        name: reading[name] if reading[name] is not None else twin.get(name)
        for name in ("division_code", "division", "unit_code")
    }
    key = (
        placed["division_code"] or "",
        reading["body"] or reading["department"] or reading["document_id"],
        reading["scope"] or "",
    )
    department_id = hashlib.sha256("\n".join(map(str, key)).encode()).hexdigest()[:16]
    return {name: reading[name] for name in columns} | placed | {"department_id": department_id}


def _verdict_columns(verdict: Row) -> Row:
    columns = ("exact", "rounding", "violated", "not_testable")
    counts = {name: verdict.get(name) for name in columns}
    return counts | {"identities_tested": verdict.get("tested")}


def _explained(verdict: Row, erred: Row) -> Row:
    """Add to the reason of a quarantined document who erred, by a second reading of it."""
    if not erred or verdict.get("verdict") != "quarantined":
        return verdict
    return verdict | {"reason": f"{str(verdict['reason']).rstrip('.')}; {erred['sentence']}"}


def _fate(entry: Row, reading: Row, verdict: Row, standing: Standing | None, amounts: int) -> Row:
    """Decide status, reason, version and successor, from the first door that held it back."""
    if entry["status"] != "candidate":
        return {"status": entry["status"], "reason": entry["reason"]}
    if not reading:
        return {"status": "rejected", "reason": NOT_READ}
    if reading["outcome"] != "read":
        return {"status": "rejected", "reason": reading["reason"]}
    if not verdict:
        raise StarError(f"{entry['path']}: it was read, but the gate gave no verdict on it")
    if standing is None:
        return {"status": verdict["verdict"], "reason": verdict["reason"]}
    reason = standing.reason or verdict["reason"] or (None if amounts else NARRATIVE_ONLY)
    return {
        "status": standing.status,
        "reason": reason,
        "version": standing.version,
        "replaced_by": standing.replaced_by,
    }
