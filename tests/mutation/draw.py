"""Drawing mutants: seeded, spread evenly over documents and kinds, over all printed amounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from random import Random

from tests.mutation.document import Document, Row
from tests.mutation.edit import (
    INVISIBLE,
    SINGLE,
    STRUCTURAL,
    TWO,
    Edit,
    ExchangedRows,
    LostRow,
    Mutant,
    Page,
    Writes,
    WrongUnit,
)
from tests.mutation.figures import misread

Drawn = tuple[str, str, Edit]
"""Statement, what was done, and the edit."""

_TRIES = 50


def draw(document: Document, counts: dict[str, int], seed: int) -> list[Mutant]:
    """Draw so many mutants of each kind; fewer where a document has no place for more."""
    mutants = []
    for kind, count in counts.items():
        random = Random(f"{seed} {document.id} {kind}")
        made = _drawn(document, kind, count, random)
        for number, (statement, told, edit) in enumerate(made):
            name = f"{document.id}:{kind}:{number}".replace(" ", "_")
            mutants.append(Mutant(name, document.id, kind, statement, told, edit))
    return mutants


def _drawn(document: Document, kind: str, count: int, random: Random) -> list[Drawn]:
    amounts = document.amounts
    if kind in SINGLE:
        return _single(kind, amounts, count, random)
    if kind in TWO:
        return _two(amounts, count, random)
    places = list(_PLACES[kind](amounts))
    if document.format == "text" and kind in ("lost page", "repeated page"):
        return []
    random.shuffle(places)
    return _in_turn(places)[:count]


def _in_turn(places: Sequence[Drawn]) -> list[Drawn]:
    """Give the places of the statements in turn, so that 06 with its many rows is not all."""
    turns: Counter[str] = Counter()
    keyed = []
    for place in places:
        keyed.append((turns[place[0]], place))
        turns[place[0]] += 1
    return [place for _, place in sorted(keyed, key=lambda pair: pair[0])]


def _single(kind: str, amounts: Sequence[Row], count: int, random: Random) -> list[Drawn]:
    found: dict[tuple[int, str], Drawn] = {}
    printed = [n for n, row in enumerate(amounts) if row["fen"]]
    for _ in range(count * _TRIES):
        if len(found) == count:
            break
        number = random.choice(printed)
        texts = _wrong(kind, amounts, number, random)
        if texts:
            found[number, repr(texts)] = (amounts[number]["statement"], *_writes(amounts, texts))
    return list(found.values())


def _two(amounts: Sequence[Row], count: int, random: Random) -> list[Drawn]:
    printed = [n for n, row in enumerate(amounts) if row["fen"]]
    made: list[Drawn] = []
    for _ in range(count):
        texts: dict[int, str] = {}
        for number in random.sample(printed, 2):
            texts |= _wrong("digit", amounts, number, random) or {}
        made.append((amounts[min(texts)]["statement"], *_writes(amounts, texts)))
    return made


def _wrong(kind: str, amounts: Sequence[Row], number: int, random: Random) -> dict[int, str] | None:
    """Give the cells that print something else when one amount is read wrong."""
    row = amounts[number]
    if kind != "neighbour column":
        text = misread(kind, row["printed"], random)
        return None if text is None else {number: text}
    beside = [
        n
        for n in (number - 1, number + 1)
        if 0 <= n < len(amounts) and _one_row(amounts[n], row) and amounts[n]["state"] == "blank"
    ]
    return {number: "", random.choice(beside): row["printed"]} if beside else None


def _writes(amounts: Sequence[Row], texts: dict[int, str]) -> tuple[str, Edit]:
    told = [f"{_name(amounts[n])}: {amounts[n]['printed'] or 'blank'} → {text or 'blank'}"
            for n, text in texts.items()]  # fmt: skip
    return "; ".join(told), Writes(texts)


def _name(row: Row) -> str:
    code = f"{row['subject_code']} " if row["subject_code"] else ""
    return f"{row['statement']} {code}{row['label']} × {row['column_label']}"


def _one_row(one: Row, other: Row) -> bool:
    names = ("statement", "table_no", "row_no", "side", "item")
    return all(one[name] == other[name] for name in names)


def _rows(amounts: Sequence[Row]) -> list[list[int]]:
    """Give the numbers of the cells of each printed row that states an amount."""
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(amounts):
        rows[row["statement"], row["side"], row["item"], row["table_no"]].append(number)
    return [cells for cells in rows.values() if any(amounts[n]["fen"] for n in cells)]


def _lost_rows(amounts: Sequence[Row]) -> Iterator[Drawn]:
    for cells in _rows(amounts):
        row = amounts[cells[0]]
        yield row["statement"], f"{_name(row)}: the row is lost", LostRow(cells[0])


def _shifted_rows(amounts: Sequence[Row]) -> Iterator[Drawn]:
    """Every amount of a row one column to the right; the last of them falls off the table."""
    for cells in _rows(amounts):
        printed = [amounts[n]["printed"] for n in cells]
        if len(cells) > 1:
            texts = dict(zip(cells, ["", *printed], strict=False))
            row = amounts[cells[0]]
            yield row["statement"], f"{_name(row)}: the row is shifted", Writes(texts)


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
        yield amounts[one[0]]["statement"], *_writes(amounts, texts)


def _sibling_rows(amounts: Sequence[Row]) -> Iterator[Drawn]:
    for one, other in _siblings(amounts):
        a, b = amounts[one[0]], amounts[other[0]]
        told = f"{_name(a)} and {_name(b)}: the rows are exchanged"
        yield a["statement"], told, ExchangedRows(one[0], other[0])


def _wrong_units(amounts: Sequence[Row]) -> Iterator[Drawn]:
    stated = dict.fromkeys(row["statement"] for row in amounts if row["fen"])
    for statement in stated:
        yield statement, f"{statement} is captioned 元", WrongUnit((statement,))
    yield "all", "every statement is captioned 元", WrongUnit(tuple(stated))


_PLACES: dict[str, Callable[[Sequence[Row]], Iterator[Drawn]]] = {
    "lost row": _lost_rows,
    "shifted row": _shifted_rows,
    "exchanged columns": _exchanged_columns,
    "lost page": _pages(0),
    "repeated page": _pages(2),
    "exchanged sibling amounts": _sibling_amounts,
    "exchanged sibling rows": _sibling_rows,
    "wrong unit": _wrong_units,
}
assert {*_PLACES} == {*STRUCTURAL, *INVISIBLE}
