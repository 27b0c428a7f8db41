"""Invented departments with names as they are printed, in real divisions; no two are the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from pipelines.statements.divisions import data_file

_KINDS = Path(__file__).with_name("departments.txt").read_text("utf-8").split()
_STRIDE = 769  # coprime to the number of divisions: neighbours lie far apart
_CENSUS_YEAR = 2019


@dataclass(frozen=True)
class Body:
    """A department (or the department's own unit) of a division."""

    name: str
    scope: str  # 部门 | 单位
    division_code: str
    unit_code: str

    @property
    def bare(self) -> str:
        return self.name.removesuffix("（本级）")


def body(number: int) -> Body:
    """Give the ``number``-th body; IndexError beyond the last."""
    places, kinds = _divisions(), len(_KINDS)
    place, kind = number // kinds, number % kinds
    if place >= len(places):
        raise IndexError(f"there are only {kinds * len(places):,} bodies")
    code, chain = places[(place * _STRIDE + kind * 31) % len(places)]
    unit = (place + kind) % 3 == 0
    name = f"{chain}{_KINDS[kind]}" + ("（本级）" if unit else "")
    return Body(name, "单位" if unit else "部门", code, f"{101 + kind}001")


@cache
def _divisions() -> tuple[tuple[str, str], ...]:
    """Give code and full name of every city and county."""
    levels = ("province", "city", "county")
    rows = (
        pl.scan_csv(data_file(), infer_schema=False)
        .filter(pl.col("year") == str(_CENSUS_YEAR), pl.col("rank").is_in(["2", "3"]))
        .filter(pl.col("province_name").str.ends_with("省"))
        .collect()
        .iter_rows(named=True)
    )
    found = {}
    for row in rows:
        names = [row[f"{level}_name"] or "" for level in levels[: int(row["rank"])]]
        if all(
            name and not name.endswith(("市辖区", "行政区划")) and name != "县" for name in names
        ):
            found[row[f"{levels[int(row['rank']) - 1]}_adcode"]] = "".join(names)
    return tuple(sorted(found.items()))
