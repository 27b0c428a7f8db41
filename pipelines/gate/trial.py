"""Trials: would documents pass, read in another way or with corrected cells? Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.gate.batch import open_batch
from pipelines.gate.correction import NONE, Corrections
from pipelines.gate.identity import load_suites
from pipelines.gate.results import fill_results
from pipelines.gate.rules import Rules
from pipelines.gate.waiver import load_waivers, waived_documents

_FOUND = """
SELECT document_id::VARCHAR, identity, coalesce(place, ''), outcome = 'violated', count(*)::INTEGER
FROM result
WHERE severity = 'critical' AND outcome <> 'not_testable'
GROUP BY ALL
"""


@dataclass
class Trial:
    """What critical identities say of one document: how many were tested, and which it violates.

    A violation is named by identity and place.
    """

    tested: int = 0
    violated: frozenset[tuple[str, str]] = frozenset()


def try_documents(
    parts: Sequence[Path],
    documents: Collection[str],
    rules: Rules,
    corrections: Corrections = NONE,
) -> dict[str, Trial]:
    """Try ``documents`` of ``parts``, with ``corrections``; those that were rejected are left out.

    Raises:
        ExpectationsError: a file of ``expectations`` is wrong.
        RuntimeError: an identity could not be run: nothing can be said of any document.
    """
    folder, suites = rules.expectations, load_suites(rules.expectations)
    waivers = load_waivers(rules.waivers, rules.today)
    with open_batch(parts, folder, documents=documents, corrections=corrections) as batch:
        waived = waived_documents(batch, waivers)
        failures = fill_results(batch, suites, waived, folder, most_joint=0)  # warns, never holds
        if failures:
            raise RuntimeError("; ".join(f"{name}: {why}" for name, why in failures.items()))
        read = batch.execute("SELECT document_id FROM document WHERE outcome = 'read'").fetchall()
        trials = {str(document): Trial() for (document,) in read}
        for document, identity, place, violated, tested in batch.execute(_FOUND).fetchall():
            if trial := trials.get(document):
                trial.tested += tested
                trial.violated |= {(identity, place)} if violated else set()
    return trials
