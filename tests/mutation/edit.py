"""Edits: what a mutant changes in its document, in terms of the cells that were read from it.

A cell is named by its number among the amounts of the unchanged document. How an edit is made in a
text or in a PDF belongs to `text_edit` and `pdf_edit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SINGLE = ("digit", "transposition", "dropped digit", "lost point", "neighbour column", "blanked")
"""One wrong amount: a misread, or a value in the wrong cell of its row."""

TWO = ("two cells",)
"""Two wrong digits in two cells of one document."""

STRUCTURAL = (
    "lost row",
    "shifted row",
    "exchanged columns",
    "lost page",
    "repeated page",
)
INVISIBLE = ("exchanged sibling amounts", "exchanged sibling rows", "wrong unit")
"""What no sum over one statement can see."""

KINDS = SINGLE + TWO + STRUCTURAL + INVISIBLE


@dataclass(frozen=True)
class Writes:
    """Cells that print another text; an empty one becomes blank."""

    texts: Mapping[int, str]


@dataclass(frozen=True)
class LostRow:
    """A printed row that is not there: the row in which this cell stands."""

    cell: int


@dataclass(frozen=True)
class ExchangedRows:
    """Two rows of one table, with code, name and amounts, in each other's place."""

    one: int
    other: int


@dataclass(frozen=True)
class WrongUnit:
    """Statements captioned 元 where their amounts are 万元."""

    statements: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page that is printed ``times`` over: not at all, or twice."""

    number: int
    times: int


Edit = Writes | LostRow | ExchangedRows | WrongUnit | Page


@dataclass(frozen=True)
class Mutant:
    """One changed document: what was done, where, and a sentence that tells it."""

    id: str
    document: str
    kind: str
    statement: str
    told: str
    edit: Edit
