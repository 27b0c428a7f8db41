"""What is to be done to the parts of a year, so that they hold what its documents are made of now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

_SMALL = 10  # a part with at most this share of a full one is small
_MANY = 8  # so many small parts are made one

Kept = dict[str, pl.Series]
"""The documents that are taken over unchanged, by the part that holds them now."""


@dataclass(frozen=True)
class NewPart:
    """A part to write: documents to build, and documents that other parts hold already."""

    built: pl.Series
    kept: Kept


@dataclass(frozen=True)
class Plan:
    """Parts to write, parts that stay as they are, and parts that go."""

    new: tuple[NewPart, ...]
    stay: tuple[str, ...]
    gone: tuple[str, ...]


def planned(builds: pl.DataFrame, held: Mapping[str, pl.DataFrame], batch: int) -> Plan:
    """Plan a year from its ``builds`` (document_id, kin, made_of) and the parts that are ``held``.

    Kin are built together. A part has at most ``batch`` documents, save where kin are more.
    """
    wanted = builds.select("document_id", "made_of")
    known = pl.concat([_NOTHING, *(frame.select(_NOTHING.columns) for frame in held.values())])
    once = known.filter(pl.len().over("document_id") == 1)
    same = wanted.join(once, on=wanted.columns, how="semi")
    new_kin = builds.join(same, on="document_id", how="anti")["kin"].unique()
    changed = pl.col("kin").is_in(new_kin.implode())
    unchanged = builds.filter(~changed)["document_id"]
    chunks = list(_chunks(builds.filter(changed), batch))
    kept = {
        name: frame.filter(pl.col("document_id").is_in(unchanged.implode()))["document_id"]
        for name, frame in held.items()
    }
    small = [name for name, mine in kept.items() if 0 < len(mine) <= batch // _SMALL]
    if len(small) <= _MANY:
        small = []
    stay = [n for n, mine in kept.items() if len(mine) == held[n].height and n not in small]
    reduced = [n for n, mine in kept.items() if len(mine) and n not in (*small, *stay)]
    none = wanted["document_id"].clear()
    return Plan(
        new=(
            *(NewPart(chunk, {}) for chunk in chunks),
            *(NewPart(none, {name: kept[name]}) for name in reduced),
            *((NewPart(none, {name: kept[name] for name in small}),) if small else ()),
        ),
        stay=tuple(stay),
        gone=tuple(name for name in held if name not in stay),
    )


_NOTHING = pl.DataFrame(schema=dict.fromkeys(("document_id", "made_of"), pl.String()))


def _chunks(changed: pl.DataFrame, batch: int) -> Iterator[pl.Series]:
    """Give the documents to be built in whole groups of kin, in their order."""
    groups = changed.group_by("kin", maintain_order=True).agg("document_id")
    chunk: list[str] = []
    for _, documents in groups.iter_rows():
        if chunk and len(chunk) + len(documents) > batch:
            yield pl.Series("document_id", chunk, pl.String())
            chunk = []
        chunk += documents
    if chunk:
        yield pl.Series("document_id", chunk, pl.String())
