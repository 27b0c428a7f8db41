"""Published disclosures, cell by cell against pdfplumber, which reads them in its own way."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from pipelines.extract.pdf import read_pdf
from pipelines.extract.records import Grid, Reading
from tests.extract.pdf_sheet import grids, texts

FOLDER = Path(__file__).parents[3] / "shared" / "disclosures" / "pdf"
LINES = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}

NEAR = 3.0
"""Corners of a cell as both see it are at most so many points apart."""

WITHOUT_RULE = {
    ("central-2024", 30): ["效益指标", "社会效益指标"],
    ("central-2024", 32): ["产出指标", "数量指标"],
    ("central-2024", 35): ["产出指标", "质量指标"],
}
"""Cells that pdfplumber leaves out: a table breaks off at the page end, and the bottom rule is
drawn under some columns only. The other rules bound these cells all the same."""

Corners = tuple[float, float, float, float]

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no folder {FOLDER}")

NAMES = ("central-2024", "shanghai-putuo-planning-2024", "shanghai-putuo-social-work-2024")


@cache
def read(name: str) -> Reading:
    return read_pdf(FOLDER / f"{name}.pdf")


def without_space(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def ours(name: str) -> dict[int, dict[Corners, str]]:
    pages: dict[int, dict[Corners, str]] = defaultdict(dict)
    for grid in grids(read(name)):
        for cell in grid.cells():
            assert cell.box is not None
            corners = (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1)
            pages[grid.page or 0][corners] = without_space(cell.text)
    return pages


@cache
def theirs(name: str) -> dict[int, tuple[dict[Corners, str], str]]:
    """Give the cells and all characters of each page, as pdfplumber reads them."""
    pages = {}
    with pdfplumber.open(FOLDER / f"{name}.pdf") as document:
        for page in document.pages:
            cells: dict[Corners, str] = {}
            for table in page.find_tables(LINES):
                for row, row_texts in zip(table.rows, table.extract(), strict=True):
                    both = zip(row.cells, row_texts, strict=True)
                    cells |= {corners: without_space(text) for corners, text in both if corners}
            printed = without_space("".join(char["text"] for char in page.chars))
            pages[page.page_number] = (cells, printed)
            page.close()
    return pages


def counterpart(corners: Corners, cells: dict[Corners, str]) -> str | None:
    for other, text in cells.items():
        if all(abs(a - b) <= NEAR for a, b in zip(corners, other, strict=True)):
            return text
    return None


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_agrees_with_pdfplumber(name: str) -> None:
    mine = ours(name)
    for page, (cells, _) in theirs(name).items():
        read_here = mine.get(page, {})
        for corners, text in cells.items():
            assert counterpart(corners, read_here) == text, f"page {page}, {corners}"
        more = [text for at, text in read_here.items() if counterpart(at, cells) is None]
        assert more == WITHOUT_RULE.get((name, page), []), f"page {page}"
    assert sum(len(cells) for cells, _ in theirs(name).values()) > 900


@pytest.mark.parametrize("name", NAMES)
def test_no_character_is_lost_or_read_twice(name: str) -> None:
    """All text of a page stands either in a line or in a cell, as often as it is printed."""
    read_here: dict[int, list[str]] = defaultdict(list)
    for block in read(name).blocks:
        found = [cell.text for cell in block.cells()] if isinstance(block, Grid) else [block.text]
        read_here[block.page or 0].extend(without_space("".join(found)))
    for page, (_, printed) in theirs(name).items():
        assert sorted(read_here[page]) == sorted(printed), f"page {page}"


@pytest.mark.parametrize("name", NAMES)
def test_genuine_documents_need_no_warning(name: str) -> None:
    reading = read(name)
    assert (reading.reader, reading.warnings) == ("pdf_lattice", ())


def test_titles_stand_before_their_tables_and_notes_after() -> None:
    page = [block for block in read("central-2024").blocks if block.page == 7]
    kinds = ["grid" if isinstance(block, Grid) else block.text for block in page]
    title = ["收入支出决算总表", "公开01表", "部门：国家信访局", "金额单位：万元"]
    assert kinds[:5] == [*title, "grid"]
    assert kinds[5].startswith("注：本表反映部门本年度的总收支")
    assert kinds[6:] == ["5"]


def test_narrative_lines_are_as_printed() -> None:
    found = texts(read("central-2024"))
    assert "国家信访局2024年度收、支总计22066.59万元，与2023年" in found
