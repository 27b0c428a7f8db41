"""Statements: from text lines and grids to the amounts of the nine statements.

What differs between publishers is data (``templates/``). :func:`interpret` is the door,
:func:`interpret_columns` the one for many documents.
"""

from pipelines.statements.interpret import interpret, interpret_columns
from pipelines.statements.records import STATEMENTS
from pipelines.statements.tables import TABLES

__all__ = ["STATEMENTS", "TABLES", "interpret", "interpret_columns"]
