"""The real code lists that invented accounts are drawn from."""

from __future__ import annotations

import csv
from functools import cache

from pipelines.statements.codes import FOLDER

SHARED = ("208", "210", "221")
"""Classes that nearly every department spends under: pensions, health insurance, housing."""

_FUND_GROUPS = ("21208", "21213", "21214", "22904", "22960")
_CAPITAL = "223"
_SKIPPED = ("229", _CAPITAL, *_FUND_GROUPS)  # not spent from the general budget
_PAGE_MISREADINGS = ("万元", "无锡市教育局", "北京市红领", "首都图书馆")


@cache
def functional() -> dict[str, str]:
    """Names of the functional subjects by code."""
    return _names("functional.csv")


@cache
def economic() -> dict[str, str]:
    """Names of the economic subjects of basic expenditure by code."""
    wanted = ("301", "302", "303", "307", "310", "312", "399")
    return {code: name for code, name in _names("economic.csv").items() if code[:3] in wanted}


@cache
def leaves(fund: str, year: int) -> tuple[str, ...]:
    """Give the 项 that a fund (general | fund | capital) pays for and whose 类 and 款 are listed."""
    names, printed = functional(), classes(year)
    whole = [code for code in names if len(code) == 7 and code[:5] in names and code[:3] in printed]
    if fund == "fund":
        return tuple(code for code in whole if code.startswith(_FUND_GROUPS))
    if fund == "capital":
        return tuple(code for code in whole if code.startswith(_CAPITAL))
    return tuple(code for code in whole if not code.startswith(_SKIPPED))


@cache
def leaves_by_class(year: int) -> dict[str, tuple[str, ...]]:
    """Give the 项 of the general budget by 类, for classes that have a few."""
    found: dict[str, list[str]] = {}
    for code in leaves("general", year):
        found.setdefault(code[:3], []).append(code)
    return {first: tuple(codes) for first, codes in found.items() if len(codes) > 5}


@cache
def classes(year: int) -> dict[str, str]:
    """Names of the functional lines that 01 and 04 print in ``year``: 22, 24 or 26 of them."""
    newer = {"224": 2019, "234": 2020, "222": 2013, "223": 2013}
    spoken = {code: name for code, name in functional().items() if len(code) == 3 and code != "230"}
    return {code: name for code, name in spoken.items() if newer.get(code, 0) <= year}


def _names(file: str) -> dict[str, str]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["code"]: row["name"] for row in rows if row["name"] not in _PAGE_MISREADINGS}
