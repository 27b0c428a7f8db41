"""Spans of merged headers are restored from what is printed."""

import pytest

from pipelines.extract import Box, Cell
from pipelines.statements.header import header_paths, is_column_numbers, width


def text_row(number: int, *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, number, col, line=number) for col, text in enumerate(texts, start=1))


def boxed(text: str, row: int, col: int, col_span: int = 1, row_span: int = 1) -> Cell:
    return Cell(text, row, col, row_span, col_span, box=Box(col, row, col + col_span, row + 1))


SIX = ("项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余")
SIX_LOWER = ("编码", "名称", "", "", "小计", "基本支出", "项目支出", "")
SIX_PATHS = (
    ("项目", "编码"),
    ("项目", "名称"),
    ("年初结转和结余",),
    ("本年收入",),
    ("本年支出", "小计"),
    ("本年支出", "基本支出"),
    ("本年支出", "项目支出"),
    ("年末结转和结余",),
)


def test_blanks_to_the_right_belong_to_the_header() -> None:
    assert header_paths([text_row(1, *SIX), text_row(2, *SIX_LOWER)], 8) == SIX_PATHS


def test_a_merged_header_written_once_is_placed_by_the_row_below() -> None:
    once = text_row(1, *(text for text in SIX if text))
    assert header_paths([once, text_row(2, *SIX_LOWER)], 8) == SIX_PATHS


def test_counts_that_disagree_are_not_guessed() -> None:
    odd = text_row(1, "项目", "本年支出", "备注")
    assert header_paths([odd, text_row(2, *SIX_LOWER)], 8)[4] == ("小计",)


def test_published_spans() -> None:
    rows = [
        (boxed("项目", 1, 1, 2), boxed("本年支出", 1, 3, 2)),
        (boxed("编码", 2, 1), boxed("名称", 2, 2), boxed("小计", 2, 3), boxed("基本\n支出", 2, 4)),
    ]
    assert width(rows) == 4
    assert header_paths(rows, 4)[3] == ("本年支出", "基本支出")


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("栏次", "", "1", "栏次", "", "2"), True),
        (("", "", "1", "2", "3"), True),
        (("1", "2", "3", "4"), True),
        (("合计", "", "1", "2"), False),
        (("", "9", "", "九、卫生健康支出", "40", ""), False),
        (("1.50", "2.00"), False),
        (("", "", ""), False),
    ],
)
def test_column_numbers(texts: tuple[str, ...], numbers: bool) -> None:
    assert is_column_numbers(text_row(1, *texts)) is numbers
