"""How well wrong cells were located: the suspects of the gate against what really was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.mutation.books import Key, key_of
from tests.mutation.document import Row
from tests.mutation.sums import Accounts

Sets = dict[str, list[list[Row]]]
"""The sets of suspects of each document, the likeliest first."""


@dataclass(frozen=True)
class Location:
    """What the gate said of one mutant; a change that breaks no sum by itself is not asked for.

    ``among``: the changed cells are one of the sets; ``first``: they are the first one; ``exact``:
    that one proposes the amounts that were printed before. ``automatic``: it would be repaired
    without a person; ``wrong``: by another amount, or in a cell that was right.
    """

    among: bool
    first: bool
    exact: bool
    automatic: bool
    wrong: bool


def sets_by_document(path: Path) -> Sets:
    """Read the suspects; nothing where the gate does not locate."""
    found: Sets = {}
    if path.is_file():
        frame = pl.read_parquet(path).sort("document_id", "set_no", "rank")
        for _, group in frame.group_by("document_id", "set_no", maintain_order=True):
            found.setdefault(group["document_id"][0], []).append(group.to_dicts())
    return found


def located(
    sets: Sets, document_id: str, accounts: Accounts, changes: Mapping[Key, int | None]
) -> Location | None:
    """Compare the suspects of a mutant with its changes; None where there are no suspects."""
    of_document = sets.get(document_id)
    if not of_document or not changes:
        return None
    told = [key for key, value in changes.items() if accounts.beyond({key: value})]
    truth = {key: accounts.values[key] for key in told or changes}
    named = [{key_of(row): _fen(row) for row in suspects} for suspects in of_document]
    first, automatic = named[0], all(row["automatic"] for row in of_document[0])
    return Location(
        among=any(of.keys() == truth.keys() for of in named),
        first=first.keys() == truth.keys(),
        exact=first == truth,
        automatic=automatic,
        wrong=automatic and any(accounts.values.get(k) != to for k, to in first.items()),
    )


def _fen(row: Row) -> int | None:
    return None if row["proposed_yuan"] is None else int(row["proposed_yuan"] * 100)
