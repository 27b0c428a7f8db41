"""Tables: rows carried by column are the same rows, and what does not fit is no other value."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statements.tables import TABLES, Columns, by_column, framed

VALUES = {
    "document_id": st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    "fiscal_year": st.integers(2000, 2030),
    "value": st.decimals(-(10**14) + 1, 10**14 - 1, places=6),
}
ROW = st.fixed_dictionaries({}, optional={c: st.none() | of for c, of in VALUES.items()})


@given(st.lists(st.lists(ROW, max_size=4), max_size=3))
def test_rows_of_many_documents_are_framed_as_they_are(
    documents: list[list[dict[str, object]]],
) -> None:
    frame = framed("narrative_claim", [by_column("narrative_claim", rows) for rows in documents])
    assert frame.schema == pl.Schema(TABLES["narrative_claim"])
    untold = dict.fromkeys(TABLES["narrative_claim"])
    assert frame.to_dicts() == [untold | row for rows in documents for row in rows]


def test_what_rows_share_stands_in_each_of_them() -> None:
    pieces = [
        Columns(2, {"unit": "元", "fiscal_year": 2023}, {"fen": (7, None)}),
        Columns(1, {"unit": "万元"}, {"fen": [2**53 + 1]}),
    ]
    frame = framed("amount", pieces)
    assert frame.select("unit", "fiscal_year", "fen", "label").rows() == [
        ("元", 2023, 7, None),
        ("元", 2023, None, None),
        ("万元", None, 2**53 + 1, None),
    ]


def test_a_decimal_of_too_many_digits_is_null() -> None:
    rows: list[dict[str, object]] = [{"value": Decimal(10) ** 15}, {"value": Decimal(1)}]
    frame = framed("narrative_claim", [by_column("narrative_claim", rows)])
    assert frame["value"].to_list() == [None, Decimal(1)]


@pytest.mark.parametrize(("column", "value"), [("fen", 2**63), ("label", 5), ("label", "\ud800")])
def test_any_other_value_that_does_not_fit_is_an_error(column: str, value: object) -> None:
    with pytest.raises((TypeError, UnicodeEncodeError)):
        framed("amount", [by_column("amount", [{column: value}])])
