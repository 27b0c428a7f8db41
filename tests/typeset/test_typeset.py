"""The PDF says what the blocks say: every cell in its row and column, for two other readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from tests.typeset.blocks import Block, Form, Heading, Paragraph, Rows, Statement
from tests.typeset.layout import typeset
from tests.typeset.source import parse
from tests.typeset.statement import header_height
from tests.typeset.style import Style

RAW = Path(__file__).parents[2] / "raw" / "2023"
STYLES = {"211300-703": Style(), "211300-212": Style(repeat_header=False, page_number="- {} -")}
NAMES = pytest.mark.parametrize("name", STYLES)
BROKEN = {"公开02表", "公开03表", "公开05表", "公开06表"}
TITLES = 9


@dataclass(frozen=True)
class Table:
    """A table as read from a page: its cells, and the box of each (None inside a merged one)."""

    page: int
    cells: list[list[str]]
    boxes: list[list[tuple[float, float, float, float] | None]]


@cache
def blocks(name: str) -> tuple[Block, ...]:
    return parse((RAW / f"{name}.txt").read_text("utf-8"))


@cache
def pdf(name: str) -> bytes:
    return typeset(blocks(name), STYLES[name])


@cache
def texts(name: str) -> list[str]:
    """Return the text of each page, without white space."""
    document = pypdfium2.PdfDocument(pdf(name))
    return [squeeze(page.get_textpage().get_text_range()) for page in document]


@cache
def tables(name: str) -> list[Table]:
    """Return the ruled tables of all pages, as pdfplumber sees them."""
    lines = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
    found = []
    with pdfplumber.open(BytesIO(pdf(name))) as document:
        for number, page in enumerate(document.pages):
            if not page.lines:
                continue
            for table in page.find_tables(lines):
                cells = [[squeeze(text or "") for text in row] for row in table.extract()]
                found.append(Table(number, cells, [list(row.cells) for row in table.rows]))
    return found


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def first_page(name: str, number: str, title: str) -> int:
    """Return the page on which the statement begins; the title alone does not tell."""
    matches = [
        at
        for at, text in enumerate(texts(name))
        if text.startswith(squeeze(title)) and squeeze(number) in text
    ]
    assert len(matches) == 1
    return matches[0]


def statements(name: str) -> Iterator[tuple[Statement, list[Table]]]:
    """Yield each statement with the tables printed for it."""
    wanted = [block for block in blocks(name) if isinstance(block, Statement)]
    starts = [first_page(name, block.number, block.title) for block in wanted]
    last = next(
        at for at, text in enumerate(texts(name)) if "第五部分附件" in text and at > starts[-1]
    )
    for block, start, end in zip(wanted, starts, [*starts[1:], last], strict=True):
        yield block, [table for table in tables(name) if start <= table.page < end]


def expected(rows: Rows) -> list[list[str]]:
    return [[squeeze(text) for text in row] for row in rows]


def without_headers(parts: list[Table], header: int, repeated: bool) -> list[list[str]]:
    skipped = header if repeated else 0
    return parts[0].cells + [row for part in parts[1:] for row in part.cells[skipped:]]


@NAMES
def test_nine_statements_are_found_in_the_source(name: str) -> None:
    found = [block for block in blocks(name) if isinstance(block, Statement)]
    assert [squeeze(block.number) for block in found] == [f"公开0{k}表" for k in range(1, 10)]
    assert all(block.department and block.period and block.unit and block.notes for block in found)


@NAMES
def test_every_cell_of_every_statement_is_read_back(name: str) -> None:
    for block, parts in statements(name):
        header = header_height(block.rows)
        read = without_headers(parts, header, STYLES[name].repeat_header)
        assert read == expected(block.rows), block.title


@NAMES
def test_amounts_stand_inside_their_cells_for_pdfium(name: str) -> None:
    document = pypdfium2.PdfDocument(pdf(name))
    for block, parts in statements(name):
        for part in parts:
            page = document[part.page]
            text, height = page.get_textpage(), page.get_height()
            for cells, boxes in zip(part.cells, part.boxes, strict=True):
                for cell, box in zip(cells, boxes, strict=True):
                    if box is None:
                        continue
                    x0, top, x1, bottom = box
                    inside = text.get_text_bounded(x0, height - bottom, x1, height - top)
                    assert squeeze(inside) == cell, (block.title, box)


@NAMES
def test_amounts_are_aligned_at_the_right(name: str) -> None:
    with pdfplumber.open(BytesIO(pdf(name))) as document:
        for block, parts in statements(name):
            for part in parts:
                words = document.pages[part.page].extract_words()
                for word in words:
                    if re.fullmatch(r"[\d,]+\.\d\d", word["text"]):
                        gaps = [
                            box[2] - word["x1"]
                            for row in part.boxes
                            for box in row
                            if box
                            and box[1] < word["top"]
                            and word["bottom"] < box[3]
                            and box[0] < word["x1"] <= box[2]
                        ]
                        assert gaps == pytest.approx([STYLES[name].padding], abs=0.5), block.title


@NAMES
def test_long_statements_run_over_a_page_end(name: str) -> None:
    for block, parts in statements(name):
        if squeeze(block.number) in BROKEN:
            header = header_height(block.rows)
            assert len(parts) > 1, block.title
            repeated = parts[1].cells[:header] == parts[0].cells[:header]
            assert repeated == STYLES[name].repeat_header, block.title


@NAMES
def test_titles_stand_in_the_contents_as_well(name: str) -> None:
    contents = texts(name)[1]
    assert all(
        squeeze(block.title)[:6] in contents
        for block in blocks(name)
        if isinstance(block, Statement)
    )


@NAMES
def test_notes_follow_the_last_row(name: str) -> None:
    for block, parts in statements(name):
        page = texts(name)[parts[-1].page]
        assert all(squeeze(note) in page for note in block.notes), block.title


@NAMES
def test_the_narrative_is_printed_in_full_and_in_order(name: str) -> None:
    numbered = re.compile(r"\n(?:- )?\d+(?: -)?\s*$")
    document = pypdfium2.PdfDocument(pdf(name))
    pages = [page.get_textpage().get_text_range().replace("\r", "") for page in document]
    whole = squeeze("".join(numbered.sub("", page) for page in pages))
    at = 0
    for block in blocks(name):
        if isinstance(block, Heading | Paragraph):
            at = whole.find(squeeze(block.text), at)
            assert at >= 0, block.text


@NAMES
def test_forms_keep_the_cells_of_every_row(name: str) -> None:
    wanted = [
        row
        for block in blocks(name)
        if isinstance(block, Form)
        for part in block.parts
        if not isinstance(part, Paragraph)
        for row in expected(part)
    ]
    start = next(at for at, text in enumerate(texts(name)) if at > 2 and "第五部分附件" in text)
    read = [row for table in tables(name) if table.page > start for row in table.cells]
    assert len(read) == len(wanted)
    for got, row in zip(read, wanted, strict=True):
        assert [text for text in got if text] == [text for text in row if text]


@NAMES
def test_nothing_is_printed_outside_the_margins(name: str) -> None:
    margin, foot = STYLES[name].margin - 0.5, STYLES[name].foot - 20
    for page in pypdfium2.PdfDocument(pdf(name)):
        bounds = [mark.get_bounds() for mark in page.get_objects()]
        assert min(left for left, _, _, _ in bounds) >= margin
        assert max(right for _, _, right, _ in bounds) <= page.get_width() - margin
        assert min(bottom for _, bottom, _, _ in bounds) >= foot
        assert max(top for _, _, _, top in bounds) <= page.get_height() - margin + 10


@NAMES
def test_typesetting_twice_gives_the_same_bytes(name: str) -> None:
    assert typeset(blocks(name), STYLES[name]) == pdf(name)


def test_a_missing_glyph_is_an_error_not_an_empty_box() -> None:
    with pytest.raises(ValueError, match="no glyph"):
        typeset([Heading(1, "第一部分 \U0001f4b0")], Style())


def test_a_row_higher_than_a_page_is_an_error() -> None:
    piece: Rows = (("年度目标", "很长的目标，" * 2000),)
    form = Form("项目支出绩效自评表", "", (piece,))
    with pytest.raises(ValueError, match="higher than a page"):
        typeset([form], Style())


def test_a_row_that_does_not_fit_below_another_table_goes_to_the_next_page() -> None:
    piece: Rows = (("年度目标", "很长的目标，" * 300),)
    document = pypdfium2.PdfDocument(
        typeset([Form("项目支出绩效自评表", "", (piece,) * 3)], Style())
    )
    assert len(document) > 1


def test_a_table_of_header_rows_only_and_many_notes_is_printed() -> None:
    statement = Statement(
        "收入决算表",
        "公开 02 表",
        "部门：某局",
        "2023 年度",
        "金额单位：万元",
        (("项目", "", "合计"), ("编码", "名称", ""), ("栏次", "", "1")),
        ("注：说明。",) * 60,
    )
    document = pypdfium2.PdfDocument(typeset([statement], Style()))
    notes = [squeeze(page.get_textpage().get_text_range()).count("注") for page in document]
    assert sum(notes) == 60
    assert len(notes) > 1


def test_numbers_wider_than_the_page_are_set_in_smaller_type() -> None:
    rows = (("项目", *"一二三四五六七八九十"), ("甲", *["123,456,789.12"] * 10))
    block = Statement("某表", "公开07表", "部门：甲", "2023年度", "金额单位：元", rows, ())
    document = pypdfium2.PdfDocument(typeset([block], Style()))
    (page,) = document
    printed = page.get_textpage()
    assert squeeze(printed.get_text_range()).count("123,456,789.12") == 10
    assert page.get_width() >= max(printed.get_charbox(n)[2] for n in range(printed.count_chars()))
