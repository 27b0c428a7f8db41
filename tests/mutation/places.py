"""Where a document can be changed as a whole: rows, columns, pages, siblings and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from tests.mutation.document import Row
from tests.mutation.edit import (
    INVISIBLE,
    STRUCTURAL,
    Edit,
    ExchangedRows,
    LostRow,
    Page,
    Writes,
    WrongUnit,
)

Drawn = tuple[str, str, Edit]
"""Statement, what was done, and the edit."""


def told_writes(amounts: Sequence[Row], texts: dict[int, str]) -> tuple[str, Edit]:
    """Give what cells print instead, told and as an edit."""
    told = [f"{name_of(amounts[n])}: {amounts[n]['printed'] or 'blank'} → {text or 'blank'}"
            for n, text in texts.items()]  # fmt: skip
    return "; ".join(told), Writes(texts)


def name_of(row: Row) -> str:
    """Name the row and column of an amount."""
    code = f"{row['subject_code']} " if row["subject_code"] else ""
    return f"{row['statement']} {code}{row['label']} × {row['column_label']}"


def _rows(amounts: Sequence[Row]) -> list[list[int]]:
    """Give the numbers of the cells of each printed row that states an amount."""
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(amounts):
        rows[row["statement"], row["side"], row["item"], row["table_no"]].append(number)
    return [cells for cells in rows.values() if any(amounts[n]["fen"] for n in cells)]


def _lost_rows(amounts: Sequence[Row]) -> Iterator[Drawn]:
    for cells in _rows(amounts):
        row = amounts[cells[0]]
        yield row["statement"], f"{name_of(row)}: the row is lost", LostRow(cells[0])


def _shifted_rows(amounts: Sequence[Row]) -> Iterator[Drawn]:
    """Every amount of a row one column to the right; the last of them falls off the table."""
    for cells in _rows(amounts):
        printed = [amounts[n]["printed"] for n in cells]
        if len(cells) > 1:
            texts = dict(zip(cells, ["", *printed], strict=False))
            row = amounts[cells[0]]
            yield row["statement"], f"{name_of(row)}: the row is shifted", Writes(texts)


def _exchanged_columns(amounts: Sequence[Row]) -> Iterator[Drawn]:
    columns: dict[tuple[str, str | None], dict[str, dict[str, int]]] = defaultdict(dict)
    for number, row in enumerate(amounts):
        of = columns[row["statement"], row["side"] if "summary" in row["statement"] else None]
        of.setdefault(row["measure"], {})[row["item"]] = number
    for (statement, _), measures in columns.items():
        for (one, left), (other, right) in combinations(measures.items(), 2):
            texts: dict[int, str] = {}
            for item in left.keys() & right.keys():
                pair = left[item], right[item]
                if amounts[pair[0]]["fen"] != amounts[pair[1]]["fen"]:
                    texts |= {a: amounts[b]["printed"] for a, b in (pair, pair[::-1])}
            if texts:
                yield statement, f"{statement}: {one} and {other} are exchanged", Writes(texts)


def _pages(times: int) -> Callable[[Sequence[Row]], Iterator[Drawn]]:
    def places(amounts: Sequence[Row]) -> Iterator[Drawn]:
        pages = {row["page"]: row["statement"] for row in amounts if row["fen"] and row["page"]}
        told = "repeated" if times else "lost"
        for page, statement in pages.items():
            yield statement, f"page {page} ({statement}) is {told}", Page(page, times)

    return places


def _siblings(amounts: Sequence[Row]) -> Iterator[tuple[list[int], list[int]]]:
    """Give pairs of leaf rows under one subject, with other amounts, on one page."""
    codes = {(row["statement"], row["parent_code"]) for row in amounts}
    rows = [cells for cells in _rows(amounts) if amounts[cells[0]]["role"] == "item"]
    for one, other in combinations(rows, 2):
        a, b = amounts[one[0]], amounts[other[0]]
        names = ("statement", "parent_code", "table_no", "col_no")
        inner = (a["statement"], a["subject_code"]) in codes
        alike = all(a[name] == b[name] for name in names) and not inner
        if alike and [amounts[n]["fen"] for n in one] != [amounts[n]["fen"] for n in other]:
            yield one, other


def _sibling_amounts(amounts: Sequence[Row]) -> Iterator[Drawn]:
    for one, other in _siblings(amounts):
        pairs = [
            (a, b)
            for a, b in zip(one, other, strict=True)
            if amounts[a]["fen"] != amounts[b]["fen"]
        ]
        texts = {a: amounts[b]["printed"] for a, b in pairs} | {
            b: amounts[a]["printed"] for a, b in pairs
        }
        yield amounts[one[0]]["statement"], *told_writes(amounts, texts)


def _sibling_rows(amounts: Sequence[Row]) -> Iterator[Drawn]:
    for one, other in _siblings(amounts):
        a, b = amounts[one[0]], amounts[other[0]]
        told = f"{name_of(a)} and {name_of(b)}: the rows are exchanged"
        yield a["statement"], told, ExchangedRows(one[0], other[0])


def _wrong_units(amounts: Sequence[Row]) -> Iterator[Drawn]:
    stated = dict.fromkeys(row["statement"] for row in amounts if row["fen"])
    for statement in stated:
        yield statement, f"{statement} is captioned 元", WrongUnit((statement,))
    yield "all", "every statement is captioned 元", WrongUnit(tuple(stated))
    if amounts[0]["page"] is None:  # in a PDF such long figures do not fit their cells
        for statements in (*((statement,) for statement in stated), tuple(stated)):
            name = statements[0] if len(statements) == 1 else "all"
            yield name, f"{name}: amounts in 元 are captioned 万元", _in_yuan(amounts, statements)


def _in_yuan(amounts: Sequence[Row], statements: Sequence[str]) -> Edit:
    """Print every amount of some statements in 元; they are captioned 万元 as before."""
    return Writes(
        {
            number: f"{row['fen'] / 100:,.2f}"
            for number, row in enumerate(amounts)
            if row["fen"] and row["statement"] in statements
        }
    )


PLACES: dict[str, Callable[[Sequence[Row]], Iterator[Drawn]]] = {
    "lost row": _lost_rows,
    "shifted row": _shifted_rows,
    "exchanged columns": _exchanged_columns,
    "lost page": _pages(0),
    "repeated page": _pages(2),
    "exchanged sibling amounts": _sibling_amounts,
    "exchanged sibling rows": _sibling_rows,
    "wrong unit": _wrong_units,
}
assert {*PLACES} == {*STRUCTURAL, *INVISIBLE}
