"""Nights: whatever comes when, and wherever a night was broken off, the star is that of one build."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.star import TABLES, build
from pipelines.star.parts import Parts
from tests.star.builder import YEAR, Document, World

PLACES = ("211300", "210500", None)
Found = dict[str, list[str]]


def contents(world: World) -> Found:
    """Give every row of every table as text, in one order."""
    row = pl.struct(pl.all()).struct.json_encode()
    return {name: sorted(world.table(name).select(row).to_series()) for name in TABLES}


def whole(*documents: Document) -> Found:
    """Give what one build of all documents holds."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.build(*documents)
        return contents(world)


def document(name: str, body: str = "财政局", amount: int = 1, **about: Any) -> Document:
    """A document that names a subject, a project and an indicator of its own."""
    made = Document(name, body=body, **about).general("2010101", amount)
    made.state("general_budget_expenditure", "2010102", label=f"行政{amount}", total=amount)
    made.state("basic_expenditure", "30101", side=f"人员{amount}", amount=amount)
    made.form_row("indicator", "项目自评", f"{amount}经费", level1="产出", level3=name)
    return made.claim("project_budget", "5", subject=f"{amount}专项资金")


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """Documents of few bodies, places and amounts, and now and then a copy of one."""
    documents = []
    for name in "abcdefg"[: draw(st.integers(2, 7))]:
        made = document(
            name,
            draw(st.sampled_from(["甲局", "乙局"])),
            draw(st.integers(1, 2)),
            division_code=draw(st.sampled_from(PLACES)),
            format=draw(st.sampled_from(["text", "pdf"])),
            day=draw(st.integers(0, 2)),
            verdict=draw(st.sampled_from(["accepted", "accepted", "quarantined"])),
        )
        documents.append(made)
        if draw(st.booleans()):
            path = f"{name}.txt"
            documents.append(replace(made, name=f"{name}2", status="duplicate", duplicate_of=path))
    return documents


def present(documents: list[Document], names: set[str]) -> list[Document]:
    """Give the documents of a night; a copy is one where its original is there."""
    return [d for d in documents if d.name[0] in names]


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_any_split_over_nights_gives_the_star_of_one_build(data: st.DataObject) -> None:
    documents = data.draw(corpora())
    some = st.sets(st.sampled_from([d.name[0] for d in documents]))
    nights = data.draw(st.lists(some, min_size=2, max_size=3))
    with TemporaryDirectory() as folder:
        world = World(Path(folder), batch=data.draw(st.sampled_from([1, 3, 2_000])))
        for names in nights:
            world.build(*present(documents, names))
        assert contents(world) == whole(*present(documents, nights[-1]))


def test_a_corrected_version_and_a_rendition_that_comes_later_build_their_kin_alone(
    world: World,
) -> None:
    others = [document(f"o{i}", body=f"{i}局") for i in range(5)]
    first, second = document("a", amount=1), document("b", amount=2, day=1)
    rendition = document("c", amount=2, format="pdf", division_code=None, day=2)
    assert world.build(*others, first).built == 6
    assert world.build(*others, first, second).built == 2
    assert world.status("a")["status"] == "superseded"
    assert world.build(*others, first, second, rendition).built == 3
    assert world.status("c")["division_code"] == "211300"
    assert world.build(*others, first, second, rendition).built == 0
    assert contents(world) == whole(*others, first, second, rendition)


def test_what_vanishes_goes_and_what_it_replaced_comes_back(world: World) -> None:
    first, second = document("a", amount=1), document("b", amount=2, day=1)
    other = document("o", body="甲局")
    world.build(first, second, other)
    assert world.build(first, other).built == 1
    assert world.status("a")["status"] == "published"
    assert contents(world) == whole(first, other)


def test_a_path_that_another_document_names_is_another_input(world: World) -> None:
    first, second = document("a", amount=1), document("b", amount=2, day=1)
    world.build(first, second)
    moved = replace(second, path="moved/b.txt")
    assert world.build(first, moved).built == 2
    assert "moved/b.txt" in str(world.status("a")["reason"])


def test_many_small_parts_become_one(world: World) -> None:
    world.batch = 100
    documents = [document(f"n{i}", body=f"{i}局") for i in range(12)]
    for number in range(1, len(documents) + 1):
        assert world.build(*documents[:number]).built == 1
    assert len(world.files("disclosure")) <= 9
    assert contents(world) == whole(*documents)


def test_a_part_that_lost_a_file_is_built_again(
    world: World,
) -> None:
    documents = [document("a"), document("b", body="甲局")]
    world.batch = 1
    world.build(*documents)
    world.files("fact_expenditure")[0].unlink()
    assert world.rebuild().built == 1
    assert contents(world) == whole(*documents)


def test_the_files_of_years_that_lay_in_one_part_make_room(world: World) -> None:
    world.build(document("a"))
    world.part("disclosure").rename(world.part("disclosure").with_name("part.parquet"))
    world.rebuild()
    assert world.table("disclosure").height == 1


@pytest.mark.parametrize("last", [0, 1, 5, 36, 50, 74, 75])
def test_a_night_that_was_broken_off_is_healed_by_the_next(
    world: World, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = document("a", amount=1), document("b", amount=2, day=1)
    others = [document(f"o{i}", body=f"{i}局") for i in range(3)]
    world.build(first, *others)
    taken = 0

    def stepping(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            nonlocal taken
            if taken == last:
                raise KeyboardInterrupt
            taken += 1
            return call(*given, **named)

        return step

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", stepping(os.replace))
        broken.setattr(Path, "unlink", stepping(Path.unlink))
        with pytest.raises(KeyboardInterrupt):
            world.build(first, second, *others)
    held = [i for b in Parts(world.star, YEAR).builds().values() for i in b["document_id"]]
    assert len(held) == len(set(held))
    world.rebuild()
    assert contents(world) == whole(first, second, *others)


def test_a_part_that_is_not_trusted_is_made_again(world: World) -> None:
    world.batch = 1
    world.build(document("a"), document("b", body="甲局"))
    distrusted = world.files("disclosure")[0].stem
    aside = world.root / "aside"
    report = build(
        YEAR,
        ledger=world.root / "ledger.parquet",
        parts=[world.root / "part-1"],
        verdicts=[world.root / "verdict"],
        out=aside,
        star=world.star,
        distrusted={distrusted},
    )
    assert (report.built, report.gone) == (1, (distrusted,))
    assert report.rows["disclosure"] == 2
