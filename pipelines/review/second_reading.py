"""Second readings: quarantined documents read once more, by readers that share no code with ours.

They are stored as the first ones are, in parts of their own, so none is made twice; and they are
made in the same pool, under the same limits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import polars as pl

from pipelines.extract import Reading
from pipelines.gate.verdict_store import VerdictStore, read_verdicts
from pipelines.storage import Place
from pipelines.workers.intake import Intake, Progress, Reader, Silence, take_in
from pipelines.workers.parts import PartStore
from pipelines.workers.pool import Limits
from pipelines.workers.reading import ReadingTask, interpreted

LIBRARIES = ("pdfplumber", "pdfminer.six")
_HERE = Path(__file__).parent
_CODE = ("second_reading.py", "second_pdf.py", "second_text.py")


def read_again(task: ReadingTask) -> dict[str, bytes]:
    """Give the rows of every table, as :func:`pipelines.workers.reading.read_document` does."""
    return interpreted(task, lambda path: _reading(path, task))


def _reading(path: Path, task: ReadingTask) -> Reading:
    if task.format == "pdf":
        from pipelines.review.second_pdf import read_second_pdf  # slow to import

        return read_second_pdf(path)
    from pipelines.review.second_text import read_second_text

    return read_second_text(path.read_bytes().decode(task.encoding or "utf-8"))


def second_version(extractor: str) -> str:
    """Give twelve hex digits over the second readers and ``extractor``, the version of the first.

    That one holds the statements room, which interprets both.
    """
    digest = hashlib.sha256(extractor.encode())
    for name in _CODE:
        digest.update((_HERE / name).read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    return digest.hexdigest()[:12]


def second_store(folder: Path, extractor: str) -> PartStore:
    """Give the store of second readings in ``folder``."""
    return PartStore(folder, second_version(extractor))


def take_again(
    ledger: pl.DataFrame,
    verdicts: Path,
    years: Sequence[int],
    *,
    raw: Place,
    store: PartStore,
    workers: int,
    limits: Limits,
    batch: int,
    progress: Progress | None = None,
    reader: Reader = read_again,
) -> dict[int, Intake]:
    """Read the quarantined documents of ``years`` again that ``store`` does not hold.

    ``verdicts`` is the folder of all verdicts, by fiscal year.
    """
    wanted = sorted(set().union(*(quarantined(verdicts, year) for year in years)))
    held = ledger.filter(pl.col("document_id").is_in(wanted))
    return take_in(
        held,
        years,
        raw=raw,
        store=store,
        workers=workers,
        limits=limits,
        batch=batch,
        progress=progress or Silence(),
        reader=reader,
    )


def quarantined(verdicts: Path, year: int | None = None) -> set[str]:
    """Give the documents that the verdicts of ``year``, or of all years, hold back."""
    found: set[str] = set()
    for part in VerdictStore(verdicts).parts(year):
        frame = read_verdicts([part], "verdict", ["document_id", "verdict"])
        found.update(frame.filter(pl.col("verdict") == "quarantined")["document_id"])
    return found
