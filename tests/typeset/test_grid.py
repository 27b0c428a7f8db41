"""Line breaks, merged cells, rules."""

from hypothesis import given
from hypothesis import strategies as st

from tests.typeset import form, statement
from tests.typeset.grid import Cell, Type, build, clip, rules
from tests.typeset.wrap import soft_breaks, wrap

TEXT = st.text("收入支出决算，。（）“”1,413.38%≥ab ", max_size=60)


def measure(text: str) -> float:
    return float(len(text))


KIND = Type(1.0, 0.0, 2.0, measure)


@given(TEXT, st.integers(1, 20), st.integers(0, 2))
def test_wrapping_loses_nothing_and_fits(text: str, width: int, indent: int) -> None:
    lines = wrap(text, width, measure, min(indent, width - 1))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= width for line in lines)


def test_numbers_stay_whole_and_punctuation_is_never_first() -> None:
    assert wrap("收入总计1,413.38万元，包括（合计）项", 8, measure) == [
        "收入总计",
        "1,413.38",
        "万元，包括（合",
        "计）项",
    ]


def test_old_line_ends_are_kept_but_not_spaced_words() -> None:
    assert soft_breaks("功能分 类科目 编码") == "功能分\n类科目\n编码"
    assert soft_breaks("收 入") == "收 入"
    assert soft_breaks("2023 年经费 100%") == "2023 年经费 100%"


def test_header_titles_span_right_and_down() -> None:
    rows = (("项目", "", "年初", "本年支出", ""), ("编码", "名称", "", "小计", "基本"))
    placed = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in statement.header_cells(rows)}
    assert placed == {
        "项目": (0, 0, 1, 2),
        "年初": (0, 2, 2, 1),
        "本年支出": (0, 3, 1, 2),
        "编码": (1, 0, 1, 1),
        "名称": (1, 1, 1, 1),
        "小计": (1, 3, 1, 1),
        "基本": (1, 4, 1, 1),
    }


def test_a_total_spans_code_and_name_but_no_amount() -> None:
    rows = (("项目", "", "合计"), ("编码", "名称", ""), ("栏次", "", "1"), ("合计", "", ""))
    cells, header = statement.cells(rows)
    assert header == 3
    assert [(c.column, c.colspan) for c in cells if c.row == 3] == [(0, 2), (2, 1)]


def test_levels_of_a_form_merge_down_until_the_level_before_changes() -> None:
    rows = (("产出", "数量", "甲", "1"), ("", "", "乙", "2"), ("效益", "", "丙", "3"))
    spans = {c.text: c.rowspan for c in form.cells(rows, True) if c.text}
    assert spans == {
        "产出": 2,
        "数量": 2,
        "甲": 1,
        "乙": 1,
        "丙": 1,
        "效益": 1,
        "1": 1,
        "2": 1,
        "3": 1,
    }


def test_rows_are_high_enough_for_their_lines() -> None:
    grid = build([Cell(0, 0, "收入支出决算总表"), Cell(0, 1, "1")], 0, 6.0, KIND)
    lines = KIND.lines(grid.cells[0], grid.width(grid.cells[0]))
    assert grid.heights[0] >= len(lines) * KIND.leading
    assert sum(grid.widths) == 6.0


def test_no_rule_runs_through_a_merged_cell() -> None:
    cells = [Cell(0, 0, "甲", colspan=2), Cell(1, 0, "乙"), Cell(1, 1, "丙")]
    drawn = rules(clip(cells, [0, 1]), [0, 1, 2], [2, 1, 0])
    assert (1, 1, 1, 0) in drawn
    assert not any(x0 == x1 == 1 and y0 > 1 for x0, y0, x1, _ in drawn)


def test_a_merged_cell_cut_by_a_page_end_is_closed_on_both_pages() -> None:
    cells = [Cell(0, 0, "甲", rowspan=2), Cell(0, 1), Cell(1, 1)]
    assert clip(cells, [1]) == [(cells[0], 0, 0), (cells[2], 0, 0)]


def test_a_blank_total_and_a_numbered_label_belong_to_the_body() -> None:
    rows = (("项 目", "预算数", "决算数"), ("合 计", "", ""), ("1、因公出国（境）费", "", "0.00"))
    assert statement.header_height(rows) == 1
    assert statement.header_height((*rows[:1], *rows[2:])) == 1


def test_a_header_over_printed_ones_spans_them() -> None:
    rows = (("项目", "", "", "本年收入"), ("科目编码", "", "", ""), ("类", "款", "项", ""))
    spans = {cell.text: (cell.rowspan, cell.colspan) for cell in statement.header_cells(rows)}
    assert spans["科目编码"] == (1, 3)
    assert spans["本年收入"] == (3, 1)
