"""The last published files are kept, and one of them can be put back in one step."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import NotKeptError, current, kept, publish, put_back
from tests.star.builder import World
from tests.warehouse.conftest import accounts

SPENT = "SELECT max(amount_yuan)::INTEGER FROM fact_expenditure WHERE subject_code = '2210201'"


@pytest.fixture
def three(world: World, sql: Path, target: Path) -> Path:
    """A warehouse published three times: with a hundred more each time."""
    for hundreds in (1, 2, 3):
        world.build(accounts("a").general("2210201", hundreds))
        assert publish(world.star, sql=sql, target=target, keep=3).changed
    return target


def spent(target: Path) -> object:
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(SPENT).fetchall()[0][0]


def test_the_files_published_last_are_kept_and_the_current_one_is_among_them(
    three: Path, world: World, sql: Path
) -> None:
    assert [spent(path) for path in kept(three)] == [100, 200, 300]
    assert current(three) == kept(three)[-1]
    world.build(accounts("a").general("2210201", 4))
    publish(world.star, sql=sql, target=three, keep=3)
    assert [spent(path) for path in kept(three)] == [200, 300, 400]


def test_the_file_before_is_put_back_and_the_one_before_that(three: Path) -> None:
    files = kept(three)
    assert put_back(three) == files[1]
    assert (spent(three), current(three)) == (200, files[1])
    assert put_back(three) == files[0]
    assert kept(three) == files
    with pytest.raises(NotKeptError, match="no older file is kept"):
        put_back(three)
    assert put_back(three, files[2].stem) == files[2]
    assert spent(three) == 300


def test_what_names_no_kept_file_or_several_changes_nothing(three: Path) -> None:
    for wanted in ("1999", three.stem):
        with pytest.raises(NotKeptError, match=r"kept files; there are: .*-.*\.duckdb"):
            put_back(three, wanted)
    assert spent(three) == 300


def test_the_current_file_is_kept_even_if_it_is_the_oldest(
    three: Path, world: World, sql: Path
) -> None:
    oldest = put_back(three, kept(three)[0].stem)
    world.build(accounts("a").general("2210201", 3))  # what was published before it was taken back
    publish(world.star, sql=sql, target=three, keep=1)
    assert spent(three) == 300
    assert not oldest.exists()
    assert len(kept(three)) == 1


def test_a_reader_of_the_file_that_was_current_keeps_it(three: Path) -> None:
    with duckdb.connect(three, read_only=True) as reader:
        put_back(three)
        assert reader.execute(SPENT).fetchall() == [(300,)]
    assert spent(three) == 200
