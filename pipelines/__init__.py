"""Departmental final accounts of China, from published disclosures to a DuckDB warehouse.

The rooms, in the order in which a disclosure walks through them: ``landing``, ``extract``,
``statements``, ``gate``, ``star``, ``warehouse``; ``orchestration`` runs them under Dagster.
"""
