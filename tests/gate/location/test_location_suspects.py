"""Wrong cells are found, with the amount that was meant, by every slip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from time import perf_counter

import pytest

from pipelines.gate.location import SuspectSet, locate
from pipelines.gate.location.evidence import Evidence
from pipelines.gate.location.misread import digits, misread
from pipelines.gate.location.program import Program
from pipelines.gate.location.suspects import Search
from pipelines.gate.location.system import Cell, System
from tests.gate.location.drawn import misprinted, position, sound


def found(values: Mapping[int, int | None], seconds: float = 5.0) -> list[SuspectSet]:
    at = sound()
    return locate(misprinted(at, values), at.constraints, seconds=seconds)


def slip(cell: Cell, change: Callable[[str], str]) -> int:
    return int(change(digits(cell))) * cell.quantum


SLIPS: dict[str, Callable[[str], str]] = {
    "digit": lambda text: ("1" if text[0] != "1" else "7") + text[1:],
    "transposed": lambda text: text[:1] + text[2] + text[1] + text[3:],
    "dropped": lambda text: text[:2] + text[3:],
    "added": lambda text: text[:3] + "4" + text[3:],
    "point": lambda text: text + "00",
}


@pytest.mark.parametrize("kind", [*SLIPS, "blanked"])
def test_one_wrong_cell_is_found_and_mended(kind: str) -> None:
    at = sound()
    cell = position(at, "expenditure", "2080501", "basic")
    printed = None if kind == "blanked" else slip(at.cells[cell], SLIPS[kind])
    first, *others = found({cell: printed})
    assert others == []
    assert first.changes == {cell: at.cells[cell].value}
    assert first.suspects[0].misread == kind
    low, high = first.suspects[0].window
    assert low <= at.cells[cell].value <= high
    assert first.mended >= 2
    assert first.automatic


def test_a_blank_that_sums_fill_with_different_amounts_is_no_repair() -> None:
    """The line of 01 and the class of 03 are rounded by themselves, so either may be meant."""
    at = sound()
    line, row = (
        position(at, "summary", "201", "amount"),
        position(at, "expenditure", "201", "total"),
    )
    first = found({line: None, row: at.cells[row].value + at.cells[row].quantum})[0]
    assert set(first.changes) == {line}
    assert not first.automatic


def test_an_amount_in_the_cell_beside_its_own_is_moved_back() -> None:
    at = sound()
    cell = position(at, "appropriation_summary", "201", "general")
    beside = position(at, "appropriation_summary", "201", "fund")
    assert not at.cells[beside].value
    first = found({cell: None, beside: at.cells[cell].value})[0]
    assert first.changes == {cell: at.cells[cell].value, beside: 0}
    assert {suspect.misread for suspect in first.suspects} == {"moved"}


def test_two_amounts_that_changed_places_are_changed_back() -> None:
    at = sound()
    one = position(at, "expenditure", "2080501", "basic")
    other = position(at, "expenditure", "2080501", "project")
    first = found({one: at.cells[other].value, other: at.cells[one].value})[0]
    assert first.changes == {cell: at.cells[cell].value for cell in (one, other)}
    assert {suspect.misread for suspect in first.suspects} == {"exchanged"}
    assert first.automatic


def test_where_only_one_sum_tells_all_its_cells_are_suspected() -> None:
    """Nothing but the total limits the three lines of 07: no repair without a person."""
    at = sound()
    cell = position(at, "three_public", "reception", "budget")
    sets = found({cell: at.cells[cell].value + 500 * at.cells[cell].quantum})
    named = {at.cells[one.suspects[0].cell].item for one in sets}
    assert named == {"total", "abroad", "reception"}
    assert not any(one.automatic for one in sets)


def test_what_other_bodies_print_tells_which_blank_was_filled() -> None:
    at = sound()
    cells = misprinted(at, {position(at, "basic_expenditure", "30201", "amount"): None})
    for item, usual in (("30201", 0.9), ("30203", 0.1)):
        n = position(at, "basic_expenditure", item, "amount")
        cells[n] = replace(cells[n], usual=usual, state="blank")
    first = locate(cells, at.constraints)[0]
    assert cells[first.suspects[0].cell].item == "30201"


def test_three_wrong_cells_are_found_together() -> None:
    at = sound()
    wrong = [
        position(at, "expenditure", "2080501", "basic"),
        position(at, "income", "2010601", "appropriation"),
        position(at, "government_fund", "2120801", "project"),
    ]
    sets = found({cell: slip(at.cells[cell], SLIPS["digit"]) for cell in wrong})
    assert sets[0].changes == {cell: at.cells[cell].value for cell in wrong}


def test_nothing_is_suspected_where_nothing_is_violated() -> None:
    assert found({}) == []


def test_no_search_goes_on_when_the_time_is_over() -> None:
    at = sound()
    wrong = {n: slip(cell, SLIPS["digit"]) for n, cell in enumerate(at.cells) if cell.value > 10**9}
    start = perf_counter()
    assert found(wrong, seconds=0.0) == []
    assert perf_counter() - start < 60


@pytest.mark.parametrize("count", [1, 2])
def test_enumeration_finds_what_mixed_integer_programming_finds(count: int) -> None:
    """The same sets of cells, all of them, by two ways that share nothing but the constraints."""
    at, random = sound(), Random(count)
    filled = [n for n, cell in enumerate(at.cells) if cell.value]
    for _ in range(4):
        wrong = random.sample(filled, count)
        values = {cell: slip(at.cells[cell], SLIPS["digit"]) for cell in wrong}
        system = System(misprinted(at, values), at.constraints)
        search = Search(system, Evidence(system), perf_counter() + 60)
        listed = search.singles() or search.pairs()
        solved = list(Program(system).smallest(perf_counter() + 60))
        assert {frozenset(one.changes) for one in listed} == set(map(frozenset, solved))
        assert all(system.holds(changes) for changes in solved)


@pytest.mark.parametrize(
    ("printed", "meant", "kind"),
    [
        (603_06, 630_06, "transposed"),
        (603_06, 608_06, "digit"),
        (63_06, 603_06, "dropped"),
        (6003_06, 603_06, "added"),
        (603_06_00, 603_06, "point"),
        (-603_06, 603_06, "sign"),
        (56, 8_56, "digit"),  # 0.56 for 8.56
        (603_06, 603_06_00, "point"),
        (603_06, 911_23, None),
    ],
)
def test_slips(printed: int, meant: int, kind: str | None) -> None:
    cell = Cell("expenditure", None, "2150501", "basic", "item", printed * 10_000, 10_000)
    assert misread(cell, meant * 10_000) == kind
