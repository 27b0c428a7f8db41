"""The contradictions that stand in the sample disclosures: all are found, and no others."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from pipelines.extract import read
from pipelines.gate import judge
from pipelines.statements.interpret import interpret
from pipelines.statements.tables import TABLES
from tests.gate.conftest import EXPECTATIONS, TODAY

ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "tests" / "golden" / "expected_contradictions.tsv"
SAMPLES = {
    2022: ("211300-703001", "211103-349011"),
    2023: ("211300-703", "211300-212", "210505-066001"),
}


def part(folder: Path, year: int, documents: tuple[str, ...], old: str = "", new: str = "") -> Path:
    """Read samples into a part, with one text in them replaced."""
    folder.mkdir(parents=True)
    rows: dict[str, list[dict[str, object]]] = {table: [] for table in TABLES}
    for document in documents:
        text = (ROOT / "raw" / str(year) / f"{document}.txt").read_text(encoding="utf-8")
        assert not old or text.count(old) == 1
        path = folder / f"{document}.txt"
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        given = interpret(read(path, "text", "utf-8"), document, fiscal_year=year)
        for table, found in given.items():
            rows[table] += [dict(row) for row in found]
    for row in rows["document"]:
        row |= {"sha256": "0" * 64, "outcome": "read"}
    for table, schema in TABLES.items():
        pl.DataFrame(rows[table], schema=schema).write_parquet(folder / f"{table}.parquet")
    return folder


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("samples")
    parts = {year: part(folder / f"{year}", year, names) for year, names in SAMPLES.items()}
    frames = []
    for year, before in ((2022, []), (2023, [parts[2022]])):
        out = folder / f"verdict-{year}"
        judgement = judge(
            [parts[year]], out, expectations=EXPECTATIONS, today=TODAY, previous=before
        )
        assert judgement.blocking == []
        assert judgement.verdicts["accepted"] == len(SAMPLES[year])
        frames.append(pl.read_parquet(out / "identity_result.parquet"))
    return pl.concat(frames)


def test_exactly_the_contradictions_that_stand_there(results: pl.DataFrame) -> None:
    violated = results.filter(pl.col("outcome") == "violated")
    found = Counter(violated.select("document_id", "identity", "place").iter_rows())
    with EXPECTED.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        expected = Counter((r["document"], r["identity"], r["place"]) for r in rows)
    assert found - expected == Counter()
    assert expected - found == Counter()


@pytest.mark.parametrize(
    ("identity", "says"),
    [
        ("inside.share", "为79.28%，"),
        ("inside.growth_rate", "收入比上年增减率（第51行）为-35%，"),
        ("inside.basic_parts", "（第90行）为1088.07万元，"),
        ("inside.vehicles_held", "为4，车辆数·车辆（第97行）只有1："),
        ("linked.average_score", "为97.55分，"),
        ("forms.scores", "总分（第970行）为90.3分，各项得分之和为92.3分："),
    ],
)
def test_a_finding_is_one_sentence_with_both_numbers(
    identity: str, says: str, results: pl.DataFrame
) -> None:
    rows = results.filter((pl.col("identity") == identity) & (pl.col("outcome") == "violated"))
    (finding,) = rows["finding_zh"]
    assert says in finding
    assert finding.endswith("。")


def test_a_rate_that_was_cut_off_says_so(results: pl.DataFrame) -> None:
    cut = results.filter(pl.col("place").str.contains("截尾"))
    assert sorted(cut["document_id"]) == ["210505-066001", "211103-349011", "211300-703001"]
    assert set(cut["outcome"]) == {"violated"}
    assert all("It was cut off, not rounded." in finding for finding in cut["finding_en"])


def test_a_wrong_amount_in_the_text_is_published_with_a_warning(tmp_path: Path) -> None:
    old, new = "其中：人员经费 697.48 万元", "其中：人员经费 698.48 万元"
    folder = part(tmp_path / "part", 2023, ("211300-212",), old, new)
    judgement = judge([folder], tmp_path, expectations=EXPECTATIONS, today=TODAY)
    assert (judgement.verdicts["accepted"], judgement.blocking) == (1, [])
    frame = pl.read_parquet(tmp_path / "identity_result.parquet")
    row = frame.filter(
        (pl.col("identity") == "narrative.basic") & (pl.col("outcome") == "violated")
    )
    assert row["severity"].to_list() == ["warning"]
    assert "698.48万元" in row["finding_zh"][0]
    assert "697.48万元" in row["finding_zh"][0]
