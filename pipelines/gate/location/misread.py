"""Misreads: what the true amount may be where a printed one differs from it by one slip.

The slips of readers, typists and scanners: a digit for another, two neighbours exchanged, a digit
lost or doubled, the point lost or moved, the sign lost, a cell left blank. Digits are compared as
printed: 0.56 has a leading zero that may be an 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pipelines.gate.location.system import Cell
from pipelines.statements.number import FEN_PER_UNIT

Misread = Literal["digit", "transposed", "dropped", "added", "point", "sign", "blanked"]
"""One cell misread by itself."""

Exchange = Literal["moved", "exchanged"]
"""Two cells: an amount that stands in the blank cell beside its own, or two that changed places."""

_DIGITS = "0123456789"


def decimals(cell: Cell) -> int:
    """Give how many decimals the statement of ``cell`` prints."""
    return len(str(FEN_PER_UNIT.get(cell.unit, 100) // cell.quantum or 1)) - 1


def digits(cell: Cell) -> str:
    """Give the digits of a printed amount without its point and sign."""
    return str(abs(cell.value) // cell.quantum).zfill(decimals(cell) + 1)


def readings(cell: Cell) -> dict[int, Misread]:
    """Give every value, in 分, that is one slip away from the print; none where nothing is printed."""
    if not cell.stated:
        return {}
    sign = -1 if cell.value < 0 else 1
    found: dict[int, Misread] = {}
    for value in _lost_digits(cell):
        found.setdefault(sign * value, "dropped")
    for text, kind in _slips(digits(cell), decimals(cell)):
        value = sign * int(text) * cell.quantum
        if value != cell.value and (text[0] != "0" or len(text) <= decimals(cell) + 1):
            found.setdefault(value, kind)
    if cell.value:
        found.setdefault(-cell.value, "sign")
    return found


def _lost_digits(cell: Cell) -> Iterator[int]:
    """Give the amounts of which a print lost a digit that shows it: 10.7 of 10.27, ,005.89.

    A decimal where fewer are printed than the statement has, else a digit before leading zeros.
    """
    whole, _, part = "".join(cell.printed.split()).replace(",", "").lstrip("-").partition(".")
    lost = decimals(cell) - len(part)
    if not whole.isdecimal() or not (part.isdecimal() or not part):
        return
    if lost > 0 and "." in cell.printed:
        places = range(len(whole), len(whole) + len(part) + 1)
    elif lost == 0 and len(whole) > 1 and whole[0] == "0":
        places, lost = range(1), 1
    else:
        return
    for at in places:
        for digit in _DIGITS:
            text = (whole + part)[:at] + digit + (whole + part)[at:]
            value = int(text) * 10 ** (lost - 1) * cell.quantum
            if value != abs(cell.value):
                yield value


def misread(cell: Cell, value: int) -> Misread | None:
    """Say by which slip ``value`` was printed as the amount of ``cell``."""
    if not cell.stated:
        return "blanked" if value else None
    return readings(cell).get(value)


def _slips(text: str, places: int) -> Iterator[tuple[str, Misread]]:
    """Give the texts of which ``text`` is a misread, the likelier slip first."""
    for at, digit in enumerate(text):
        for other in _DIGITS:
            if other != digit:
                yield text[:at] + other + text[at + 1 :], "digit"
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :], "transposed"
    for moved in {1, places} - {0}:
        if text.endswith("0" * moved):
            yield text[:-moved] or "0", "point"
        yield text.lstrip("0") + "0" * moved or "0", "point"
    for at in range(len(text) + 1):
        for digit in _DIGITS:
            yield text[:at] + digit + text[at:], "dropped"
    if len(text) > places + 1:
        for at in range(len(text)):
            yield text[:at] + text[at + 1 :], "added"
