"""Misreads of a printed figure, as OCR, narrow columns and slips of the hand make them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from random import Random

_FIGURE = re.compile(r"-?[\d,]*\d(?:\.\d+)?")
FEN = {"元": 100, "万元": 1_000_000}


def value(text: str, unit: str) -> int | None:
    """Give the exact value in 分; None where it is no figure. A blank is 0."""
    if not text:
        return 0
    if not _FIGURE.fullmatch(text):
        return None
    fen = Decimal(text.replace(",", "")) * FEN[unit]
    return int(fen) if fen == int(fen) else None


def misread(kind: str, printed: str, random: Random) -> str | None:
    """Give another figure for ``printed``; None where this kind of misread cannot change it."""
    digits = [place for place, character in enumerate(printed) if character.isdigit()]
    match kind:
        case "digit":
            made = [_digit(printed, place, random) for place in digits]
        case "transposition":
            made = [_exchanged(printed, *pair) for pair in pairwise(digits)]
        case "dropped digit":
            made = [printed[:place] + printed[place + 1 :] for place in digits]
        case "lost point":
            made = [printed.replace(".", "")]
        case "blanked":
            made = [""]
        case _:
            raise ValueError(kind)
    changed = [text for text in made if _differs(text, printed)]
    return random.choice(changed) if changed else None


def _digit(printed: str, place: int, random: Random) -> str:
    other = random.choice([d for d in "0123456789" if d != printed[place]])
    return printed[:place] + other + printed[place + 1 :]


def _exchanged(printed: str, one: int, other: int) -> str:
    characters = list(printed)
    characters[one], characters[other] = characters[other], characters[one]
    return "".join(characters)


def _differs(text: str, printed: str) -> bool:
    """Tell whether a figure stands there, or nothing, that is worth something else."""
    after = value(text, "万元")
    return after is not None and after != value(printed, "万元")
