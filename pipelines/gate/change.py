"""Change: what of a star is not as a published file holds it, told document by document.

The table ``document_build`` names what every document was made of; a document of which it says the
same in the star and in the file has the same rows in both. Only Parquet files that hold documents
which changed are read for them: the files of one part have the same name in every table.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.gate.verdict_sql import literal

BUILD = "document_build"
_OTHERS = "unchanged_document"

_FILES = "*/*.parquet"
_READ = "read_parquet({files}, hive_partitioning = false, union_by_name = true)"
_COUNTS = """
SELECT count(*), count(DISTINCT document_id), (SELECT count(*) FROM {disclosures}) FROM {builds}
"""
_CHANGED = f"""
SELECT document_id, now.filename AS file
FROM now FULL JOIN published.{BUILD} AS before USING (document_id)
WHERE (now.fiscal_year, now.made_of) IS DISTINCT FROM (before.fiscal_year, before.made_of)
ORDER BY ALL
"""
_IN_PARTS = """
SELECT document_id FROM now
WHERE list_contains($1, filename) AND document_id NOT IN (SELECT unnest($2)) ORDER BY ALL
"""


@dataclass(frozen=True)
class Change:
    """The documents that are new, changed or gone, among how many that are published.

    ``parts`` are the Parquet files that hold those which are there, below the folder of any table,
    and ``others`` the unchanged documents that lie in the same files.
    """

    documents: tuple[str, ...]
    parts: tuple[str, ...]
    others: tuple[str, ...]
    among: int

    @property
    def share(self) -> float:
        """How many documents changed, as a share of those that are published."""
        return len(self.documents) / self.among if self.among else 1.0


def changed(star: Path, published: Path) -> Change | None:
    """Compare the star with a published file; None where it cannot be told what changed.

    That is where there is no such file or it cannot be read, and where ``document_build`` of
    either does not name every document once.
    """
    if not published.exists() or not any((star / BUILD).glob(_FILES)):
        return None
    try:
        with duckdb.connect() as connection:
            return _compared(connection, star, published)
    except duckdb.Error:  # damaged, of another make, or open for writing
        return None


def open_star(
    connection: duckdb.DuckDBPyConnection,
    star: Path,
    change: Change | None = None,
    *,
    schema: str = "memory.main",
    whole: frozenset[str] = frozenset(),
) -> None:
    """Make a view of every table of the star in ``schema``, under its own name.

    Where ``change`` is told, tables that have a column ``document_id`` show what lies in its parts
    and is of no unchanged document, save the tables ``whole``.
    """
    if change is not None:
        name_documents(connection, f"{schema}.{_OTHERS}", change.others)
    for folder in sorted(path for path in star.iterdir() if path.is_dir()):
        parts = None if change is None or folder.name in whole else change.parts
        rows = _rows(connection, folder, parts, f"{schema}.{_OTHERS}")
        connection.execute(f'CREATE VIEW {schema}."{folder.name}" AS {rows}')


def name_documents(
    connection: duckdb.DuckDBPyConnection, table: str, documents: tuple[str, ...]
) -> None:
    """Create a table of one column ``document_id`` that holds these."""
    connection.execute(f"CREATE TABLE {table} (document_id VARCHAR)")
    connection.execute(f"INSERT INTO {table} SELECT unnest(?)", [list(documents)])


def _rows(
    connection: duckdb.DuckDBPyConnection, table: Path, parts: tuple[str, ...] | None, others: str
) -> str:
    """Give the query of all rows of a table, or of those in ``parts`` but of ``others``."""
    files = literal(f"{table}/{_FILES}")
    one = None if parts is None else next(table.glob(_FILES), None)
    if parts is None or one is None or not _has_documents(connection, one):
        return f"FROM {_READ.format(files=files)}"
    there = [str(table / part) for part in parts if (table / part).exists()]
    if not there:
        return f"FROM {_READ.format(files=literal(str(one)))} WHERE false"
    listed = ", ".join(map(literal, there))
    return f"FROM {_READ.format(files=f'[{listed}]')} ANTI JOIN {others} USING (document_id)"


def _has_documents(connection: duckdb.DuckDBPyConnection, file: Path) -> bool:
    columns = connection.execute(f"DESCRIBE FROM {_READ.format(files=literal(str(file)))}")
    return "document_id" in {name for name, *_ in columns.fetchall()}


def _compared(connection: duckdb.DuckDBPyConnection, star: Path, published: Path) -> Change | None:
    connection.execute(f"ATTACH {literal(str(published))} AS published (READ_ONLY)")
    files = literal(f"{star / BUILD}/{_FILES}")
    connection.execute(
        "CREATE TABLE now AS SELECT document_id, fiscal_year, made_of, filename "
        f"FROM read_parquet({files}, hive_partitioning = false, filename = true)"
    )
    disclosures = _READ.format(files=literal(f"{star / 'disclosure'}/{_FILES}"))
    among = _named(connection, f"published.{BUILD}", "published.disclosure")
    if among is None or _named(connection, "now", disclosures) is None:
        return None
    found = connection.execute(_CHANGED).fetchall()
    documents = tuple(str(document) for document, _ in found)
    holding = sorted({str(file) for _, file in found if file is not None})
    others = connection.execute(_IN_PARTS, [holding, list(documents)]).fetchall()
    return Change(
        documents,
        tuple(str(Path(file).relative_to(star / BUILD)) for file in holding),
        tuple(str(document) for (document,) in others),
        among,
    )


def _named(connection: duckdb.DuckDBPyConnection, builds: str, disclosures: str) -> int | None:
    """Count the documents of ``document_build``; None where it does not name each of them once."""
    query = _COUNTS.format(builds=builds, disclosures=disclosures)
    rows, documents, disclosed = connection.execute(query).fetchall()[0]
    return int(rows) if rows == documents == disclosed else None
