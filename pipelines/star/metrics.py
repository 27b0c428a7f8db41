"""``dim_metric``: the vocabulary of what sentences state, one row a metric."""

from __future__ import annotations

import polars as pl

from pipelines.star.schemas import DIMENSIONS, METRIC_CELL
from pipelines.statements.narrative.vocabulary import NO_SUBJECT, Metric, vocabulary

PROJECT = "project"
"""What the subject of a metric is called where it is the name of a project."""

_CELL = tuple(field.name for field in METRIC_CELL.fields)


def dim_metric(fiscal_year: int) -> pl.DataFrame:
    """Give every metric of the vocabulary, and the printed cells it must equal.

    A cell that is found by the path of a subject has no place here: its code is not stated.
    """
    rows = [
        {
            "fiscal_year": fiscal_year,
            "position": position,
            "metric": name,
            "zh": metric.zh,
            "en": metric.en,
            "kind": metric.kind,
            "subject_is": None if metric.subject == NO_SUBJECT else metric.subject,
            "previous": metric.previous,
            "equals": _equals(metric),
        }
        for position, (name, metric) in enumerate(vocabulary().metrics.items(), start=1)
    ]
    return pl.DataFrame(rows, schema=DIMENSIONS["dim_metric"], orient="row")


def _equals(metric: Metric) -> list[dict[str, str | None]]:
    cells = [
        {"subject": subject, **cell}
        for subject, cells in metric.equals.items()
        for cell in cells
        if "path" not in cell
    ]
    return [{name: cell.get(name) for name in _CELL} for cell in cells]
