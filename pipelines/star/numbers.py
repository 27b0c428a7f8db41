"""Printed numbers of forms and sentences as exact decimals; what is no plain number is null."""

from __future__ import annotations

import polars as pl

from pipelines.star.schemas import EXACT, YUAN

YUAN_OF_UNIT = {"元": 1, "万元": 10_000, "万": 10_000, "亿元": 100_000_000}
"""What the units of money are worth in 元; every other unit is none of money."""

PERCENT, FRACTION, BARE_PERCENT = "percent", "fraction", "bare_percent"
"""How a rate is printed: 58.98%, 0.59, or 98 without a sign."""

_NUMBER = r"^-?\d{1,12}(\.\d{1,6})?$"
_LARGEST_FRACTION = 10  # a rate without a sign above this is a percentage: nobody spends tenfold


def decimal(printed: pl.Expr) -> pl.Expr:
    """Give the number of up to six decimals that a text prints, thousands parted or not."""
    plain = printed.str.normalize("NFKC").str.replace_all(",", "", literal=True)
    return pl.when(plain.str.contains(_NUMBER)).then(plain).cast(EXACT)


def ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Give ``part`` by ``whole``, rounded to six decimals; null where ``whole`` is zero."""
    divisor = pl.when(whole != 0).then(whole)
    return (part.cast(EXACT) / divisor.cast(EXACT)).cast(EXACT, strict=False)


def in_yuan(value: pl.Expr, unit: str) -> pl.Expr:
    """Give ``value``, which is in the printed unit of the column ``unit``, in 元."""
    worth = pl.col(unit).replace_strict(YUAN_OF_UNIT, default=None, return_dtype=pl.Int64)
    return (value.cast(EXACT) * worth).cast(YUAN, strict=False)


def rate(column: str) -> tuple[pl.Expr, pl.Expr]:
    """Give the rate that a text column prints, as a fraction of one, and how it is printed."""
    text = pl.col(column).str.normalize("NFKC")
    number = decimal(text.str.strip_suffix("%"))
    printed_as = (
        pl.when(number.is_null())
        .then(None)
        .when(text.str.ends_with("%"))
        .then(pl.lit(PERCENT))
        .when(number.abs() <= _LARGEST_FRACTION)
        .then(pl.lit(FRACTION))
        .otherwise(pl.lit(BARE_PERCENT))
    )
    of_hundred = ratio(number, pl.lit(100))
    return pl.when(printed_as == FRACTION).then(number).otherwise(of_hundred), printed_as
