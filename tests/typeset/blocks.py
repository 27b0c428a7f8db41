"""What a disclosure is made of, whatever file it came from: blocks in reading order."""

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]
"""Cells row by row as printed; rows may differ in length, a line feed in a cell is a paragraph."""


@dataclass(frozen=True)
class Cover:
    """The lines of the title page."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """The contents page: its heading and its entries."""

    title: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the narrative; level 1 is a part (第一部分 …)."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the narrative."""

    text: str


@dataclass(frozen=True)
class Statement:
    """One of the public statements, with the lines printed above and below its table."""

    title: str
    number: str
    department: str
    period: str
    unit: str
    rows: Rows
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A performance form: pieces of its table, and lines that stand between them."""

    title: str
    period: str
    parts: tuple[Rows | Paragraph, ...]


Block = Cover | Contents | Heading | Paragraph | Statement | Form
