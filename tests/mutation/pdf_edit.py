"""Edits made in the text objects of a PDF: the file stays as its publisher set it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, assert_never

import pypdfium2 as pdfium

from tests.mutation.document import Row
from tests.mutation.edit import Edit, ExchangedRows, LostRow, Page, Writes, WrongUnit
from tests.mutation.sheet import Sheet, move, set_text


def edit_pdf(path: Path, amounts: Sequence[Row], edit: Edit, out: Path) -> None:
    """Write the PDF at ``path`` to ``out`` with ``edit`` made in it."""
    with closing(pdfium.PdfDocument(path)) as document:
        match edit:
            case Writes(texts):
                _write(document, amounts, texts)
            case LostRow(cell):
                row = amounts[cell]
                _on(document, row["page"], lambda sheet: sheet.remove(sheet.line(row)))
            case ExchangedRows(one, other):
                row = amounts[one]
                _on(document, row["page"], lambda s: _exchange(s, amounts, row, amounts[other]))
            case WrongUnit(statements):
                _recaption(document, amounts, statements)
            case Page(number, 0):
                del document[number - 1]
            case Page(number, _):
                with closing(pdfium.PdfDocument(path)) as again:
                    document.import_pages(again, [number - 1], index=number)
            case _:
                assert_never(edit)
        document.save(out)


def _on(document: Any, number: int, change: Callable[[Sheet], None]) -> None:
    sheet = Sheet(document, number)
    change(sheet)
    sheet.keep()


def _write(document: Any, amounts: Sequence[Row], texts: Mapping[int, str]) -> None:
    for page in sorted({amounts[number]["page"] for number in texts}):
        here = {n: text for n, text in texts.items() if amounts[n]["page"] == page}
        sheet = Sheet(document, page)
        # empty cells first, as they take their font from what is still there
        for number in sorted(here, key=lambda n: bool(sheet.cell(amounts[n]))):
            sheet.write(amounts[number], here[number])
        sheet.keep()


def _exchange(sheet: Sheet, amounts: Sequence[Row], one: Row, other: Row) -> None:
    left, right = 0.0, 1e9
    if one["statement"] == "basic_expenditure":
        ends = [r["x1"] for r in amounts if r["table_no"] == one["table_no"]]
        left, right = max((x for x in ends if x < one["x1"] - 1), default=0.0), one["x1"]
    down = (other["y0"] + other["y1"] - one["y0"] - one["y1"]) / 2
    for row, distance in ((one, -down), (other, down)):
        for piece in sheet.line(row, left, right):
            move(piece.handle, 0, distance)


def _recaption(document: Any, amounts: Sequence[Row], statements: Sequence[str]) -> None:
    """Make 元 of 万元 in the captions above the tables of ``statements``."""
    changed = 0
    cells = [row for row in amounts if row["statement"] in statements]
    for page in sorted({row["page"] for row in cells}):
        sheet = Sheet(document, page)
        top = min(row["y0"] for row in cells if row["page"] == page)
        for piece in sheet.pieces:
            text = piece.text.strip()
            if "万" in text and "单位" in text and piece.y1 < top:
                set_text(piece.handle, text.replace("万", ""))
                changed += 1
            elif text == "万" and piece.y1 < top:
                sheet.remove([piece])
                changed += 1
        sheet.keep()
    if not changed:
        raise ValueError(f"no caption of a unit for {', '.join(statements)}")
