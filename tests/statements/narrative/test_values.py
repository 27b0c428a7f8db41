"""Direction words give the sign; what nobody decided has no value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statements.narrative.values import Directions, value

DIRECTIONS = Directions(frozenset({"减少", "下降"}), frozenset("(/"))


@pytest.mark.parametrize(
    ("number", "direction", "has_unit", "expected"),
    [
        ("4.98", "减少", True, (Decimal("-4.98"), None)),
        ("4.98", "增加", True, (Decimal("4.98"), None)),
        ("248,305", "", True, (Decimal(248305), None)),
        ("-5", "减少", True, (Decimal(5), None)),
        ("持平", "", False, (Decimal(0), None)),
        ("0", "减少(增加)", True, (Decimal(0), "unresolved_alternative")),
        ("27.78", "下降/增长", True, (None, "unresolved_alternative")),
        ("13.95", "增长", False, (Decimal("13.95"), "unit_missing")),
    ],
)
def test_value(
    number: str, direction: str, has_unit: bool, expected: tuple[Decimal | None, str | None]
) -> None:
    assert value(number, direction, has_unit, DIRECTIONS) == expected


def test_zero_has_no_sign() -> None:
    assert str(value("0.00", "减少", True, DIRECTIONS)[0]) == "0.00"


@given(st.decimals(0, 10**9, places=4))
def test_a_printed_number_is_kept_exactly(number: Decimal) -> None:
    assert value(f"{number:,}", "下降", True, DIRECTIONS)[0] == -number
