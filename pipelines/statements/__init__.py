"""Statements: from text lines and grids to the amounts of the nine statements.

What differs between publishers is data (``templates/``). :func:`interpret` is the door.
"""

from pipelines.statements.interpret import interpret
from pipelines.statements.records import STATEMENTS
from pipelines.statements.tables import TABLES

__all__ = ["STATEMENTS", "TABLES", "interpret"]
