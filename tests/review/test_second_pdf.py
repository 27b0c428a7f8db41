"""The second PDF reader: finds what the first one finds, by other means."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipelines import statements
from pipelines.extract.pdf import read_pdf
from pipelines.extract.records import Reading, UnreadableError
from pipelines.review.second_pdf import read_second_pdf
from pipelines.settings import ROOT

SAMPLE = ROOT / "raw" / "2023" / "211300-703.pdf"
KEY = ("statement", "side", "item", "measure", "fen", "state", "page")


def amounts(reading: Reading) -> list[tuple[str, ...]]:
    found = statements.interpret(reading, "d", fiscal_year=2023)["amount"]
    return sorted(tuple(str(row[k]) for k in KEY) for row in found)


def test_both_readings_of_a_sample_find_the_same_amounts(tmp_path: Path) -> None:
    excerpt = tmp_path / "excerpt.pdf"
    with closing(pdfium.PdfDocument(SAMPLE)) as whole, closing(pdfium.PdfDocument.new()) as part:
        part.import_pages(whole, list(range(20, 28)))
        part.save(excerpt)
    second = amounts(read_second_pdf(excerpt))
    assert len(second) > 300
    assert second == amounts(read_pdf(excerpt))


def test_what_is_no_pdf_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    with pytest.raises(UnreadableError, match="pdfplumber cannot read it"):
        read_second_pdf(tmp_path / "a.pdf")
