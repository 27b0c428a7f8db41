"""Departmental final accounts of China, from published disclosures to a DuckDB warehouse.

The rooms, in the order in which a disclosure walks through them: ``landing``, ``extract``,
``statements``, ``gate``, ``star``, ``warehouse``; ``orchestration`` runs them under Dagster.
"""

import os

# Polars gives memory back half a second after it was last used, to ask for it again with the next
# documents; ten seconds is what its allocator does by itself. Read when Polars is imported.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:10000")
