"""Who erred, by what two readings found."""

from __future__ import annotations

import pytest

from pipelines.gate.trial import Trial
from pipelines.review.conclusion import Case, conclude

SOUND, WRONG = Trial(100), Trial(100, frozenset({("expenditure.row_sum", "合计")}))
OTHER = Trial(100, frozenset({("income.row_sum", "合计")}))


def cell(agrees: bool | None, rank: int = 1) -> dict[str, object]:
    again = {True: "603.06", False: "630.06", None: None}[agrees]
    return {
        "statement": "expenditure",
        "label": "行政运行",
        "column_label": "基本支出",
        "printed": "603.06",
        "printed_again": again,
        "agrees": agrees,
        "rank": rank,
    }


@pytest.mark.parametrize(
    ("case", "erred", "said"),
    [
        (Case(WRONG, None, None, [cell(None)], "cut off"), "unknown", "a second time: cut off"),
        (Case(WRONG, WRONG, None, [cell(True)]), "publisher", "both readings find expenditure 行政运行 基本支出 603.06"),
        (Case(WRONG, SOUND, SOUND, [cell(False)]), "reader", "基本支出 is 630.06, not 603.06"),
        (Case(WRONG, OTHER, SOUND, [cell(False)]), "reader", "with which every identity holds"),
        (Case(WRONG, SOUND, None, [cell(True)]), "reader", "it satisfies every identity"),
        (Case(WRONG, Trial(89), None, [cell(None)]), "unknown", "does not find the cells"),
        (Case(WRONG, OTHER, OTHER, [cell(False)]), "unknown", "the readings differ"),
        (Case(WRONG, WRONG, None, [cell(True), cell(False, 2)]), "publisher", "printed it so"),
        (Case(WRONG, WRONG, None), "publisher", "violate the same identities"),
        (Case(WRONG, OTHER, None), "unknown", "neither satisfies"),
    ],
)  # fmt: skip
def test_conclusions(case: Case, erred: str, said: str) -> None:
    found, sentence = conclude(case)
    assert found == erred
    assert said in sentence


def test_a_sentence_names_two_cells_and_counts_the_rest() -> None:
    _, sentence = conclude(Case(WRONG, WRONG, None, [cell(True)] * 5))
    assert sentence.endswith("603.06, and 3 more")
