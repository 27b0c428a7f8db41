"""Pictures: the region of a PDF page around a cell, with the cell framed.

Drawn in a worker of the pool, as everything that opens a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipelines.extract.records import Box
from pipelines.storage import Place, at_hand
from pipelines.workers.pool import Limits, Outcome, run

SCALE = 2.0  # pixels a point
MARGIN = 110.0  # points shown above and below the cell; the page is shown in its whole width
FRAME = 2.5  # points between the cell and its frame
COLOUR = (204, 0, 0)


@dataclass(frozen=True, slots=True)
class PictureTask:
    """A cell of a PDF to be shown: its page, counted from 1, its box, and where the PNG goes."""

    path: Place
    page: int
    box: Box
    target: Path


def draw(task: PictureTask) -> Path:
    """Draw one picture and give where it lies."""
    import pypdfium2 as pdfium
    from PIL import ImageDraw

    with at_hand(task.path) as path, closing(pdfium.PdfDocument(path)) as document:
        image = document[task.page - 1].render(scale=SCALE).to_pil().convert("RGB")
    box = task.box
    frame = (box.x0 - FRAME, box.y0 - FRAME, box.x1 + FRAME, box.y1 + FRAME)
    ImageDraw.Draw(image).rectangle([SCALE * edge for edge in frame], outline=COLOUR, width=3)
    top = max(0, int(SCALE * (box.y0 - MARGIN)))
    bottom = min(image.height, int(SCALE * (box.y1 + MARGIN)))
    task.target.parent.mkdir(parents=True, exist_ok=True)
    image.crop((0, top, image.width, max(bottom, top + 1))).save(task.target)
    return task.target


def pictures(
    tasks: Iterable[PictureTask], *, workers: int, limits: Limits
) -> list[Outcome[PictureTask, Path]]:
    """Draw pictures side by side; one that fails says why and stops no other."""
    outcomes = run(draw, tasks, workers=workers, limits=limits)
    return sorted(outcomes, key=lambda outcome: str(outcome.task.target))
