"""Clauses end at stops, and reasons are silent."""

import pytest

from pipelines.statements.narrative.clauses import clauses, sentence_end

REASONS = ("原因",)


def texts(text: str) -> list[str]:
    return [text[c.start : c.end] for c in clauses(text, REASONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入5万元,支出3万元。", ["收入5万元", "支出3万元"]),
        ("已支付248,305元,需支付8,395元", ["已支付248,305元", "需支付8,395元"]),
        ("甲车0辆、乙车1辆", ["甲车0辆", "乙车1辆"]),
        ("累计0批次、0人、0.00万元", ["累计0批次、0人、0.00万元"]),
        ("项目6个(其中:一般4个)", ["项目6个", "其中", "一般4个)"]),
        ("出国(境)团组0个", ["出国(境)团组0个"]),
    ],
)
def test_where_clauses_end(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_reasons_silence_their_sentence_up_to_a_semicolon() -> None:
    text = "增加5元,主要原因:减少697万,下降3%。支出1元,原因是多了2元;收入3元"
    assert texts(text) == ["增加5元", "支出1元", "收入3元"]


def test_a_sentence_keeps_its_full_stop() -> None:
    text = "甲1元。乙2元,丙3元。丁"
    found = list(clauses(text, REASONS))
    assert text[found[2].sentence : sentence_end(text, found[2])] == "乙2元,丙3元。"
    assert text[found[3].sentence : sentence_end(text, found[3])] == "丁"
