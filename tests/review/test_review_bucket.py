"""Second readings and pictures of documents in a bucket: the same as of those in a folder."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipelines.extract.records import Box
from pipelines.review.picture import PictureTask, draw
from pipelines.review.second_reading import read_again
from pipelines.settings import ROOT
from pipelines.storage import Place, place
from pipelines.workers.parts import unpacked
from pipelines.workers.reading import ReadingTask, read_document
from tests.bucket import Bucket

NAMES = {"pdf": "决算 公开.pdf", "text": "公开.dat"}


@pytest.fixture
def places(bucket: Bucket, tmp_path: Path) -> tuple[Place, Place]:
    """A folder and a bucket with an excerpt of a PDF and a text."""
    with (
        closing(pdfium.PdfDocument(ROOT / "raw" / "2023" / "211300-703.pdf")) as whole,
        closing(pdfium.PdfDocument.new()) as part,
    ):
        part.import_pages(whole, [20, 21])
        part.save(tmp_path / NAMES["pdf"])
    text = (ROOT / "raw" / "2023" / "211300-212.txt").read_bytes()
    (tmp_path / NAMES["text"]).write_bytes(text)
    for name in NAMES.values():
        bucket.put(name, (tmp_path / name).read_bytes())
    return tmp_path, place(bucket.url)


@pytest.mark.parametrize("format", ["pdf", "text"])
def test_both_readings_find_the_same_by_path_and_by_url(
    places: tuple[Place, Place], format: str
) -> None:
    for read in (read_document, read_again):
        found = []
        for root in places:
            task = ReadingTask(root / NAMES[format], "d", "sha", format, "utf-8", 2023, "code1")
            tables = unpacked([read(task)])
            assert tables["document"]["outcome"].to_list() == ["read"]
            found.append({n: t.drop("seconds", strict=False) for n, t in tables.items()})
        folder, url = found
        assert folder["amount"].height > 50
        assert [name for name in folder if not folder[name].equals(url[name])] == []


def test_pictures_are_drawn_by_path_and_by_url(places: tuple[Place, Place], tmp_path: Path) -> None:
    drawn = [
        draw(PictureTask(root / NAMES["pdf"], 1, Box(100, 200, 160, 212), tmp_path / f"{n}.png"))
        for n, root in enumerate(places)
    ]
    assert drawn[0].read_bytes() == drawn[1].read_bytes()
