"""The sections of a document: one a statement, with its table in pieces and the text around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extract import Cell, Grid
from pipelines.statements.records import STATEMENTS

Rows = tuple[tuple[Cell, ...], ...]


@dataclass
class Piece:
    """The rows of one grid that belong to a statement, captions and notes removed."""

    grid: Grid
    rows: Rows


@dataclass
class Section:
    """One statement of a document: its title, its table in pieces, and the text around it."""

    statement: str
    title: str
    page: int | None
    line: int | None
    captions: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said_empty: bool = False


@dataclass
class Outline:
    """All sections in printed order, the statements announced, and tables that are none.

    ``unreadable`` are statements that are printed, with their captions, but not as a table.
    """

    sections: list[Section] = field(default_factory=list)
    announced: dict[str, str] = field(default_factory=dict)
    unrecognised: list[tuple[str, Grid]] = field(default_factory=list)
    unreadable: list[Section] = field(default_factory=list)


def missing(result: Outline) -> list[str]:
    """Give the statements that are announced but have neither a table nor a sentence."""
    found = {section.statement for section in result.sections}
    return [s for s in STATEMENTS if s in result.announced and s not in found]
