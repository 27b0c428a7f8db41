"""The narrative's vocabulary as relations: names, statement cells, ratios and last year's metrics.

Nothing here knows a metric: what a claim must equal or recompute from is data of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import duckdb
import polars as pl

from pipelines.statements.narrative.vocabulary import NO_SUBJECT, Metric, Vocabulary, vocabulary

_TERM = re.compile(r"(\w+)(?:\[(\w+)\])?( of last year)?")
_OWN = "{subject}"
_CELL = ("statement", "side", "item", "label", "path", "measure")
_TABLES = {
    "metric_name": ("metric", "zh", "kind"),
    "subject_name": ("metric", "subject", "zh"),
    "metric_cell": ("metric", "subject", "n", *_CELL),
    "metric_ratio": ("metric", "numerator", "of_subject", "denominator", "to_subject", "growth"),
    "metric_previous": ("metric", "previous"),
}


def create_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the relations ``metric_*`` and ``subject_name``; a null subject is the claim's own."""
    known = vocabulary()
    rows: dict[str, Sequence[Sequence[object]]] = {
        "metric_name": [(name, m.zh, m.kind) for name, m in known.metrics.items()],
        "subject_name": list(_subjects(known)),
        "metric_cell": [row for name in known.metrics for row in _cells(known, name)],
        "metric_ratio": [
            row for name, m in known.metrics.items() for row in _ratio(known, name, m)
        ],
        "metric_previous": [(n, m.previous) for n, m in known.metrics.items() if m.previous],
    }
    for table, columns in _TABLES.items():
        schema = {c: pl.Boolean if c == "growth" else pl.String for c in columns}
        frame = pl.DataFrame(rows[table], schema=schema, orient="row")
        connection.from_arrow(frame.to_arrow()).create(table)


def _subjects(known: Vocabulary) -> Iterator[tuple[str, str, str]]:
    for name, metric in known.metrics.items():
        subjects = known.subjects.get(metric.subject)
        if isinstance(subjects, dict):
            yield from ((name, subject, zh) for subject, zh in subjects.items())


def _cells(known: Vocabulary, name: str) -> Iterator[tuple[str | None, ...]]:
    """Give the cells a metric equals, one set a subject; printed names stay a null subject."""
    metric = known.metrics[name]
    ids = known.subject_ids(name)
    for subject in [None] if ids is None else sorted(ids) or [""]:
        cells = metric.equals.get(subject or "", metric.equals.get("*", ()))
        for n, cell in enumerate(cells):
            given = [cell.get(key) for key in _CELL]
            filled = [
                v if v is None or subject is None else v.replace(_OWN, subject) for v in given
            ]
            yield (name, subject, str(n), *filled)


def _ratio(known: Vocabulary, name: str, metric: Metric) -> Iterator[tuple[object, ...]]:
    """Give the two claims of a ratio; one that names no two claims is left to an identity."""
    terms = metric.ratio and [_TERM.fullmatch(term) for term in (metric.ratio.of, metric.ratio.to)]
    if not terms or terms[0] is None or terms[1] is None:
        return
    (of, of_subject, _), (to, to_subject, last_year) = (t.groups() for t in terms if t)
    none = {
        m: "" for m in (of, to) if m in known.metrics and known.metrics[m].subject == NO_SUBJECT
    }
    of_subject, to_subject = of_subject or none.get(of), to_subject or none.get(to)
    yield (name, of, of_subject, to, to_subject, last_year is not None)
