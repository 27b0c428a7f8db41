"""Lines of running text from drawn PDFs: their order, their spaces, and what pdfium leaves out."""

from pathlib import Path

import pytest

from pipelines.extract.records import Box, TextLine
from tests.extract.pdf_sheet import CHINESE, Sheet, cells, grids, rules, texts


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "text.pdf")


def test_lines_come_in_visual_order_whatever_the_stream_says(sheet: Sheet) -> None:
    for y, text in ((300, "四"), (100, "一 "), (200, "三"), (150, "二")):
        sheet.text(50, y, text)
    sheet.text(80, 100, "续")
    assert texts(sheet.save()) == ["一 续", "二", "三", "四"]


def test_a_line_has_its_page_and_box(sheet: Sheet) -> None:
    sheet.canvas.showPage()
    sheet.text(50, 100, "收入")
    [line] = sheet.save().blocks
    assert isinstance(line, TextLine)
    assert (line.page, line.line) == (2, None)
    assert isinstance(line.box, Box)
    assert (line.box.x0, line.box.x1) == (50, 70)
    assert 85 < line.box.y0 < 95 < 100 < line.box.y1 < 105


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([(50, "公开"), (72.5, "02"), (86, "表")], "公开02表"),
        ([(50, "公开 02 表")], "公开 02 表"),
        ([(50, "abc"), (70, "def")], "abc def"),
        ([(50, "1,234"), (72.8, ".50")], "1,234.50"),
        ([(50, "合"), (80, "计")], "合 计"),
        ([(50, "决"), (61, "算"), (72, "数")], "决算数"),
        ([(50, "a  b")], "a b"),
    ],
    ids=str,
)
def test_a_space_stands_where_one_is_seen(
    sheet: Sheet, pieces: list[tuple[float, str]], expected: str
) -> None:
    for x, text in pieces:
        sheet.text(x, 100, text)
    assert texts(sheet.save()) == [expected]


def test_what_stands_far_apart_on_a_line_is_not_one_line(sheet: Sheet) -> None:
    sheet.text(350, 100, "金额单位：万元")
    sheet.text(50, 100, "部门：某局")
    assert texts(sheet.save()) == ["部门：某局", "金额单位：万元"]


def test_sizes_and_fonts_may_change_in_a_line(sheet: Sheet) -> None:
    sheet.text(50, 100, "增长")
    sheet.text(70, 100, "35.74%", font="Times-Roman")
    sheet.text(105, 100, "（大）", 14)
    assert texts(sheet.save()) == ["增长35.74%（大）"]


def test_text_drawn_twice_to_look_bold_is_read_once(sheet: Sheet) -> None:
    sheet.text(50, 100, "收入决算表")
    sheet.text(50.3, 100, "收入决算表")
    assert texts(sheet.save()) == ["收入决算表"]


def test_a_hyphen_at_the_end_of_a_line_is_one(sheet: Sheet) -> None:
    sheet.text(50, 100, "abc-")
    sheet.text(50, 115, "def")
    assert texts(sheet.save()) == ["abc-", "def"]


def test_single_numerals_of_a_font_left_out_of_the_file_are_read(sheet: Sheet) -> None:
    """pdfium takes such a text for empty where its substitute font has no Latin letters."""
    table = (["行次", "栏次"], ["1", "2"], ["—", "0"])
    x, y = (40.0, 140.0, 240.0), (60.0, 80.0, 100.0, 120.0)
    sheet.lines(rules(x, y))
    for row, bottom in zip(table, y[1:], strict=True):
        for text, left in zip(row, x, strict=False):
            sheet.text(left + 4, bottom - 6, text, font=CHINESE)
            sheet.text(left + 4.2, bottom - 6, text, font=CHINESE)
    reading = sheet.save()
    assert [cells(grid) for grid in grids(reading)] == [list(table)]
    assert reading.warnings == ()


def test_a_table_without_rules_is_not_passed_over_in_silence(sheet: Sheet) -> None:
    sheet.text(200, 50, "收入决算表")
    sheet.text(400, 65, "金额单位：万元")
    for row in range(8):
        sheet.text(50, 100 + 15 * row, f"项目{row}")
        sheet.text(250, 100 + 15 * row, f"{row}1.50")
        sheet.text(400, 100 + 15 * row, f"{row}2.50")
    reading = sheet.save()
    [warning] = reading.warnings
    assert warning.startswith("page 1 announces a table but draws no rules")
    assert (reading.reader == "pdf_stock") == bool(grids(reading))
    found = texts(reading) + [cell.text for grid in grids(reading) for cell in grid.cells()]
    assert {"收入决算表", "71.50", "02.50"} <= set(found)


def test_rules_in_a_picture_are_read_by_stock_camelot(sheet: Sheet, tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    x, y = (40.0, 180.0, 320.0, 460.0), (90.0, *(110.0 + 20 * row for row in range(5)))
    picture = Image.new("L", (1500, 1200), 255)
    draw = ImageDraw.Draw(picture)
    for rule in rules(x, y):
        draw.line([3 * value for value in rule], 0, 3)
    picture.save(tmp_path / "rules.png")
    sheet.canvas.drawImage(str(tmp_path / "rules.png"), 0, 0, 500, 400)
    sheet.text(200, 50, "收入决算表")
    rows = [[f"item{row}", f"{row}1.50", f"{row}2.50"] for row in range(5)]
    sheet.fill(x, y, rows)
    reading = sheet.save()
    assert reading.reader == "pdf_stock"
    assert [cells(grid) for grid in grids(reading)] == [rows]
    assert texts(reading) == ["收入决算表"]
    assert "may join neighbouring cells" in reading.warnings[0]


def test_narrative_with_amounts_and_a_unit_is_no_table(sheet: Sheet) -> None:
    for row in range(8):
        sheet.text(50, 100 + 15 * row, f"（单位：万元）收入{row}1.50万元，支出{row}2.50万元。")
    reading = sheet.save()
    assert reading.warnings == ()
    assert len(texts(reading)) == 8


def test_a_picture_without_text_is_reported(sheet: Sheet, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (50, 50), 128).save(tmp_path / "scan.png")
    sheet.text(50, 50, "封面")
    sheet.canvas.showPage()
    sheet.canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 500, 400)
    assert sheet.save().warnings == ("page 2 is a picture without text: nothing was read",)


def test_a_blank_page_is_no_news(sheet: Sheet) -> None:
    sheet.canvas.showPage()
    reading = sheet.save()
    assert (reading.pages, reading.blocks, reading.warnings) == (1, (), ())
