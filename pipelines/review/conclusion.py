"""Conclusion: did the publisher or the reader err? One sentence a quarantined document.

Where both readings find the same, it is printed so. Where they differ and the second satisfies the
identities, the reader erred, and the second reading is what should have been read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipelines.gate.trial import Trial

Erred = Literal["publisher", "reader", "unknown"]
Row = Mapping[str, object]

ENOUGH = 0.9
"""A second reading of which fewer than this share of the identities could be tested proves nothing:
what lost its statements violates none."""
NAMED = 2  # cells that a sentence names


@dataclass(frozen=True)
class Case:
    """What is known of one document: its suspect cells, and how it fared in three trials.

    ``again`` is the second reading judged by itself, None where that could not be read;
    ``mended`` is the first reading with the second one's values where they differ.
    """

    first: Trial
    again: Trial | None
    mended: Trial | None
    cells: Sequence[Row] = field(default=())
    unread: str | None = None


def conclude(case: Case) -> tuple[Erred, str]:
    """Say who erred, and why, in one sentence."""
    if case.again is None:
        return "unknown", f"it could not be read a second time: {case.unread or 'no reason told'}"
    differing = [cell for cell in case.cells if cell["agrees"] is False]
    if case.mended is not None and not case.mended.violated:
        return "reader", _mended(differing)
    if not case.again.violated and case.again.tested >= ENOUGH * case.first.tested:
        return "reader", "the reader erred: read again by other means, it satisfies every identity"
    if case.cells:
        return _by_cells(case.cells, differing)
    if case.again.violated == case.first.violated:
        return "publisher", (
            "the publisher printed it so: both readings violate the same identities"
        )
    return "unknown", "the two readings differ, and neither satisfies the identities"


def _by_cells(cells: Sequence[Row], differing: Sequence[Row]) -> tuple[Erred, str]:
    """Conclude from the likeliest suspects alone."""
    best = min(int(str(cell["rank"])) for cell in cells)
    likeliest = [cell for cell in cells if cell["rank"] == best]
    if all(cell["agrees"] for cell in likeliest):
        return "publisher", f"the publisher printed it so: both readings find {_named(likeliest)}"
    if differing:
        return "unknown", (
            f"the readings differ, and neither satisfies the identities: {_both(differing)}"
        )
    return "unknown", "the second reading does not find the cells under suspicion"


def _mended(differing: Sequence[Row]) -> str:
    return (
        f"the reader erred: {_both(differing)} by a second reading, with which every identity holds"
    )


def _named(cells: Sequence[Row]) -> str:
    return _listed([f"{_cell(cell)} {_print(cell['printed'])}" for cell in cells])


def _both(cells: Sequence[Row]) -> str:
    return _listed(
        [
            f"{_cell(cell)} is {_print(cell['printed_again'])}, not {_print(cell['printed'])}"
            for cell in cells
        ]
    )


def _listed(phrases: Sequence[str]) -> str:
    more = len(phrases) - NAMED
    return ", ".join([*phrases[:NAMED], *([f"and {more} more"] if more > 0 else [])])


def _cell(cell: Row) -> str:
    parts = (cell["statement"], cell["label"], cell["column_label"])
    return " ".join(str(part) for part in parts if part)


def _print(text: object) -> str:
    return str(text) if text else "blank"
