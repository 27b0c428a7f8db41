"""Both text conversions give lines and grids with their places."""

from pipelines.extract import Grid, TextLine
from pipelines.extract.text import read_text

ROWS = """收入决算表

公开 02 表

项目\t\t合计
208\t社会保障\t<b>1,413.38</b>
20805\t养老\t\t

2080501\t离退休\t0.00
注：本表
"""

CELLS = " 收入决算表\n\t公开02表\n\n\t项目\n\t合计\n\n\t208\n\t社会\n保障\n\t\n\n\t合计\n\t1.00\n注：本表\n"


def test_rows_a_line() -> None:
    reading = read_text(ROWS)
    assert reading.reader == "text_rows"
    title, number, grid, note = reading.blocks
    assert isinstance(title, TextLine)
    assert (title.text, title.line) == ("收入决算表", 1)
    assert isinstance(number, TextLine)
    assert number.text == "公开 02 表"
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["项目", "", "合计"],
        ["208", "社会保障", "1,413.38"],
        ["20805", "养老", "", ""],
        ["2080501", "离退休", "0.00"],  # a blank line inside a table is a page end
    ]
    assert [cell.line for cell in grid.rows[3]] == [9, 9, 9]
    assert isinstance(note, TextLine)


def test_cells_a_line() -> None:
    reading = read_text(CELLS)
    assert reading.reader == "text_cells"
    grid = reading.blocks[1]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["公开02表"],
        ["项目", "合计"],
        ["208", "社会\n保障", ""],  # a line without TAB goes on with its cell
        ["合计", "1.00\n注：本表"],
    ]
    assert [cell.line for cell in grid.rows[2]] == [7, 8, 10]


def test_a_text_without_tables() -> None:
    reading = read_text("第一行\r\n\r\n第二行\f第三行")
    assert [block.text for block in reading.blocks if isinstance(block, TextLine)] == [
        "第一行",
        "第二行",
        "第三行",
    ]


def test_last_line_without_newline() -> None:
    grid = read_text("a\tb\nc\td").blocks[0]
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 2
