"""What the cells of forms hold: targets taken apart, sorts of text, levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statements.performance.lexicon import IMPOSSIBLE, lexicon

WORDS = lexicon("项目")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥5天", ("≥", "5", "天")),
        ("=100%", ("=", "100", "%")),
        ("<=1,638.67万元", ("<=", "1,638.67", "万元")),
        ("47万元", ("", "47", "万元")),
        ("102", ("", "102", "")),
        ("9562平方米", ("", "9562", "平方米")),
        ("小于0.5%", ("小于", "0.5", "%")),
        ("≥", ("≥", "", "")),
        ("等于", ("等于", "", "")),
        ("明显提高", ("", "明显提高", "")),
        ("≥2022年水平", ("≥", "2022年水平", "")),
        ("不低于2022年年化担保额", ("", "不低于2022年年化担保额", "")),
        ("次年2月份前", ("", "次年2月份前", "")),
        ("95%以上", ("", "95%以上", "")),
        ("2023年", ("", "2023年", "")),
    ],
)
def test_targets(text: str, parts: tuple[str, str, str]) -> None:
    assert WORDS.target(text) == parts


@given(st.text("≥≤=<>等于大小0123456789.,%天万元年前明显（）", max_size=12))
def test_nothing_of_a_target_is_lost(text: str) -> None:
    assert "".join(WORDS.target(text)) == text


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("3.5", "number"),
        ("100.00%", "percent"),
        ("--", "dash"),
        (">=", "operator"),
        ("√", "tick"),
        ("•••••", "placeholder"),
        ("指标1：", "placeholder"),
        ("指标1：验收合格率", "item"),
        ("全部或基本达成预期指标100%-80%（含）", "achievement"),
        ("≥98%", "bound"),
        ("50家", "quantity"),
        ("管理规范", "words"),
    ],
)
def test_sorts(text: str, sort: str) -> None:
    assert WORDS.sort(text) == sort


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("指标1：验收合格率", "验收合格率"),
        ("指标12:人数", "人数"),
        ("指标2：", ""),
        ("指标1:指标2:•••••", ""),
        ("指标值设定", "指标值设定"),
    ],
)
def test_names_lose_their_number(printed: str, name: str) -> None:
    assert WORDS.name(printed) == name


def test_a_level_belongs_in_its_column() -> None:
    assert WORDS.cost("level1", "产出指标") == 0
    assert 0 < WORDS.cost("level2", "产出指标") < IMPOSSIBLE
    assert WORDS.cost("level1", "成本指标") == WORDS.cost("level2", "成本指标") == 0
    assert WORDS.cost("level1", "本部门自定的指标") == 0
    assert WORDS.cost("operator", "管理规范") == IMPOSSIBLE
