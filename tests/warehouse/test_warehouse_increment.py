"""A file in which changed documents were exchanged holds what one that is built whole holds."""

from __future__ import annotations

import errno
import os
import random
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.warehouse import Publication, files, increment, kept, publish
from pipelines.warehouse.content import recorded
from pipelines.warehouse.loading import attached, load
from tests.warehouse.nights import Star


@pytest.fixture
def star(tmp_path: Path) -> Star:
    """A star of some documents, in parts."""
    star = Star(tmp_path / "star", random.Random(1))
    star.night(new=12)
    return star


def rows(target: Path) -> dict[str, list[str]]:
    """Every row of every table, in the order of its text."""
    with duckdb.connect(target, read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {
            name: [
                str(text)
                for (text,) in connection.execute(
                    f"SELECT t::VARCHAR AS row FROM {name} AS t ORDER BY row"
                ).fetchall()
            ]
            for (name,) in names
        }


def same_as_whole(star: Star, sql: Path, target: Path) -> Publication:
    """Publish the star, and see that a whole build holds the same."""
    found = publish(star.folder, sql=sql, target=target)
    whole = target.with_name("whole.duckdb")
    whole.unlink(missing_ok=True)
    built = publish(star.folder, sql=sql, target=whole)
    assert built.exchanged is None
    assert (found.tables, found.hashes) == (built.tables, built.hashes)
    assert rows(target) == rows(whole)
    return found


def test_random_nights_give_what_a_whole_build_gives(
    sql: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(increment, "MOST_CHANGED", 1.0)
    monkeypatch.setattr(increment, "MOST_DELETED", 1.0)
    dice = random.Random(7)
    star = Star(tmp_path / "star", dice)
    star.night(new=9)
    assert publish(star.folder, sql=sql, target=target).exchanged is None
    for _ in range(3):
        star.night(
            new=dice.randrange(3),
            changed=dice.randrange(3),
            gone=dice.randrange(3),
            members=dice.choice((-1, 0, 1)),
        )
        assert same_as_whole(star, sql, target).exchanged is not None


def test_nothing_changed_leaves_the_file_alone(star: Star, sql: Path, target: Path) -> None:
    publish(star.folder, sql=sql, target=target)
    before = target.stat()
    star.write()
    again = publish(star.folder, sql=sql, target=target)
    assert (again.changed, again.exchanged) == (False, 0)
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def made_otherwise(star: Star, documents: int) -> None:
    """Say that some documents were made of something else."""
    for file in sorted(star.folder.glob("document_build/*/*.parquet")):
        frame = pl.read_parquet(file, hive_partitioning=False)
        taken = min(documents, frame.height)
        documents -= taken
        otherwise = pl.int_range(pl.len()) < taken
        frame.with_columns(
            pl.when(otherwise).then(pl.lit("another")).otherwise("made_of").alias("made_of")
        ).write_parquet(file)


def test_documents_that_were_made_anew_as_they_were_are_no_publication(
    star: Star, sql: Path, target: Path
) -> None:
    publish(star.folder, sql=sql, target=target)
    before = target.stat().st_mtime_ns
    made_otherwise(star, 2)
    again = publish(star.folder, sql=sql, target=target)
    assert (again.changed, again.exchanged) == (False, 2)
    assert target.stat().st_mtime_ns == before


def test_a_file_that_is_kept_is_never_written(star: Star, sql: Path, target: Path) -> None:
    publish(star.folder, sql=sql, target=target, keep=3)
    (first,) = kept(target)
    before = first.read_bytes()
    star.night(new=1)
    again = publish(star.folder, sql=sql, target=target, keep=3)
    assert (again.changed, again.exchanged) == (True, 1)
    assert first.read_bytes() == before
    assert kept(target)[0] == first
    assert kept(target)[-1].samefile(target)


@pytest.mark.parametrize(
    "reason", ["sql", "duckdb", "share", "damaged", "unnamed", "twice", "no table"]
)
def test_what_cannot_be_exchanged_is_built_whole(
    reason: str,
    star: Star,
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = ["CREATE TABLE content_hash (relation VARCHAR, rows BIGINT, hash VARCHAR)"]
    texts += [f"CREATE TABLE {t} AS FROM star('{t}')" for t in ("disclosure", "document_build")]
    texts = ["CREATE TEMP MACRO star(t) AS TABLE FROM query_table('memory.star.' || t)", *texts]
    target.parent.mkdir()
    load(star.folder, texts, target)
    star.night(new=9 if reason == "share" else 1)
    if reason == "sql":
        texts.append("CREATE VIEW more AS FROM disclosure")
    if reason == "duckdb":
        monkeypatch.setattr(duckdb, "__version__", "3.0.0")
    if reason == "damaged":
        with target.open("r+b") as database:
            database.seek(2 * 4096)
            database.write(bytes(8 * 4096))
            database.truncate(16 * 4096)
    (part,) = (star.folder / "document_build").glob("*DEFAULT*/*.parquet")
    if reason == "unnamed":
        part.unlink()
    if reason == "twice":
        shutil.copy(part, part.with_name("part-again.parquet"))
    if reason == "no table":
        with duckdb.connect(str(target)) as connection:
            connection.execute("DROP TABLE document_build")
    assert (
        increment.increment(star.folder, texts, target, recorded(target), tmp_path / "staged")
        is None
    )
    assert not (tmp_path / "staged").exists()


def test_rows_whose_space_is_lost_are_counted(tmp_path: Path) -> None:
    with attached(tmp_path / "file") as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT (n // 100)::VARCHAR AS document_id FROM range(400_000) t(n)"
        )
        connection.execute("CHECKPOINT juesuan")
        connection.execute("DELETE FROM t WHERE document_id::INTEGER % 10 = 0")
        connection.execute("CHECKPOINT juesuan")
        lost = increment._deleted(connection, {"t": (360_000, "")}, {"t": (40_000, "")})
    assert lost == pytest.approx(0.2)


def test_a_file_that_lost_too_many_rows_is_built_whole(
    star: Star, sql: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(star.folder, sql=sql, target=target)
    star.night(changed=1)
    monkeypatch.setattr(increment, "MOST_DELETED", 0.0)
    assert publish(star.folder, sql=sql, target=target).exchanged is None


def test_a_key_that_is_not_unique_holds_an_increment(star: Star, sql: Path, target: Path) -> None:
    publish(star.folder, sql=sql, target=target)
    before = target.read_bytes()
    star.night(new=3)
    (file, held), *_ = [
        (file, rows)
        for file in star.folder.glob("fact_income/*/part-0002*.parquet")
        if (rows := pl.read_parquet(file, hive_partitioning=False)).height
    ]
    pl.concat([held, held]).write_parquet(file)
    with pytest.raises(duckdb.Error, match="fact_income: its key is not unique"):
        publish(star.folder, sql=sql, target=target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in target.parent.iterdir()) == [target.name, "published"]


def test_an_exchange_that_fails_is_built_whole(
    star: Star, sql: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(star.folder, sql=sql, target=target)
    star.night(new=1)
    with monkeypatch.context() as broken:
        broken.setattr(increment, "_CHANGED", "memory.main.nowhere")
        broken.setattr(increment, "_OF_CHANGED", "WHERE error('no such block')")
        assert same_as_whole(star, sql, target).exchanged is None


def test_metadata_are_never_used_again(target: Path) -> None:
    """A file in which they were is read wrongly by clients before 2.0."""
    target.parent.mkdir()
    with attached(target) as connection:
        query = "SELECT current_setting('experimental_metadata_reuse')"
        assert connection.execute(query).fetchall() == [(False,)]


@pytest.mark.parametrize("refused", [True, False])
def test_a_file_is_copied_with_and_without_the_file_system(
    refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EXDEV, "another device")

    if refused:
        monkeypatch.setattr(os, "copy_file_range", refuse)
    (tmp_path / "one").write_bytes(bytes(range(256)) * 999)
    files.copy(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "other").read_bytes() == (tmp_path / "one").read_bytes()
