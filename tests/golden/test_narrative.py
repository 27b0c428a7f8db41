"""Every claim of the sample disclosures' narratives, against files written from the documents."""

import csv
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from pipelines.extract import Reading, read
from pipelines.statements.narrative import NARRATIVE_CLAIM, Claim, claims, reasons
from pipelines.statements.performance import forms

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "narrative"
GENUINE = ROOT.parent / "shared" / "disclosures" / "pdf"
RENDITIONS = [
    ("2023", "211300-703", "txt"),
    ("2023", "211300-212", "txt"),
    ("2022", "211300-703001", "txt"),
    ("2022", "211103-349011", "txt"),
    ("2023", "210505-066001", "txt"),
    ("2023", "211300-703", "pdf"),
    ("2023", "211300-212", "pdf"),
]
COLUMNS = ["section", "metric", "subject", "printed", "value", "unit", "fiscal_year", "line", "note"]  # fmt: skip
LEAST = 0.99


def reading(path: Path) -> Reading:
    return read(path, "pdf" if path.suffix == ".pdf" else "text", "utf-8")


def golden(document: str, columns: list[str]) -> list[tuple[str, ...]]:
    with (GOLDEN / f"{document}.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [tuple(row[column] for column in columns) for row in rows]


@pytest.mark.parametrize("rendition", RENDITIONS, ids=".".join)
def test_every_claim(rendition: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    year, document, ending = rendition
    rows = claims(reading(ROOT / "raw" / year / f"{document}.{ending}"), fiscal_year=int(year))
    columns = COLUMNS if ending == "txt" else [c for c in COLUMNS if c != "line"]
    found = [tuple("" if row[c] is None else str(row[c]) for c in columns) for row in rows]
    expected = golden(document, columns)
    right = sum((Counter(found) & Counter(expected)).values())
    recall = right / len(expected) if expected else 1.0
    precision = right / len(found) if found else 1.0
    with capsys.disabled():
        print(
            f"\n{document}.{ending}: {len(expected)} claims,"
            f" recall {recall:.2%}, precision {precision:.2%}"
        )
    assert min(recall, precision) >= LEAST
    assert found == expected
    assert all((row["page"] is not None) == (ending == "pdf") for row in rows)
    assert pl.DataFrame(rows, schema=NARRATIVE_CLAIM).height == len(expected)


@pytest.mark.parametrize("rendition", RENDITIONS, ids=".".join)
def test_every_number_that_a_reason_quotes(rendition: tuple[str, str, str]) -> None:
    year, document, ending = rendition
    whole = reading(ROOT / "raw" / year / f"{document}.{ending}")
    rows = reasons(forms(whole).indicators, fiscal_year=int(year))
    columns = COLUMNS if ending == "txt" else [c for c in COLUMNS if c != "line"]
    found = [tuple("" if row[c] is None else str(row[c]) for c in columns) for row in rows]
    assert found == golden(f"{document}.reasons", columns)


HAND_COUNT = {
    "income": 6,  # 总体情况 3, 收入决算情况 3
    "expenditure": 5,
    "appropriation": 3,
    "general_budget": 57,  # 总体 4, 结构 11, 具体 3 and 13 subjects by 3
    "basic": 3,
    "three_public": 35,  # of these two 持平
    "performance": 12,
    "operating_cost": 3,
    "procurement": 9,
    "assets": 10,
}
"""Numbers that the narrative of one genuine disclosure states (pages 20 to 28), counted by hand.

Not counted are years, thresholds, the reasons (1133.95万元 three times, 92%), and 持平 to a budget.
"""


def numbers_by_section(rows: list[Claim]) -> Counter[object]:
    """Count numbers as a hand does: 收入支出总计 is one, titles and words that compare are none."""
    return Counter(
        row["section"]
        for row in rows
        if not (row["section"] == "income" and str(row["metric"]).startswith("expenditure"))
        and row["section"] != "heading"
        and not str(row["metric"]).endswith("_budget_word")
    )


def test_a_genuine_disclosure_of_another_template(capsys: pytest.CaptureFixture[str]) -> None:
    path = GENUINE / "shanghai-putuo-planning-2024.pdf"
    if not path.exists():
        pytest.skip(f"{path} is not there: genuine PDFs are not part of the repository")
    rows = claims(reading(path), fiscal_year=2024)
    numbers = numbers_by_section(rows)
    with capsys.disabled():
        print(f"\n{path.name}: {numbers.total()} of {sum(HAND_COUNT.values())} numbers read")
    assert numbers == HAND_COUNT
    assert {row["fiscal_year"] for row in rows} == {2024}
    stated = {(row["metric"], row["subject"]): row for row in rows}
    path_of = "自然资源海洋气象等支出/自然资源事务/事业运行"
    assert stated["functional_initial", path_of]["printed"] == "4477.33"
    assert stated["functional_completion", path_of]["printed"] == "98.65"
    assert stated["reception_amount", "domestic"]["unit"] == "万"
    rate = stated["three_public_change_rate", "total"]  # 下降（增长）27.78%
    assert (rate["value"], rate["note"]) == (None, "unresolved_alternative")
    assert stated["general_budget_change_rate", None]["note"] == "unit_missing"


OTHER_HAND_COUNTS = {
    "shanghai-putuo-social-work-2024": {  # pages 17 to 22
        "income": 6,
        "expenditure": 5,
        "appropriation": 3,
        "general_budget": 38,  # 总体 4, 结构 9, 具体 4 and 9 subjects by 2 or 3
        "basic": 3,
        "performance": 12,
        "operating_cost": 3,
        "procurement": 9,
        "assets": 10,
    },
    "central-2024": {  # pages 17 to 29
        "income": 17,
        "expenditure": 30,
        "carryover": 3,
        "appropriation": 7,
        "general_budget": 55,  # 结构 11, 具体 3 and 14 subjects by 3, one by 2
        "basic": 3,
        "three_public": 23,
        "operating_cost": 3,
        "procurement": 10,
        "assets": 8,
        "performance": 6,
        "project": 17,  # of four projects score, budget, executed and rate
    },
}
"""Counted by hand as above; what 图1 … name and the achievements of projects do not count."""


@pytest.mark.parametrize("name", OTHER_HAND_COUNTS)
def test_other_genuine_disclosures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = GENUINE / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"{path} is not there: genuine PDFs are not part of the repository")
    rows = claims(reading(path), fiscal_year=2024)
    numbers, counted = numbers_by_section(rows), OTHER_HAND_COUNTS[name]
    with capsys.disabled():
        print(
            f"\n{name}: {(numbers & Counter(counted)).total()} of {sum(counted.values())} numbers read"
        )
    assert numbers == counted
    assert "1018.55" not in {row["printed"] for row in rows}  # an evaluation report in the annex
