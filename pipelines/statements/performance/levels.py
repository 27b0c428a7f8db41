"""The levels of the rows of one form, carried from where they are printed to all their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.statements.performance.framework import Framework
from pipelines.statements.wording import key


@dataclass
class Levels:
    """The levels of one row: as printed, then as they are; null where there is none."""

    level1: str | None = None
    level2: str | None = None
    level3: str | None = None


def settle(rows: Sequence[Levels], framework: Framework) -> None:
    """Put the levels of ``rows`` right, in place; the third level stays as it is."""
    for row in rows:
        _put_in_place(row, framework)
    _join(rows, 1, framework)
    _join(rows, 2, framework)
    for row in rows:
        _make_whole(row, framework)
    _carry_second(rows, framework)
    _carry_first(rows, framework)


def _put_in_place(row: Levels, framework: Framework) -> None:
    """Move a name printed in the column of another level; one of both levels is the second."""
    first = framework.levels(row.level1 or "")
    if 2 in first and (not row.level2 or 1 not in first):
        row.level1, row.level2 = None, row.level2 or row.level1
    elif framework.levels(row.level2 or "") == {1}:
        row.level1, row.level2 = row.level1 or row.level2, None


def _join(rows: Sequence[Levels], level: int, framework: Framework) -> None:
    """Join a name that the end of a page has cut in two."""
    column = f"level{level}"
    printed = [row for row in rows if getattr(row, column)]
    for upper, lower in pairwise(printed):
        head, tail = getattr(upper, column), getattr(lower, column)
        if framework.is_whole(head, level) or framework.is_whole(tail, level):
            continue
        name = framework.joined(head, tail, level)
        if name:
            setattr(upper, column, name)
            setattr(lower, column, name)


def _make_whole(row: Levels, framework: Framework) -> None:
    """Take a piece of the second level that holds a prescribed third level for the whole of it."""
    holder = framework.holder(row.level3) if row.level2 and row.level3 else None
    if holder and row.level2 and key(row.level2) in holder.name:
        row.level2 = holder.name


def _carry_second(rows: Sequence[Levels], framework: Framework) -> None:
    """Carry second levels down; a prescribed third level tells where the next one begins."""
    current = next((row.level2 for row in rows if row.level2), None)
    for row in rows:
        if row.level2:
            current = row.level2
            continue
        holder = framework.holder(row.level3) if row.level3 else None
        if holder and (current is None or framework.second(current)):
            current = holder.name
        row.level2 = current


def _carry_first(rows: Sequence[Levels], framework: Framework) -> None:
    """Carry first levels down; a prescribed second level stands under its own first level."""
    current = next((row.level1 for row in rows if row.level1), None)
    for row in rows:
        current = row.level1 or current
        second = framework.second(row.level2)
        if second and framework.first(current) not in second.under:
            current = second.under[0]
        row.level1 = current
