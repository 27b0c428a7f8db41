"""Waivers: violations that a person has overruled, for a named document and a limited time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from pipelines.gate.identity import ExpectationsError
from pipelines.statements.records import KINDS

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

PROBLEM = "structure."
"""What the reader found wrong is a violation of this and the kind of the problem."""

Waived = dict[str, list[str]]
"""The documents whose violation of an identity is overruled, by identity."""


class Waiver(BaseModel):
    """One overruled violation: whose (sha256), which identity, why, by whom and until when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    identity: Said
    reason: Said
    by: Said
    until: date


_WAIVERS = TypeAdapter(tuple[Waiver, ...])


def load_waivers(path: Path | None, today: date) -> tuple[Waiver, ...]:
    """Load the waivers that hold on ``today``, the last day included.

    Raises:
        ExpectationsError: a row lacks a key or has an unknown one. No file means no waivers.
    """
    return tuple(waiver for waiver in all_waivers(path) if waiver.until >= today)


def all_waivers(path: Path | None) -> tuple[Waiver, ...]:
    """Load the waivers whether they hold or have expired; raises as :func:`load_waivers` does."""
    if path is None or not path.exists():
        return ()
    try:
        rows = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        return _WAIVERS.validate_python(rows or ())
    except (ValidationError, yaml.YAMLError) as error:
        raise ExpectationsError(f"{path.name}: {error}") from error


def refuse_unknown(path: Path | None, identities: Collection[str]) -> None:
    """Raise :class:`ExpectationsError` where a waiver names no identity and no kind of problem."""
    known = {*identities, *(f"{PROBLEM}{kind}" for kind in KINDS)}
    strange = sorted({w.identity for w in all_waivers(path)} - known)
    if path and strange:
        raise ExpectationsError(f"{path.name}: no identity is called {', '.join(strange)}")


def waived_documents(connection: duckdb.DuckDBPyConnection, waivers: Iterable[Waiver]) -> Waived:
    """Find the documents of a batch that ``waivers`` name, copies of one content included."""
    waived: Waived = {}
    for waiver in waivers:
        found = connection.execute(
            "SELECT document_id FROM document WHERE sha256 = ? ORDER BY ALL", [waiver.sha256]
        )
        waived.setdefault(waiver.identity, []).extend(row[0] for row in found.fetchall())
    return waived
