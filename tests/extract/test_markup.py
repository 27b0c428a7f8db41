"""Residue of conversion is removed, what was printed stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.markup import OPENINGS, clean, clean_line, marked_lines


@pytest.mark.parametrize(
    ("converted", "printed"),
    [
        ("<b>1,413.38</b>", "1,413.38"),
        ('<p style="text-align: center;">目标</p>', "目标"),
        (r"数量 $\geq 50$ ；", "数量 ≥50 ；"),
        (r"率 $\leq 98\%$", "率 ≤98%"),
        ("[bookmark: _GoBack]1.关于", "1.关于"),
        ("**合计**", "合计"),
        (r"总数\*100%", "总数*100%"),
        ("a < b", "a < b"),
        ("a&lt;b", "a<b"),
        ("$5 与 $6", "$5 与 $6"),
    ],
)
def test_clean(converted: str, printed: str) -> None:
    assert clean(converted) == printed


@pytest.mark.parametrize(
    ("converted", "printed"),
    [("## **二、单位构成**", "二、单位构成"), ("- 1、本级", "1、本级"), ("# 目 录", "目 录")],
)
def test_clean_line(converted: str, printed: str) -> None:
    assert clean_line(converted) == printed


def test_only_marked_lines_have_anything_to_clean() -> None:
    lines = [
        "合计",
        "**合计**",
        r"总数\*100%",
        "",
        "a&lt;b",
        "1,413.38",
        "<b>1</b>",
        "[bookmark: x]",
        "$5",
    ]
    marked = marked_lines("\n".join(lines))
    assert marked == {2, 3, 5, 7, 8, 9}
    assert all(clean(text) == text for n, text in enumerate(lines, 1) if n not in marked)


@given(st.from_regex(r"[ \u3000]?[-#+.一]{1,2}[ \t]?[<&$b一]{1,2}", fullmatch=True))
def test_a_line_without_mark_and_opening_is_clean(line: str) -> None:
    if not marked_lines(line) and line.strip()[0] not in OPENINGS:
        assert clean_line(line) == line.strip()
