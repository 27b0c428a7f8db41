"""Landing: which documents are there, and are they new?

Takes a folder and gives the ledger, one row a path. It looks at bytes, never at what a statement
or an amount is.
"""

from pipelines.landing.ledger import LEDGER_SCHEMA, scan, unseen

__all__ = ["LEDGER_SCHEMA", "scan", "unseen"]
