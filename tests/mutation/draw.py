"""Drawing mutants: seeded, spread evenly over documents and kinds, over all printed amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from tests.mutation.document import Document, Row
from tests.mutation.edit import SINGLE, TWO, Mutant
from tests.mutation.figures import misread
from tests.mutation.places import PLACES, Drawn, told_writes

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
    places = list(PLACES[kind](amounts))
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
            found[number, repr(texts)] = (
                amounts[number]["statement"],
                *told_writes(amounts, texts),
            )
    return list(found.values())


def _two(amounts: Sequence[Row], count: int, random: Random) -> list[Drawn]:
    printed = [n for n, row in enumerate(amounts) if row["fen"]]
    made: list[Drawn] = []
    for _ in range(count):
        texts: dict[int, str] = {}
        for number in random.sample(printed, 2):
            texts |= _wrong("digit", amounts, number, random) or {}
        made.append((amounts[min(texts)]["statement"], *told_writes(amounts, texts)))
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


def _one_row(one: Row, other: Row) -> bool:
    names = ("statement", "table_no", "row_no", "side", "item")
    return all(one[name] == other[name] for name in names)
