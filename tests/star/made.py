"""``document_build`` of a star written by hand: a document is made of its rows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.star.schemas import TABLES

BUILD = "document_build"


def tell(star: Path, *again: str) -> None:
    """Write ``document_build`` beside every file of ``disclosure``.

    A document counts as changed when a row of it does; those named in ``again`` always do.
    """
    tables = [name for name, schema in TABLES.items() if "document_id" in schema and name != BUILD]
    rows = " UNION ALL ".join(
        f"SELECT document_id, '{name}' || hash(t) AS row FROM {_files(star / name)} AS t"
        for name in tables
        if (star / name).exists()
    )
    named = ", ".join(f"'{document}'" for document in ("", *again))
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE made AS SELECT document_id, md5(string_agg(row, ' ' ORDER BY row)) "
            f"|| CASE WHEN document_id IN ({named}) THEN uuid()::VARCHAR ELSE '' END "
            f"AS made_of FROM ({rows}) GROUP BY document_id"
        )
        for file in star.glob("disclosure/*/*.parquet"):
            target = star / BUILD / file.relative_to(star / "disclosure")
            target.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(
                "COPY (SELECT document_id, fiscal_year, made_of "
                f"FROM read_parquet('{file}', hive_partitioning = false) "
                f"JOIN made USING (document_id)) TO '{target}' (FORMAT parquet)"
            )


def _files(table: Path) -> str:
    return f"read_parquet('{table}/*/*.parquet', hive_partitioning = false, union_by_name = true)"
