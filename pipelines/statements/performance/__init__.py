"""Performance forms: what a body says of its own performance, beside the nine statements.

Self-evaluations of a whole unit and of projects, and the mid-year monitoring of both. How they
are printed is data (``forms.yml``, ``framework.yml``). :func:`forms` is the door.
"""

from pipelines.extract import Reading
from pipelines.statements.performance.form import read_forms
from pipelines.statements.performance.records import (
    PERFORMANCE_FUND,
    PERFORMANCE_INDICATOR,
    PERFORMANCE_TOTAL,
    Forms,
)

__all__ = ["PERFORMANCE_FUND", "PERFORMANCE_INDICATOR", "PERFORMANCE_TOTAL", "Forms", "forms"]


def forms(reading: Reading) -> Forms:
    """Give the rows of all performance forms of a document; one printed twice counts once."""
    return read_forms(reading.blocks)
