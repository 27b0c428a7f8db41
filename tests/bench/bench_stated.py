"""What narrative and performance forms cost, as a share of the whole extraction of a document.

Whole means reading the file and interpreting it: statements, narrative, forms. The share of what a
worker spends on the document, which packs the rows as well, stands beside it. Shares are within one run,
each set measured back to back. Caches are warm, as in a worker that has read some documents.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from pipelines.extract import Reading, read
from pipelines.statements.interpret import interpret
from pipelines.statements.narrative import claims, reasons
from pipelines.statements.performance import forms
from pipelines.workers.reading import ReadingTask, read_document

ROOT = Path(__file__).parents[2]
GENUINE = ROOT.parent / "shared" / "disclosures" / "pdf"
REPEATS = 9
TARGET = 0.5
YEAR = 2023


def main(repeats: int = REPEATS) -> None:
    """Print one line a document: milliseconds of the whole, of narrative and forms, and the share."""
    print(f"narrative and forms: CPU, median of {repeats}, target at most {TARGET} of the whole")
    print(f"  {'document':36}   whole    read  narrative   forms  share  of the worker")
    for path in documents():
        measure(path, repeats)


def documents() -> Iterator[Path]:
    """Give the samples and, where they are, the genuine PDFs."""
    for folder in (ROOT / "raw", GENUINE):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix in (".txt", ".pdf"):
                yield path


def measure(path: Path, repeats: int) -> None:
    """Time one document; what is loaded once a process is loaded before."""
    kind = "pdf" if path.suffix == ".pdf" else "text"

    def load() -> Reading:
        return read(path, kind, "utf-8")

    task = ReadingTask(path, path.stem, "0" * 64, kind, "utf-8", YEAR, "bench")
    read_document(task)
    reading = load()
    interpret(reading, path.stem, fiscal_year=YEAR)
    runs = [
        (
            seconds(load),
            seconds(lambda: interpret(reading, path.stem, fiscal_year=YEAR)),
            seconds(lambda: claims(reading, fiscal_year=YEAR)),
            seconds(lambda: reasons(forms(reading).indicators, fiscal_year=YEAR)),
            seconds(lambda: read_document(task)),
        )
        for _ in range(repeats)
    ]
    share = median((c + f) / (r + i) for r, i, c, f, _ in runs)
    of_worker = median((c + f) / w for _, _, c, f, w in runs)
    r, i, c, f, _ = (1000 * median(column) for column in zip(*runs, strict=True))
    verdict = "" if share <= TARGET else "  above the target"
    print(
        f"  {path.name:36} {r + i:6.1f}  {r:6.1f}     {c:6.1f}  {f:6.1f}  {share:5.2f}"
        f" {of_worker:14.2f}{verdict}"
    )


def seconds(work: Callable[[], object]) -> float:
    """Give the CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
