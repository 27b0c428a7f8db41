"""How a document prints its amounts says which of them is no amount, and which blank is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.gate.location import locate
from pipelines.gate.location.misread import Misread, misread
from pipelines.gate.location.print_habits import PrintHabits
from pipelines.gate.location.system import Cell
from tests.gate.location.drawn import misprinted, position, sound

REGULAR = ("1,413.38", "264.63", "11.20", "0.50", "5,620.07")


def cell(printed: str, value: int, **more: object) -> Cell:
    made = Cell("basic_expenditure", None, "30201", "amount", "item", value * 10_000, 10_000)
    return replace(made, printed=printed, **more)  # type: ignore[arg-type]


def odds(printed: str, value: int, meant: int, kind: Misread) -> float:
    amounts = [cell(text, int(text.replace(",", "").replace(".", ""))) for text in REGULAR]
    return PrintHabits([cell(printed, value), *amounts]).likelihood(0, meant * 10_000, kind)


@pytest.mark.parametrize(
    ("printed", "value", "meant"),
    [
        ("10.7", 10_70, 10_27),  # a decimal is missing
        ("2,60.59", 260_59, 2603_59),  # a separator stands in the wrong place
        (",005.89", 5_89, 1005_89),
    ],
)
def test_a_print_that_is_no_amount_here_is_a_slip(printed: str, value: int, meant: int) -> None:
    irregular = odds(printed, value, meant, "dropped")
    regular = odds(f"{value / 100:.2f}", value, meant, "dropped")
    assert irregular > regular + 1
    assert misread(cell(printed, value), meant * 10_000) == "dropped"


def test_where_decimals_are_left_out_that_says_nothing() -> None:
    short = [cell(text, int(float(text) * 100)) for text in ("10.7", "3", "5.5", "12", "0.25")]
    regular = odds("10.7", 10_70, 10_27, "dropped")
    assert PrintHabits(short).likelihood(0, 10_27 * 10_000, "dropped") < regular - 1


def test_a_digit_lost_twice_over_is_twice_as_likely() -> None:
    twice, once = odds("11.20", 11_20, 111_20, "dropped"), odds("11.20", 11_20, 141_20, "dropped")
    assert twice > once + 1


def test_the_only_blank_among_zeros_should_have_an_amount() -> None:
    zeros = [cell("0.00", 0) for _ in range(9)]
    blanks = [cell("", 0, state="blank") for _ in range(9)]
    amounts = [cell("264.63", 264_63)] * 9
    one = cell("", 0, state="blank")
    assert PrintHabits([one, *amounts, *zeros]).filled(0) > 2
    assert PrintHabits([one, *amounts, *blanks]).filled(0) == pytest.approx(0)


def test_a_row_that_the_narrative_names_is_filled_before_one_that_it_does_not() -> None:
    at = sound()
    items = [n for n, c in enumerate(at.cells) if c.item.startswith("302") and len(c.item) == 5]
    items = [n for n in items if at.cells[n].statement == "basic_expenditure"]
    filled = [n for n in items if at.cells[n].value]
    cells = misprinted(at, {filled[-1]: None})
    other = next(n for n in items if not cells[n].value and n != filled[-1])
    for named, blank in ((filled[-1], other), (other, filled[-1])):
        for n in items:
            cells[n] = replace(cells[n], named=n == named or (n in filled and n != blank))
            cells[n] = replace(cells[n], state="blank") if not cells[n].value else cells[n]
        assert locate(cells, at.constraints)[0].suspects[0].cell == named


def test_an_amount_printed_again_belongs_to_the_row_of_the_same_name() -> None:
    at = sound()
    twin = position(at, "general_budget_expenditure", "2080501", "total")
    item = position(at, "basic_expenditure", "30201", "amount")
    other = position(at, "basic_expenditure", "30203", "amount")
    value = at.cells[item].value
    cells = misprinted(at, {item: None})
    for n in (item, other):
        cells[n] = replace(cells[n], value=0, state="blank", label="办公费")
    cells[item] = replace(cells[item], label="住房公积金")
    cells.append(replace(cells[twin], value=value, label="住房公积金", item="2210201"))
    assert cells[locate(cells, at.constraints)[0].suspects[0].cell].label == "住房公积金"
