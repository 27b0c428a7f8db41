"""Tables of the report, as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A titled table: a header, rows of as many cells, and lines of text below."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def plain(table: Table) -> str:
    """Give a table for a terminal."""
    widths = [max(map(len, column)) for column in zip(table.header, *table.rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (table.header, *table.rows)
    ]
    return "\n".join([table.title, *(lines if table.rows else []), *table.notes])


def markdown(table: Table) -> str:
    """Give a table in Markdown."""

    def lines() -> Iterator[str]:
        yield f"## {table.title}\n"
        if table.rows:
            for row in (table.header, ("---",) * len(table.header), *table.rows):
                yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
        for note in table.notes:
            yield f"\n{note}"

    return "\n".join(lines())
