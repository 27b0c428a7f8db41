"""The contradictions that stand in the sample disclosures: all are found, and no others."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.extract import read
from pipelines.gate import Rules, judge
from pipelines.statements.interpret import interpret
from pipelines.statements.tables import TABLES
from tests.gate.conftest import EXPECTATIONS, TODAY

ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "tests" / "golden" / "expected_contradictions.tsv"
LIST = ROOT / "tests" / "golden" / "contradictions.md"
SAMPLES = {
    2022: ("211300-703001", "211103-349011"),
    2023: ("211300-703", "211300-212", "210505-066001"),
}


def part(folder: Path, year: int, documents: tuple[str, ...], old: str = "", new: str = "") -> Path:
    """Read samples into a part, with one text in them replaced."""
    folder.mkdir(parents=True)
    given = []
    for document in documents:
        text = (ROOT / "raw" / str(year) / f"{document}.txt").read_text(encoding="utf-8")
        assert not old or text.count(old) == 1
        path = folder / f"{document}.txt"
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        given.append(interpret(read(path, "text", "utf-8"), document, fiscal_year=year))
    return written(folder, given)


def written(folder: Path, given: list[dict[str, list[dict[str, object]]]]) -> Path:
    """Write the rows of documents as one part."""
    rows = {table: [dict(row) for one in given for row in one[table]] for table in TABLES}
    for row in rows["document"]:
        row |= {"sha256": "0" * 64, "outcome": "read"}
    for table, schema in TABLES.items():
        pl.DataFrame(rows[table], schema=schema).write_parquet(folder / f"{table}.parquet")
    return folder


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("samples")
    return {year: part(folder / f"{year}", year, names) for year, names in SAMPLES.items()}


@pytest.fixture(scope="module")
def results(parts: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    frames = []
    for year, before in ((2022, []), (2023, [parts[2022]])):
        out = tmp_path_factory.mktemp(f"verdict-{year}")
        judgement = judge([parts[year]], out, Rules(EXPECTATIONS, TODAY), previous=before)
        assert judgement.blocking == []
        assert judgement.verdicts["accepted"] == len(SAMPLES[year])
        frames.append(pl.read_parquet(out / "identity_result.parquet"))
    return pl.concat(frames)


def lines_of(place: str) -> str:
    """Give the lines that a place names, in order."""
    return " ".join(map(str, sorted({int(n) for n in re.findall(r"第(\d+)行", place)})))


def test_exactly_the_contradictions_that_stand_there(
    results: pl.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    violated = results.filter(pl.col("outcome") == "violated")
    found = Counter(
        (document, identity, lines_of(place))
        for document, identity, place in violated.select(
            "document_id", "identity", "place"
        ).iter_rows()
    )
    with EXPECTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    expected = Counter((r["document"], r["identity"], r["lines"]) for r in rows)
    missing, extra = expected - found, found - expected
    with capsys.disabled():
        print(
            f"\ncontradictions: {len({r['contradiction'] for r in rows})} in {expected.total()} places,"
            f" found {(expected & found).total()}, missing {missing.total()}, extra {extra.total()}"
        )
        for what, places in (("missing", missing), ("extra", extra)):
            for place in places.elements():
                print(f"  {what}: {' | '.join(place)}")
    assert missing == extra == Counter()


def test_a_pdf_contradicts_itself_as_its_text_does(results: pl.DataFrame, tmp_path: Path) -> None:
    names = ("211300-703", "211300-212")
    given = [
        interpret(
            read(ROOT / "raw" / "2023" / f"{name}.pdf", "pdf", "utf-8"), name, fiscal_year=2023
        )
        for name in names
    ]
    judge([written(tmp_path, given)], tmp_path, Rules(EXPECTATIONS, TODAY))
    of_pdf = pl.read_parquet(tmp_path / "identity_result.parquet")
    in_pdf, in_text = (
        Counter(
            frame.filter((pl.col("outcome") == "violated") & pl.col("document_id").is_in(names))
            .filter(~pl.col("identity").str.starts_with("years."))  # the year before is not given
            .select("document_id", "identity", "printed", "recomputed")
            .iter_rows()
        )
        for frame in (of_pdf, results)
    )
    assert in_text.total() > 20
    assert in_pdf == in_text


def test_every_listed_contradiction_is_expected() -> None:
    """Those of the list that no rule can read say so."""
    listed = re.findall(r"^\| ([A-F]\d+) \|(.*)$", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    readable = {number for number, row in listed if "not loaded because" not in row}
    with EXPECTED.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert {row["contradiction"] for row in rows} == readable
    assert len(listed) > 40


def test_a_judgement_says_the_same_row_for_row_however_many_threads(
    parts: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, connect = [], duckdb.connect
    for run, threads in enumerate((1, 2, 4)):

        def limited(*given: object, threads: int = threads, **named: object) -> object:
            connection = connect(*given, **named)  # type: ignore[arg-type]
            connection.execute(f"SET threads = {threads}")
            return connection

        with monkeypatch.context() as patch:
            patch.setattr("pipelines.gate.batch.duckdb.connect", limited)
            out = tmp_path / f"{run}"
            judge([parts[2023]], out, Rules(EXPECTATIONS, TODAY), previous=[parts[2022]])
        files = sorted(path.name for path in out.glob("*.parquet"))
        written.append({name: pl.read_parquet(out / name).rows() for name in files})
    assert {"identity_result.parquet", "verdict.parquet"} <= set(written[0])
    assert written[0]["identity_result.parquet"]
    for name, rows in written[0].items():
        for again in written[1:]:
            assert [
                pair for pair in zip(rows, again[name], strict=True) if pair[0] != pair[1]
            ] == []


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
    assert sorted(cut["document_id"]) == [
        "210505-066001", "211103-349011", "211300-212", "211300-703001"
    ]  # fmt: skip
    assert set(cut["outcome"]) == {"violated"}
    assert all("It was cut off, not rounded." in finding for finding in cut["finding_en"])


def test_a_wrong_amount_in_the_text_is_published_with_a_warning(tmp_path: Path) -> None:
    old, new = "其中：人员经费 697.48 万元", "其中：人员经费 698.48 万元"
    folder = part(tmp_path / "part", 2023, ("211300-212",), old, new)
    judgement = judge([folder], tmp_path, Rules(EXPECTATIONS, TODAY))
    assert (judgement.verdicts["accepted"], judgement.blocking) == (1, [])
    frame = pl.read_parquet(tmp_path / "identity_result.parquet")
    row = frame.filter(
        (pl.col("identity") == "narrative.basic") & (pl.col("outcome") == "violated")
    )
    assert row["severity"].to_list() == ["warning"]
    assert "698.48万元" in row["finding_zh"][0]
    assert "697.48万元" in row["finding_zh"][0]
