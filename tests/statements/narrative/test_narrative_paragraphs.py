"""Sentences broken over lines and pages are joined, and keep their places."""

import re

from pipelines.extract import Box, Cell, Grid, Reading, TextLine
from pipelines.extract.text import read_text
from pipelines.statements.narrative.paragraphs import Layout, Paragraph, normalise, paragraphs

LAYOUT = Layout(
    re.compile(r"\d\.(?!\d)|[一二三]、"), re.compile(r"(?:[一二三]、)?总体情况"), re.compile("-5-")
)


def joined(text: str) -> list[Paragraph]:
    return list(paragraphs(read_text(text), LAYOUT))


def line(text: str, page: int, x0: float, y0: float = 0) -> TextLine:
    return TextLine(text, page=page, box=Box(x0, y0, 500, y0 + 15))


def pdf(*lines: TextLine | Grid) -> list[str]:
    reading = Reading("pdf", "pdf_lattice", 9, lines)
    return [p.raw for p in paragraphs(reading, LAYOUT)]


def test_a_sentence_broken_between_number_and_unit_is_joined() -> None:
    (paragraph,) = joined("占支出金额的\n\n12.5\n\n-5-\n\n万元。")
    assert paragraph.raw == "占支出金额的12.5万元。"
    assert paragraph.line_at(paragraph.raw.index("12.5")).line == 3
    assert paragraph.line_at(len(paragraph.raw) - 1).line == 7


def test_enumerators_headings_and_full_stops_begin_anew() -> None:
    text = "1.收入5万元\n2.支出3万元\n完。\n二、总体情况\n本年\n收入。"
    assert [p.raw for p in joined(text)] == [
        "1.收入5万元",
        "2.支出3万元完。",
        "二、总体情况",
        "本年收入。",
    ]


def test_a_decimal_number_at_the_head_of_a_line_is_no_enumerator() -> None:
    assert [p.raw for p in joined("合计\n3.5万元")] == ["合计3.5万元"]


def test_pdf_lines_go_on_at_the_margin_over_page_ends_and_tables() -> None:
    grid = Grid(1, ((Cell("99", 1, 1),),), page=1)
    lines: list[TextLine | Grid] = [
        line("收入总计1413", 1, 86),
        line("万元，", 1, 56),
        line("1", 1, 290),
        grid,
    ]
    lines += [line("增加。其中：", 2, 56), line("支出5元。", 2, 86), line("2", 2, 290)]
    lines += [line("无", 3, 56), line("3", 3, 290)]
    assert pdf(*lines) == ["收入总计1413万元，增加。其中：", "支出5元。无"]


def test_text_and_raw_have_the_same_length() -> None:
    printed = "“三公”经费：１２．５％（含）；"
    assert normalise(printed) == '"三公"经费:12.5%(含);'
    assert len(normalise(printed)) == len(printed)
