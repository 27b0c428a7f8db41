"""The second tokeniser: finds what the first one finds, by other means."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import statements
from pipelines.extract.records import Grid, TextLine
from pipelines.extract.text import read_text
from pipelines.review.second_text import plain, read_second_text
from pipelines.settings import ROOT

SAMPLES = sorted((ROOT / "raw" / "2023").glob("*.txt"))
KEY = ("statement", "side", "item", "measure")


def amounts(reading: object) -> list[tuple[object, ...]]:
    found = statements.interpret(reading, "d", fiscal_year=2023)["amount"]  # type: ignore[arg-type]
    return sorted((tuple(str(row[k]) for k in (*KEY, "fen", "state"))) for row in found)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_both_readings_of_a_sample_find_the_same_amounts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert amounts(read_second_text(text)) == amounts(read_text(text))


def rows(text: str) -> list[list[str]]:
    grids = [block for block in read_second_text(text).blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows]


def test_rows_of_cells_between_tabs() -> None:
    text = "表一\n合计\t1.00\t<b>2.00</b>\n其中\t\t3.00\n\n注：无\n"
    assert rows(text) == [["合计", "1.00", "2.00"], ["其中", "", "3.00"]]
    lines = [b for b in read_second_text(text).blocks if isinstance(b, TextLine)]
    assert [(line.text, line.line) for line in lines] == [("表一", 1), ("注：无", 5)]


def test_one_cell_a_line_and_a_blank_line_between_rows() -> None:
    text = "# 表一\n\n\t合计\n\t1.00\n\n\t对附属单位\n补助\n\t\n\n注\n"
    assert rows(text) == [["合计", "1.00"], ["对附属单位\n补助", ""]]
    grid = read_second_text(text).blocks[1]
    assert isinstance(grid, Grid)
    assert [cell.line for cell in grid.cells()] == [3, 4, 6, 8]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (" 1,234.50 ", "1,234.50"),
        ("<td align='right'>1.00</td>", "1.00"),
        ("**合计** &amp; 其他", "合计 & 其他"),
        ("A<3 与 <未知>", "A<3 与 <未知>"),
        (r"1\*", "1*"),
        ("____", "____"),
    ],
)
def test_markup_is_taken_away_and_nothing_else(text: str, printed: str) -> None:
    assert plain(text) == printed
