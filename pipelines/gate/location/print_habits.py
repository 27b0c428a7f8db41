"""Print habits: how a document prints its amounts, and where it leaves cells blank.

A table with two decimals does not print 10.7, nor one with separators 2,60.59: such a print is a
slip more likely than an amount, and says where the digit was lost. And a blank cell is the more
suspicious the fewer cells like it are left blank. Both are counted in the document itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import log

from pipelines.gate.location.misread import Misread, decimals
from pipelines.gate.location.system import Cell

RETYPED = 0.2
"""The share of slips that were made before the amount was put into its printed form."""

_SEPARATED = 1000
"""From this amount on, in the printed unit, thousands may be separated."""


class PrintHabits:
    """How the cells of one document are printed."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells

    def likelihood(self, cell: int, value: int, kind: Misread) -> float:
        """Give ln of the odds that ``value``, misread by ``kind``, is printed as this cell is.

        Against the odds that an amount which was meant is printed so.
        """
        given = self.cells[cell]
        printed, meant = self._text(cell), self._form(given, value)
        share = _share(meant, printed, kind)
        if share:
            regular = printed == self._form(given, given.value)
            return log(share) - (0.0 if regular else log(self._irregular[given.statement]))
        plain = (_bare(meant), _bare(self._form(given, given.value)))
        return log(RETYPED) + log(_share(*plain, kind) or 1 / (10 * len(plain[0]) + 10))

    def filled(self, cell: int) -> float:
        """Give ln of the odds that a cell left blank should have an amount.

        By the cells of its statement and column that are alike: so many have an amount, and so
        many are blank; a document that prints 0.00 leaves none blank that has none.
        """
        kind = _alike(self.cells[cell])
        return log((self._amounts[kind] + 1) / max(1, self._blanks[kind]))

    def _text(self, cell: int) -> str:
        given = self.cells[cell]
        return "".join(given.printed.split()).lstrip("-") or self._form(given, given.value)

    def _form(self, cell: Cell, value: int) -> str:
        """Write an amount without its sign as this document prints amounts."""
        places = decimals(cell)
        whole, part = divmod(abs(value) // cell.quantum, 10**places)
        written = f"{whole:,}" if self._separated else str(whole)
        return f"{written}.{part:0{places}}" if places else written

    @cached_property
    def _separated(self) -> bool:
        """Whether thousands are separated."""
        large = [
            cell.printed
            for cell in self.cells
            if cell.printed and abs(cell.value) >= _SEPARATED * 10 ** decimals(cell) * cell.quantum
        ]
        return 2 * sum("," in printed for printed in large) > len(large)

    @cached_property
    def _irregular(self) -> dict[str, float]:
        """By statement: the share of amounts that are printed in another form, itself left out."""
        printed: Counter[str] = Counter()
        regular: Counter[str] = Counter()
        for number, cell in enumerate(self.cells):
            if cell.stated and cell.value:
                printed[cell.statement] += 1
                regular[cell.statement] += self._text(number) == self._form(cell, cell.value)
        return {
            name: max(1, printed[name] - regular[name]) / (printed[name] + 1) for name in printed
        }

    @cached_property
    def _amounts(self) -> Counter[object]:
        return Counter(_alike(cell) for cell in self.cells if cell.value)

    @cached_property
    def _blanks(self) -> Counter[object]:
        return Counter(_alike(cell) for cell in self.cells if not cell.stated)


def _alike(cell: Cell) -> object:
    """Give what makes two cells likely to be filled alike."""
    return cell.statement, cell.measure, cell.side, cell.leaf, cell.named


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _share(meant: str, printed: str, kind: Misread) -> float:
    """Give the share of the slips of a kind by which ``meant`` is printed as ``printed``."""
    places = [at for at, character in enumerate(meant) if character.isdigit()]
    match kind:
        case "digit":
            differ = [a for a, b in zip(meant, printed, strict=False) if a != b]
            one = len(meant) == len(printed) and len(differ) == 1
            return 1 / (9 * len(places)) if one else 0.0
        case "transposed":
            made = [_exchanged(meant, *pair) for pair in pairwise(places)]
            made = [text for text in made if text != meant]
            return made.count(printed) / len(made) if made else 0.0
        case "dropped":
            return _without(meant).count(printed) / len(places)
        case "added":
            return _without(printed).count(meant) / (10 * (len(places) + 1))
        case "point":
            return 0.9 if meant.replace(".", "") == printed else 0.1
        case _:
            return 1.0


def _without(text: str) -> list[str]:
    """Give what is left of a text when one of its digits is lost, for each of them."""
    return [text[:at] + text[at + 1 :] for at, digit in enumerate(text) if digit.isdigit()]


def _exchanged(text: str, one: int, other: int) -> str:
    return text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]
