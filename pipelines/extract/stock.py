"""Camelot as it comes, for pages that announce a table and draw no rules pdfium can see."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from pathlib import Path

import camelot
import numpy as np

from pipelines.extract.cells import grid_of
from pipelines.extract.frames import Frame
from pipelines.extract.glyphs import Glyphs
from pipelines.extract.lattice import structure_of
from pipelines.extract.lines import OUTSIDE, Line, text_lines
from pipelines.extract.records import Grid

COLUMN_GAP = 1.0
"""Gap in em between the columns of a table without rules."""
SAME_EDGE = 4.0
"""Amounts of a column end within so many points of one another."""
MIN_COLUMN = 3
"""Amounts that make a column."""

_UNIT = re.compile(r"单位[:：](人民币)?[十百千万亿]*元")
_TITLE = re.compile(r"^.{2,40}表$")
_NUMBER = re.compile(r"^[-−－(（]?\d[\d,，]*(\.\d+)?[)）%]?$")


def announces_table(lines: list[Line], glyphs: Glyphs) -> bool:
    """Tell whether the text of a page promises a table: a unit or title, and columns of numbers."""
    texts = (line.text.replace(" ", "") for line in lines)
    if not any(_UNIT.search(text) or _TITLE.match(text) for text in texts):
        return False
    tokens = text_lines(glyphs, np.full(len(glyphs), OUTSIDE), COLUMN_GAP)
    edges = Counter(
        round(token.corners[2] / SAME_EDGE) for token in tokens if _NUMBER.match(token.text)
    )
    return sum(count >= MIN_COLUMN for count in edges.values()) > 1


def read_stock(path: Path, page: int, frame: Frame) -> list[Grid]:
    """Read the tables of a page, counted from 1, with camelot's defaults."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = camelot.read_pdf(str(path), pages=str(page))
    grids = []
    for table in tables:
        structure = structure_of(table)
        places = structure.spans[:, :2].tolist()
        texts = [table.cells[row][col].text.strip() for row, col in places]
        grids.append(grid_of(structure, texts, frame, page))
    return grids
