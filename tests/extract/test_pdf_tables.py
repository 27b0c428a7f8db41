"""Tables of drawn PDFs: rules of every kind, merged and missing, on pages turned every way."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.extract.records import Box, Grid, TextLine
from tests.extract.pdf_sheet import Rule, Sheet, cells, grids, rules, spans, texts

X = (40.0, 140.0, 240.0, 340.0)
Y = (60.0, 80.0, 100.0, 120.0)
ROWS = (("项目", "行次", "金额"), ("一、教育支出", "1", "1,234.50"), ("合计", "2", "0.00"))


def ruled(sheet: Sheet, table: list[Rule], rows: tuple[tuple[str, ...], ...] = ROWS) -> None:
    sheet.lines(table)
    sheet.fill(X, Y, rows)


def dashed(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in rules(X, Y):
        width, height = (x1 - x0) / 20, (y1 - y0) / 20
        for step in range(20):
            x, y = x0 + width * step, y0 + height * step
            sheet.line((x, y, x + width * 0.7, y + height * 0.7))


def boxed(sheet: Sheet) -> None:
    for left, right in pairwise(X):
        for top, bottom in pairwise(Y):
            sheet.canvas.rect(left, sheet.height - bottom, right - left, bottom - top)


def joined_by_squares(sheet: Sheet) -> None:
    """Draw as Word does: a square at each joint, and bars between them."""
    for x0, y0, x1, y1 in rules(X, Y):
        inset_x, inset_y = (0.5, 0.0) if y0 == y1 else (0.0, 0.5)
        sheet.bar((x0 + inset_x, y0 + inset_y, x1 - inset_x, y1 - inset_y), 0.5)
    for x in X:
        for y in Y:
            sheet.bar((x, y, x, y), 0.5)


def one_path(sheet: Sheet) -> None:
    path = sheet.canvas.beginPath()
    for x0, y0, x1, y1 in rules(X, Y):
        path.moveTo(x0, sheet.height - y0)
        path.lineTo(x1, sheet.height - y1)
    sheet.canvas.drawPath(path)


def one_area(sheet: Sheet) -> None:
    path = sheet.canvas.beginPath()
    for x0, y0, x1, y1 in rules(X, Y):
        path.rect(x0 - 0.3, sheet.height - y1 - 0.3, x1 - x0 + 0.6, y1 - y0 + 0.6)
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def in_form(sheet: Sheet) -> None:
    sheet.canvas.beginForm("inner")
    for x0, y0, x1, y1 in rules(X, Y):
        sheet.canvas.line(x0 / 2, (sheet.height - y0) / 2, x1 / 2, (sheet.height - y1) / 2)
    sheet.canvas.endForm()
    sheet.canvas.beginForm("outer")
    sheet.canvas.translate(30, 0)
    sheet.canvas.doForm("inner")
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(-60, 0)
    sheet.canvas.scale(2, 2)
    sheet.canvas.doForm("outer")
    sheet.canvas.restoreState()


WAYS: dict[str, Callable[[Sheet], None]] = {
    "segments": lambda sheet: sheet.lines(rules(X, Y)),
    "bars": lambda sheet: sheet.bars(rules(X, Y)),
    "thick bars": lambda sheet: sheet.bars(rules(X, Y), 2.5),
    "dashes": dashed,
    "rectangles": boxed,
    "squares at joints": joined_by_squares,
    "one path": one_path,
    "one area": one_area,
    "form in form": in_form,
}


@pytest.mark.parametrize("way", WAYS)
def test_rules_of_every_kind_make_the_same_grid(way: str, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    WAYS[way](sheet)
    sheet.fill(X, Y, ROWS)
    [grid] = grids(sheet.save())
    assert cells(grid) == [list(row) for row in ROWS]
    assert spans(grid) == {}
    assert grid.box is not None
    assert (grid.box.x0, grid.box.y1) == pytest.approx((40, 120), abs=1)


def test_merged_cells_stand_once_with_their_spans(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    open_edges = [(40, 60, 40, 60), (140, 60, 140, 80), (240, 80, 340, 80)]
    ruled(sheet, rules(X, Y, open_edges), (("收入", "", ""), ("项目", "金额", ""), ("a", "1", "2")))
    sheet.text(250, 76, "其中：")
    sheet.text(250, 92, "基金")
    [grid] = grids(sheet.save())
    assert cells(grid) == [["收入", "其中：\n基金"], ["项目", "金额"], ["a", "1", "2"]]
    assert spans(grid) == {(1, 1): (1, 2), (1, 3): (2, 1)}
    assert [cell.col for cell in grid.rows[1]] == [1, 2]
    assert grid.rows[0][1].box == Box(240, 60, 340, 100)


def test_a_cell_of_several_rows_and_columns_is_one(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    open_edges = [(140, 60, 140, 80), (140, 80, 140, 100), (40, 80, 140, 80), (140, 80, 240, 80)]
    ruled(sheet, rules(X, Y, open_edges), (("左", "右", "1"), ("下", "", "2"), ("a", "b", "c")))
    [grid] = grids(sheet.save())
    assert cells(grid) == [["左 右\n下", "1"], ["2"], ["a", "b", "c"]]
    assert spans(grid) == {(1, 1): (2, 2)}


def test_edges_missing_askew_lose_no_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    open_edges = [(140, 60, 140, 80), (40, 80, 140, 80)]
    ruled(sheet, rules(X, Y, open_edges), (("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")))
    [grid] = grids(sheet.save())
    assert cells(grid) == [["a b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


@pytest.mark.parametrize("missing", [60.0, 120.0])
@pytest.mark.parametrize("partly", [False, True])
def test_a_row_without_its_outer_rule_stays(missing: float, partly: bool, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    without = [(a, missing, b, missing) for a, b in pairwise(X)]
    ruled(sheet, rules(X, Y, without[1:] if partly else without))
    [grid] = grids(sheet.save())
    assert cells(grid) == [list(row) for row in ROWS]


def test_columns_without_outer_rules_stay(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    without = [(x, a, x, b) for x in (X[0], X[-1]) for a, b in pairwise(Y)]
    ruled(sheet, rules(X, Y, without))
    [grid] = grids(sheet.save())
    assert cells(grid) == [list(row) for row in ROWS]


def test_rules_that_overshoot_make_no_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    ruled(sheet, rules(X, Y))
    for x in X:
        sheet.line((x, 57, x, 123))
    sheet.line((140, 120, 140, 180))
    sheet.line((10, 80, 490, 80))
    [grid] = grids(sheet.save())
    assert cells(grid) == [list(row) for row in ROWS]


def test_two_tables_keep_their_place_among_the_lines(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf", (500, 500))
    sheet.text(40, 40, "收入决算表")
    ruled(sheet, rules(X, Y))
    sheet.text(40, 150, "注：本表反映收入。")
    below = [y + 200 for y in Y]
    sheet.lines(rules(X[:3], below))
    sheet.fill(X, below, (("a", "b"), ("c", "d"), ("e", "f")))
    reading = sheet.save()
    kinds = [
        block.text if isinstance(block, TextLine) else block.number for block in reading.blocks
    ]
    assert kinds == ["收入决算表", 1, "注：本表反映收入。", 2]
    assert cells(grids(reading)[1]) == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_a_table_in_a_cell_keeps_its_own_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf", (500, 500))
    sheet.lines(rules((20, 400, 480), (40, 300, 340)) + rules(X, Y))
    sheet.fill(X, Y, ROWS)
    sheet.text(410, 60, "outer")
    outer, inner = sorted(grids(sheet.save()), key=lambda grid: len(grid.rows))
    assert cells(inner) == [list(row) for row in ROWS]
    assert cells(outer) == [["", "outer"], ["", ""]]


def test_an_empty_table_is_a_grid_of_blanks(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    ruled(sheet, rules(X, Y), (("", "", ""),) * 3)
    [grid] = grids(sheet.save())
    assert cells(grid) == [["", "", ""]] * 3


def test_frames_underlines_and_shading_are_no_tables(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    sheet.canvas.rect(20, 20, 460, 360)
    sheet.line((40, 42, 200, 42))
    sheet.text(40, 40, "决算情况说明")
    sheet.canvas.setFillGray(0.9)
    for x in (50, 150, 250):
        sheet.canvas.rect(x, 200, 80, 100, stroke=0, fill=1)
    reading = sheet.save()
    assert grids(reading) == []
    assert texts(reading) == ["决算情况说明"]


def test_shading_and_underlines_do_not_divide_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(46, sheet.height - 78, 60, 16, stroke=0, fill=1)
    sheet.canvas.rect(106, sheet.height - 78, 30, 16, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.bar((144, 96, 160, 96))
    ruled(sheet, rules(X, Y))
    [grid] = grids(sheet.save())
    assert cells(grid) == [list(row) for row in ROWS]


def test_a_name_wider_than_its_column_stays_whole(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    name = "机关事业单位基本养老保险缴费支出"
    ruled(sheet, rules(X, Y), (("x", "y", "z"), (name, "", "1"), ("a", "", "")))
    [grid] = grids(sheet.save())
    assert cells(grid)[1] == [name, "", "1"]


def test_neighbours_that_nearly_touch_are_not_fused(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    ruled(sheet, rules(X, Y), (("", "", ""),) * 3)
    amount = "1,234.50"
    sheet.text(139 - sheet.canvas.stringWidth(amount, "Helvetica", 10), 94, amount)
    sheet.text(141, 94, "教育支出")
    [grid] = grids(sheet.save())
    assert cells(grid)[1] == [amount, "教育支出", ""]


def test_baselines_of_a_row_may_differ(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    ruled(sheet, rules(X, Y), (("", "", ""),) * 3)
    for x, y, text in ((44, 90, "公务"), (44, 99, "接待费"), (144, 88, "7"), (244, 97, "0.90")):
        sheet.text(x, y, text, 8)
    [grid] = grids(sheet.save())
    assert cells(grid)[1] == ["公务\n接待费", "7", "0.90"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(turn: int, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    canvas, (width, height) = sheet.canvas, (500, 400)
    canvas.setPageRotation(turn)
    origin = {0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turn]
    canvas.translate(*origin)
    canvas.rotate(turn)
    ruled(sheet, rules(X, Y))
    sheet.text(40, 40, "收入决算表")
    reading = sheet.save()
    [grid] = grids(reading)
    assert cells(grid) == [list(row) for row in ROWS]
    assert grid.box == Box(40, 60, 340, 120)
    assert texts(reading) == ["收入决算表"]


def test_a_table_set_sideways_is_read_upright_and_placed_as_shown(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    sheet.canvas.setPageSize((400, 500))
    sheet.canvas.translate(400, 0)
    sheet.canvas.rotate(90)
    ruled(sheet, rules(X, Y))
    [grid] = grids(sheet.save())
    assert cells(grid) == [list(row) for row in ROWS]
    assert grid.box == Box(60, 160, 120, 460)


def test_what_lies_off_the_page_is_not_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    sheet.canvas.setCropBox((20, 100, 480, 380))
    ruled(sheet, rules(X, Y))
    sheet.text(40, 350, "cut away")
    reading = sheet.save()
    [grid] = grids(reading)
    assert grid.box == Box(20, 40, 320, 100)
    assert texts(reading) == []


def test_grids_are_numbered_through_the_document(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    for _ in range(2):
        ruled(sheet, rules(X, Y))
        sheet.canvas.showPage()
    reading = sheet.save()
    assert reading.pages == 2
    assert [(grid.number, grid.page) for grid in grids(reading)] == [(1, 1), (2, 2)]
    assert all(isinstance(block, Grid) for block in reading.blocks)
