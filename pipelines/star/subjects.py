"""``dim_functional_subject`` and ``dim_economic_subject``: the codes of a year and their names.

Names change and codes are used again over the years, so a name belongs to a code and a year. It
is the fullest name printed in that year; the code list completes a name that every document cut
at the width of its cell, and names the levels above that nobody printed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from pipelines.star.members import FUND_OF_STATEMENT
from pipelines.star.schemas import DIMENSIONS
from pipelines.statements import records

CODES = Path(records.__file__).parent / "codes"

_FUNCTIONAL = ("income", "expenditure", *FUND_OF_STATEMENT)
_ECONOMIC = ("basic_expenditure",)
_ROLES = ("class", "group", "item")
_LEVELS = {"functional": {3: "类", 5: "款", 7: "项"}, "economic": {3: "类", 5: "款"}}


def labels(amount: pl.DataFrame) -> pl.DataFrame:
    """Give the subjects of amounts and how many documents print them under which label.

    Columns: kind (``functional`` or ``economic``), item, label, side, documents.
    """
    kind = pl.when(pl.col("statement").is_in(_ECONOMIC)).then(pl.lit("economic"))
    document = pl.col("document_id").cast(pl.Categorical).to_physical()  # cheaper than texts
    return (
        amount.select("document_id", "statement", "role", "item", "label", "side")
        .filter(
            pl.col("statement").is_in((*_FUNCTIONAL, *_ECONOMIC)) & pl.col("role").is_in(_ROLES)
        )
        .group_by(kind.otherwise(pl.lit("functional")).alias("kind"), "item", "label")
        .agg(pl.col("side").min(), document.n_unique().alias("documents"))
    )


def dim_functional_subject(found: pl.DataFrame, fiscal_year: int) -> pl.DataFrame:
    """Give the functional subjects among the :func:`labels` of all parts, and those above them."""
    return _subjects(found, "functional", fiscal_year)


def dim_economic_subject(found: pl.DataFrame, fiscal_year: int) -> pl.DataFrame:
    """Give the economic subjects among the :func:`labels` of all parts, and those above them."""
    frame = _subjects(found, "economic", fiscal_year)
    printed = found.filter(pl.col("kind") == "economic")
    sides = printed.group_by(pl.col("item").str.head(3)).agg(pl.col("side").min())
    joined = frame.join(
        sides, left_on=pl.col("subject_code").str.head(3), right_on="item", how="left"
    )
    return joined.select(list(DIMENSIONS["dim_economic_subject"]))


@cache
def code_list(kind: str) -> dict[str, str]:
    """Give the names of the list ``functional`` or ``economic`` by code."""
    frame = pl.read_csv(CODES / f"{kind}.csv", infer_schema=False)
    return dict(frame.select("code", "name").iter_rows())


def _subjects(found: pl.DataFrame, kind: str, fiscal_year: int) -> pl.DataFrame:
    names: dict[str, dict[str, int]] = {}
    printed = found.filter(pl.col("kind") == kind)
    counts = printed.group_by("item", "label").agg(pl.col("documents").sum())
    for code, label, documents in counts.iter_rows():
        names.setdefault(code, {})[label or ""] = documents
    levels = _LEVELS[kind]
    codes = {code[:digits] for code in names for digits in (*levels, len(code))}
    rows = [
        (
            fiscal_year,
            code,
            levels.get(len(code)),
            *_name(names.get(code, {}), code_list(kind).get(code)),
            next((code[:n] for n in reversed(levels) if n < len(code)), None),
        )
        for code in sorted(codes)
    ]
    return pl.DataFrame(rows, schema=DIMENSIONS["dim_functional_subject"], orient="row")


def _name(printed: dict[str, int], listed: str | None) -> tuple[str | None, str | None]:
    """Choose a name and tell where it is from: cut names lose, then the most common wins."""
    full = [
        name
        for name in printed
        if name and not any(other != name and other.startswith(name) for other in printed)
    ]
    if not full:
        return listed, "code_list" if listed else None
    best = min(full, key=lambda name: (-printed[name], -len(name), name))
    if listed and listed != best and listed.startswith(best):
        return listed, "code_list"
    return best, "printed"
