"""Publishing: a new DuckDB file beside the old one, put in its place in one step.

Whoever has the old file open keeps it; whoever opens it next sees the new one. A file that would
hold the same rows, built by the same SQL, is not published again: the old one stays untouched.
Where few documents changed, the new file is a copy of the old one in which they are exchanged.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.aside import sync
from pipelines.warehouse.content import BUILT_BY, Contents, recorded
from pipelines.warehouse.increment import exchange, increment
from pipelines.warehouse.kept import keep_current
from pipelines.warehouse.loading import load, scripts


@dataclass(frozen=True)
class Publication:
    """What is published at the target: rows and content hash a table, and the size of the file.

    ``changed`` tells whether this publication replaced the file, and ``exchanged`` how many
    documents were exchanged in a copy of the one before; None where all were loaded anew.
    """

    tables: dict[str, int]
    hashes: dict[str, str]
    changed: bool
    bytes: int
    exchanged: int | None = None


def publish(star: Path, *, sql: Path, target: Path, keep: int = 1) -> Publication:
    """Build the warehouse of the star folder ``star`` and publish it at ``target``.

    The ``keep`` files published last stay in the folder ``published`` beside it.

    The files ``sql/*.sql`` run in the order of their names: over the whole star, or over the
    documents that changed since the last publication where those are few. Nothing of ``target``
    changes unless all of them succeed; raises :class:`duckdb.Error` where one fails.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.new")
    staged = target.with_name(f".{target.name}.{os.getpid()}.staged")
    for left in target.parent.glob(f".{target.name}.*"):  # of a run that was killed
        left.unlink()
    try:
        was = recorded(target)
        found, exchanged = _make(star, scripts(sql), target, was, aside, staged)
        changed = found != was
        if changed:
            sync(aside)
            keep_current(target, keep)
            os.replace(aside, target)
            sync(target.parent)
        keep_current(target, keep)
    finally:
        _remove(aside)
        _remove(staged)
    tables = {name: row for name, row in found.items() if name != BUILT_BY}
    return Publication(
        tables={name: rows for name, (rows, _) in tables.items()},
        hashes={name: digest for name, (_, digest) in tables.items()},
        changed=changed,
        bytes=target.stat().st_size,
        exchanged=exchanged,
    )


def _make(
    star: Path,
    texts: Sequence[str],
    target: Path,
    was: Contents | None,
    aside: Path,
    staged: Path,
) -> tuple[Contents, int | None]:
    """Make the new file ``aside``, unless it would hold what is published, and tell what it holds.

    The number is that of the documents that were exchanged, None where all were loaded.
    """
    made = increment(star, texts, target, was, staged)
    if made is not None and made.found == was:
        return made.found, len(made.change.documents)
    if made is not None:
        with suppress(duckdb.Error):  # of the file that is published, or no room for its copy
            exchange(made, target, aside)
            return made.found, len(made.change.documents)
        _remove(aside)
    return load(star, texts, aside), None


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
