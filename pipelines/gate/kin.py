"""Kin: which documents of a fiscal year have to be judged together, and what a verdict is made of.

Two documents are kin where the verdict or the standing of one can depend on the other: what is
printed twice is told within a division, by body or by the department that a budget code begins
with; and what tells no division may be the other rendition of any namesake that prints as many
amounts in every statement. The groups are the connected components of these keys.
``expectations/year.sql`` compares nothing beyond a group but the documents of the year before that
:attr:`Kinship.prior` names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np
import polars as pl
import scipy  # its parts are imported where they are first used

from pipelines.gate.lineage import DEPARTMENT, prior_documents
from pipelines.gate.made_of import Ruled, made_of
from pipelines.statements.records import DOCUMENT, STATEMENT

_PARTED = {**DOCUMENT, "part": pl.String()}


@dataclass(frozen=True)
class Kinship:
    """Documents to be judged, by groups of kin, and what each group reads of the year before.

    ``groups`` has a row a document: ``document_id, kin, made_of, part``; ``kin`` is the smallest
    id of the group, ``made_of`` the fingerprint of all that its verdicts are made of, ``part`` the
    folder of its reading. ``prior`` has a row a group and document read: ``kin, document_id, part``.
    """

    groups: pl.DataFrame
    prior: pl.DataFrame

    @property
    def parts(self) -> list[Path]:
        """The parts in which the documents to be judged were read."""
        return [Path(part) for part in self.groups["part"].unique().sort()]

    @property
    def previous(self) -> list[Path]:
        """The parts in which the documents of the year before were read."""
        return [Path(part) for part in self.prior["part"].unique().sort()]

    @cached_property
    def made_of(self) -> dict[str, str]:
        """What the verdict on each document is made of."""
        return dict(self.groups.select("document_id", "made_of").iter_rows())

    def lots(self, known: pl.DataFrame, most: int) -> Iterator[Kinship]:
        """Give the groups that are not ``known``, as ``document_id, made_of``, in lots.

        A lot holds whole groups, ``most`` documents at most unless a single group is larger.
        Groups that were read together lie together, so that a lot opens few parts.
        """
        news = self.groups.join(known, on=["document_id", "made_of"], how="anti")
        sizes = (
            self.groups.join(news, on="kin", how="semi")
            .group_by("kin")
            .agg(pl.len(), pl.col("part").min())
            .sort("part", "kin")
        )
        lot, size = list[str](), 0
        for kin, documents in sizes.select("kin", "len").iter_rows():
            if lot and size + documents > most:
                yield self._only(lot)
                lot, size = [], 0
            lot.append(kin)
            size += documents
        if lot:
            yield self._only(lot)

    def _only(self, kin: Collection[str]) -> Kinship:
        mine = pl.DataFrame({"kin": kin})
        return Kinship(
            self.groups.join(mine, on="kin", how="semi"),
            self.prior.join(mine, on="kin", how="semi"),
        )


def kinship(
    parts: Sequence[Path],
    previous: Sequence[Path] = (),
    *,
    rules: str = "",
    ruled: Ruled = MappingProxyType({}),
    repair: bool = False,
) -> Kinship:
    """Give the groups of kin among the documents of ``parts``, the readings of one fiscal year.

    ``previous`` are the parts of the year before, ``rules`` the fingerprint of what all verdicts
    are made of, and ``ruled`` what persons have ruled on single contents. With ``repair`` any
    document may come to print another number of amounts, as one that is ruled on may anyway.
    """
    documents, before = _documents(parts), _documents(previous)
    mended = pl.lit(repair) | pl.col("sha256").is_in(list(ruled))
    groups = documents.with_columns(kin=_components(documents, _printed(parts), mended))
    prior = prior_documents(groups, before, parts)
    made = made_of(groups, before, prior, rules, ruled)
    return Kinship(
        groups.join(made, on="kin", how="left").select("document_id", "kin", "made_of", "part"),
        prior,
    )


def _documents(parts: Sequence[Path]) -> pl.DataFrame:
    frames = [
        pl.read_parquet(part / "document.parquet", hive_partitioning=False)
        .select(list(DOCUMENT))
        .with_columns(part=pl.lit(str(part)))
        for part in parts
    ]
    return pl.concat([pl.DataFrame(schema=_PARTED), *frames])


def _printed(parts: Sequence[Path]) -> pl.DataFrame:
    """Give ``document_id, printed``: how many amounts each statement prints, where any does."""
    columns = ["document_id", "statement", "status", "amounts"]
    frames = [
        pl.read_parquet(part / "statement.parquet", columns=columns, hive_partitioning=False)
        for part in parts
    ]
    told = pl.concat([pl.DataFrame(schema={c: STATEMENT[c] for c in columns}), *frames])
    found = told.filter(pl.col("status") == "found", pl.col("amounts").fill_null(1) > 0)
    counted = found.sort("document_id", "statement")
    each = pl.concat_str("statement", pl.col("amounts").cast(pl.String).fill_null("?"))
    return counted.group_by("document_id").agg(printed=each.str.join(","))


def _components(documents: pl.DataFrame, printed: pl.DataFrame, mended: pl.Expr) -> pl.Series:
    """Give the smallest id of the group of each document."""
    read = pl.col("outcome") == "read"
    name: list[pl.Expr] = [pl.col("body"), pl.col("scope").fill_null("")]
    exact = [*name, pl.col("printed")]
    placeless = pl.col("division_code").is_null()
    keys = (
        pl.concat_str(pl.lit("body"), "division_code", "body", separator="\n"),
        pl.concat_str(pl.lit("department"), "division_code", DEPARTMENT, separator="\n"),
        pl.when(placeless.any().over(exact)).then(
            pl.concat_str(pl.lit("rendition"), *exact, separator="\n")
        ),
        pl.when(placeless.any().over(name), mended.any().over(name)).then(
            pl.concat_str(pl.lit("namesake"), *name, separator="\n")
        ),
    )
    numbered = documents.with_row_index("number").join(
        printed, on="document_id", how="left", maintain_order="left"
    )
    told = pl.concat(numbered.filter(read).select("number", key=key) for key in keys)
    edges = told.drop_nulls("key").with_columns(key=pl.col("key").rank("dense") - 1)
    return _smallest(documents["document_id"], edges)


def _smallest(ids: pl.Series, edges: pl.DataFrame) -> pl.Series:
    """Give of each id the smallest that the ``edges``, from numbers of ids to keys, connect it to."""
    number, key = edges["number"].to_numpy(), edges["key"].to_numpy().astype(np.int64)
    nodes = len(ids) + edges["key"].n_unique()
    ends = (np.ones(len(key), dtype=np.int8), (number, len(ids) + key))
    _, labels = scipy.sparse.csgraph.connected_components(
        scipy.sparse.coo_array(ends, shape=(nodes, nodes)), directed=False
    )
    labelled = pl.DataFrame({"id": ids, "group": labels[: len(ids)]})
    return labelled.select(pl.col("id").min().over("group"))["id"]
