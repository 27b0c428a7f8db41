"""Printed amounts: what counts as one, and its exact value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.statements.wording import KEPT, key

FEN_PER_UNIT = {"元": 100, "百元": 10_000, "千元": 100_000, "万元": 1_000_000, "亿元": 10**10}
"""分 in one unit, for the units that tables print."""

_DASH = re.compile(r"^[-—–−─‐‑－ー/]+$")
_NUMBER = re.compile(r"^(\()?([-−－–]?)(,?\d[\d,]*)(?:\.(\d+))?(\))?$")
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})*$|^\d+$")


class Printed(NamedTuple):
    """A cell of an amount column.

    ``state`` is ``amount``, ``blank``, ``dash`` or ``alien`` (something else is printed there).
    An amount is ``digits`` · 10^-``decimals`` of the table's unit. ``grouped`` is false where
    the thousands separators stand in the wrong places, as in what is left of 1,413.38 without its 1.
    """

    state: str
    digits: int = 0
    decimals: int = 0
    grouped: bool = True


@lru_cache(maxsize=KEPT)
def parse(text: str) -> Printed:
    """Read one printed cell; it never raises."""
    matched = key(text)
    if not matched:
        return Printed("blank")
    if _DASH.match(matched):
        return Printed("dash")
    number = _NUMBER.match(matched)
    if number is None or bool(number[1]) != bool(number[5]):
        return Printed("alien")
    whole, fraction = number[3], number[4] or ""
    digits = int(whole.replace(",", "") + fraction)
    negative = bool(number[1]) or bool(number[2])
    return Printed(
        "amount", -digits if negative else digits, len(fraction), bool(_GROUPED.match(whole))
    )


def fen(printed: Printed, unit: str) -> int | None:
    """Give the exact value in 分, or None where the unit does not reach down to whole 分."""
    value, rest = divmod(printed.digits * FEN_PER_UNIT[unit], 10**printed.decimals)
    return None if rest else value


def quantum(unit: str, decimals: int) -> int:
    """Give what one step of the last printed decimal is worth, in 分, at least 1."""
    return max(1, FEN_PER_UNIT[unit] // int(10**decimals))
