"""Reading PDFs against its yardsticks: raw text of the same pages, pdfplumber, camelot's defaults.

Whole documents are compared with pypdfium2's raw text of all their pages; tables with what the
other readers need for the same table pages, cut out into a file of their own. CPU seconds, every
pair in turn within one process.
"""

from __future__ import annotations

import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import camelot
import pdfplumber
import pypdfium2

from pipelines.extract import Grid
from pipelines.extract.pdf import read_pdf

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "raw", ROOT.parent / "shared" / "disclosures" / "pdf")
REPEATS = 5
TARGET_RAW, TARGET_CAMELOT = 6.0, 40.0


def main(repeats: int = REPEATS) -> None:
    """Print a line a document: pages, our seconds, and the ratios to the others."""
    print(
        f"extract: CPU, median of {repeats} (camelot's defaults once), targets: whole document at"
    )
    print(f"most {TARGET_RAW:.0f} x raw text, at least {TARGET_CAMELOT:.0f} x faster than camelot")
    print(f"  {'document':36} pages    read  /raw text   tables    read  pdfplumber/  camelot/")
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.pdf")) if folder.is_dir() else ():
            measure(path, repeats)


def measure(path: Path, repeats: int) -> None:
    """Time all ways over one document."""
    reading = read_pdf(path)
    tables = sorted({b.page for b in reading.blocks if isinstance(b, Grid) and b.page})
    pairs = [
        (seconds(lambda: read_pdf(path)), seconds(lambda: raw_text(path))) for _ in range(repeats)
    ]
    ours = median(mine for mine, _ in pairs)
    raw = median(mine / other for mine, other in pairs)
    with tempfile.TemporaryDirectory() as folder:
        cut = cut_out(path, tables, Path(folder) / "tables.pdf")
        mine = median(seconds(lambda: read_pdf(cut)) for _ in range(repeats))
        plumber = seconds(lambda: plumbed(cut)) / mine
        stock = seconds(lambda: camelot_defaults(cut)) / mine
    print(
        f"  {path.name:36} {reading.pages:>5} {ours:6.2f}s {raw:9.1f} x {len(tables):>8} {mine:6.2f}s"
        f" {plumber:10.1f} x {stock:7.0f} x"
    )


def cut_out(path: Path, pages: list[int], target: Path) -> Path:
    """Write the ``pages`` of a document as one of their own."""
    with (
        closing(pypdfium2.PdfDocument(path)) as whole,
        closing(pypdfium2.PdfDocument.new()) as part,
    ):
        part.import_pages(whole, [page - 1 for page in pages])
        part.save(target)
    return target


def raw_text(path: Path) -> None:
    """Read every page's text as pypdfium2 gives it."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def plumbed(path: Path) -> None:
    """Read the tables of all pages with pdfplumber by lines."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def camelot_defaults(path: Path) -> None:
    """Read the tables of all pages with camelot as it comes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        camelot.read_pdf(str(path), pages="all")


def seconds(work: Callable[[], object]) -> float:
    """Give the CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
