"""Printed amounts: exact values, three kinds of nothing, and what is no amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statements.number import Printed, fen, parse, quantum


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1,413.38", Printed("amount", 141338, 2)),
        ("1413.38", Printed("amount", 141338, 2)),
        ("0.00", Printed("amount", 0, 2)),
        ("−3.5", Printed("amount", -35, 1)),
        ("－3.5", Printed("amount", -35, 1)),
        ("(3.50)", Printed("amount", -350, 2)),
        ("（3.50）", Printed("amount", -350, 2)),
        ("１，０００．５", Printed("amount", 10005, 1)),
        ("1,41.38", Printed("amount", 14138, 2, grouped=False)),
        (",413.38", Printed("amount", 41338, 2, grouped=False)),
        (",", Printed("alien")),
        ("", Printed("blank")),
        (" \n", Printed("blank")),
        ("—", Printed("dash")),
        ("--", Printed("dash")),
        ("264.63\n", Printed("amount", 26463, 2)),
        ("26463.", Printed("alien")),
        ("3.5)", Printed("alien")),
        ("12.5%", Printed("alien")),
        ("无", Printed("alien")),
    ],
)
def test_parse(text: str, printed: Printed) -> None:
    assert parse(text) == printed


@pytest.mark.parametrize(
    ("text", "unit", "value", "step"),
    [
        ("1,413.38", "万元", 1413380000, 10000),
        ("0.01", "元", 1, 1),
        ("12", "元", 1200, 100),
        ("1.234567", "万元", 1234567, 1),
        ("-0.5", "亿元", -5_000_000_000, 1_000_000_000),
    ],
)
def test_value_in_fen(text: str, unit: str, value: int, step: int) -> None:
    printed = parse(text)
    assert fen(printed, unit) == value
    assert quantum(unit, printed.decimals) == step


def test_finer_than_a_fen_has_no_value() -> None:
    assert fen(parse("0.001"), "元") is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_any_way_of_printing_gives_the_value(value: Decimal) -> None:
    for text in (f"{value:,.2f}", f"{value:.2f}", f" {value:,.2f} "):
        assert fen(parse(text), "万元") == int(value * 1_000_000)
