"""Each macro reads its numbers, and nothing else."""

import pytest

from pipelines.statements.narrative.macros import MacroError, Words, expand

WORDS = Words(
    "亿元|万元|元|万",
    r"(?:增加|减少|增长|下降)(?:\((?:增加|增长)\)?)?",
    "持平",
    r"(?:小于|等于)(?:\(大于\))?",
    "大于等于|≥|=",
)


def slots(say: str, text: str) -> list[tuple[str, ...]] | None:
    """Give number, unit and direction of each slot; None where the wording does not match."""
    expanded = expand(say, WORDS, {"who": "[^,;:。]{0,9}?", "kind": "(?P<kind>货物|服务)"})
    match = expanded.pattern.match(text)
    if match is None:
        return None
    return [
        tuple(match[group] or "" for group in (slot.number, slot.unit, slot.direction) if group)
        for slot in expanded.slots
    ]


@pytest.mark.parametrize(
    ("say", "text", "expected"),
    [
        ("收入{amount}", "收入1413.38万元,", [("1413.38", "万元")]),
        ("收入{amount}", "收入248,305元。", [("248,305", "元")]),
        ("收入{amount}", "收入0.39万(含", [("0.39", "万")]),
        ("收入{amount}", "收入-2.5亿元", [("-2.5", "亿元")]),
        ("收入{amount}", "收入5万元多", None),
        ("收入{amount}", "收入10.80万元住。", [("10.80", "万元")]),
        ("占{percent}", "占100.00%。", [("100.00", "%")]),
        ("占{percent}", "占10。", None),
        ("得分{score}", "得分97.72分,", [("97.72", "分")]),
        ("车{count:辆}", "车0辆", [("0", "辆")]),
        ("{count:人|人次}", "26人次。", [("26", "人次")]),
        ("设备{count:台(套)}", "设备0台(套)。", [("0", "台(套)")]),
        ("比上年{change}", "比上年减少4.98万元,", [("4.98", "万元", "减少")]),
        ("比上年{change}", "比上年减少(增加)0万元,", [("0", "万元", "减少(增加)")]),
        ("{rate}", "增长3.50%,", [("3.50", "%", "增长")]),
        ("{rate}", "增长13.95。", [("13.95", "", "增长")]),
        ("{rate}", "增长3.5倍。", None),
        ("与上年{level}", "与上年持平,", [("持平",)]),
        ("决算数{compared}预算数", "决算数小于预算数,", [("小于",)]),
        ("决算数{compared}预算数", "决算数小于(大于)预算数,", [("小于(大于)",)]),
        ("为{word:追加项目|追加资金项目}", "为追加项目,", [("追加项目",)]),
        ("为{word:追加项目}", "为其他项目,", None),
        ("{year}年度决算", "2023年度决算", [("2023",)]),
        ("满意度{goal}", "满意度≥99%。", [("99", "%")]),
        ("人数{goal}", "人数大于等于500人次;", [("500", "人次")]),
        ("数量{goal}", "数量≥50;", [("50", "")]),
        ("数量{goal}", "数量=2022年数量;", None),
        ("{who}{kind}支出{amount}(?:,占{percent})?", "本局货物支出3元", [("3", "元"), ("", "")]),
    ],
)
def test_slots(say: str, text: str, expected: list[tuple[str, ...]] | None) -> None:
    assert slots(say, text) == expected


def test_phrases_are_captured_and_first_numbers_known() -> None:
    expanded = expand("{kind}支出{amount}", WORDS, {"kind": "(?P<kind>货物|服务)"})
    assert expanded.captures == ("kind",)
    assert expanded.number_first
    assert not expand("在项目中,采购{amount}", WORDS, {}).number_first
    assert not expand("项目综述", WORDS, {}).number_first
    assert expand("[^,;]*?共{count:个}", WORDS, {}).number_first


@pytest.mark.parametrize("say", ["{nothing}", "{count}", "{amount:个}", "(收入{amount}"])
def test_a_wrong_wording_is_refused(say: str) -> None:
    with pytest.raises(MacroError):
        expand(say, WORDS, {})
