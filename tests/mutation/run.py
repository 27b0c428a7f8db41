"""Running many trials side by side: mutants spread over documents and kinds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.mutation.document import documents
from tests.mutation.draw import draw
from tests.mutation.edit import INVISIBLE, SINGLE, STRUCTURAL, TWO, Mutant
from tests.mutation.trial import Trial, attempt

BATCH = 100
_SHARES = (*[(kind, 5) for kind in SINGLE], *[(kind, 3) for kind in TWO + STRUCTURAL],
           *[(kind, 4) for kind in INVISIBLE])  # fmt: skip
"""How many mutants of a kind are drawn for one another."""


def run(mutants: int, seed: int, sources: Sequence[str], processes: int) -> Iterator[Trial]:
    """Run so many mutants, spread over the documents of ``sources``, side by side.

    Batches take documents and kinds in turn, so that the first ones are a fair sample already.
    """
    chosen = [d for d in documents().values() if d.source in sources]
    counts = counts_for(mutants / len(chosen))
    tasks: list[tuple[int, str, list[Mutant]]] = []
    for document in chosen:
        drawn = draw(document, counts, seed)
        batches = -(-len(drawn) // BATCH)
        tasks += [(n, document.id, drawn[n::batches]) for n in range(batches)]
    _, names, batch = zip(*sorted(tasks, key=lambda task: task[0]), strict=True)
    with ProcessPoolExecutor(processes, get_context("spawn"), os.nice, (10,)) as pool:
        yield from pool.map(_trial, names, batch)


def counts_for(mutants: float) -> dict[str, int]:
    """Tell how many mutants of each kind a document has of so many in all, at least one."""
    unit = mutants / sum(weight for _, weight in _SHARES)
    return {kind: max(1, round(unit * weight)) for kind, weight in _SHARES}


def _trial(document: str, mutants: Sequence[Mutant]) -> Trial:
    with tempfile.TemporaryDirectory() as folder:
        return attempt(documents()[document], mutants, Path(folder))
