"""What a person is shown of a quarantined document: the page, with the cell framed."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipelines.extract.records import Box
from pipelines.review.picture import COLOUR, MARGIN, SCALE, PictureTask, draw, pictures
from pipelines.settings import ROOT
from pipelines.workers.pool import Limits

SAMPLE = ROOT / "raw" / "2023" / "211300-703.pdf"
BOX = Box(418.7, 493.8, 470.0, 508.0)


def test_the_region_of_the_page_is_drawn_with_the_cell_framed(tmp_path: Path) -> None:
    target = draw(PictureTask(SAMPLE, 24, BOX, tmp_path / "new" / "cell.png"))
    with Image.open(target) as image:
        assert image.height < SCALE * (2 * MARGIN + 20)
        middle = int(SCALE * (MARGIN + (BOX.y1 - BOX.y0) / 2))
        red = [x for x in range(image.width) if image.getpixel((x, middle)) == COLOUR]
    assert SCALE * (BOX.x0 - 10) < min(red) < SCALE * BOX.x0
    assert SCALE * BOX.x1 < max(red) < SCALE * (BOX.x1 + 10)


def test_a_picture_that_fails_stops_no_other(tmp_path: Path) -> None:
    tasks = [
        PictureTask(tmp_path / "gone.pdf", 1, BOX, tmp_path / "a.png"),
        PictureTask(SAMPLE, 24, BOX, tmp_path / "b.png"),
    ]
    gone, drawn = pictures(tasks, workers=1, limits=Limits(60, 2048))
    assert gone.failure
    assert drawn.result == tmp_path / "b.png"
