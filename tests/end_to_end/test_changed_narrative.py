"""A wrong amount in the narrative, in the text and in the PDF, is published and told as a warning.

The sample is changed as text; the PDF is typeset from the changed text. Both are read by the reader of
their format, judged, and built into the star.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.extract import read
from pipelines.gate import Rules, judge
from pipelines.landing import LEDGER_SCHEMA
from pipelines.star import build
from pipelines.statements import TABLES, interpret
from tests.typeset.layout import typeset
from tests.typeset.source import parse
from tests.typeset.style import Style

ROOT = Path(__file__).parents[2]
YEAR, SAMPLE = 2023, "211300-212"
PRINTED, WRONG = "人员经费 697.48 万元", "人员经费 698.48 万元"
KINDS = {"text": "txt", "pdf": "pdf"}
Found = dict[str, Path]


@pytest.fixture(scope="module", params=KINDS)
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What star and gate say of the sample as it is, and with a wrong amount."""
    text = (ROOT / "raw" / str(YEAR) / f"{SAMPLE}.txt").read_text(encoding="utf-8")
    assert text.count(PRINTED) == 1
    return {
        name: built(tmp_path_factory.mktemp(name), request.param, content)
        for name, content in (("sound", text), ("wrong", text.replace(PRINTED, WRONG)))
    }


def built(folder: Path, kind: str, content: str) -> Path:
    """Read a document in the format ``kind``, judge it, and build its star."""
    path, part = folder / f"document.{KINDS[kind]}", folder / "part"
    if kind == "pdf":
        path.write_bytes(typeset(parse(content), Style()))
    else:
        path.write_text(content, encoding="utf-8")
    tables = interpret(read(path, kind, "utf-8"), "document", fiscal_year=YEAR)
    tables["document"][0] |= {"sha256": "0" * 64, "outcome": "read"}
    part.mkdir()
    for table, schema in TABLES.items():
        rows = [{column: row.get(column) for column in schema} for row in tables[table]]
        pl.DataFrame(rows, schema=schema).write_parquet(part / f"{table}.parquet")
    entry = dict.fromkeys(LEDGER_SCHEMA) | {
        "document_id": "document",
        "path": path.name,
        "sha256": "0" * 64,
        "status": "candidate",
        "fiscal_year": YEAR,
        "format": kind,
        "first_seen_at": datetime(2024, 9, 1, tzinfo=UTC),
    }
    ledger = folder / "ledger.parquet"
    pl.DataFrame([entry], schema=LEDGER_SCHEMA).write_parquet(ledger)
    verdict, star = folder / "verdict", folder / "star"
    judge([part], verdict, Rules(ROOT / "expectations", date(2024, 9, 1)))
    build(YEAR, ledger=ledger, parts=[part], verdicts=[verdict], out=star)
    return star


def rows_of(star: Path, table: str) -> pl.DataFrame:
    return pl.read_parquet(star / table / "**" / "*.parquet")


def violated(star: Path) -> pl.DataFrame:
    return rows_of(star, "identity_result").filter(pl.col("outcome") == "violated")


def test_it_is_published(results: Found) -> None:
    assert rows_of(results["wrong"], "disclosure")["status"].to_list() == ["published"]


def test_the_wrong_amount_is_a_warning_that_names_both_numbers(results: Found) -> None:
    rows = violated(results["wrong"]).filter(pl.col("identity") == "narrative.basic")
    assert rows["severity"].to_list() == ["warning"]
    for finding in (rows["finding_zh"][0], rows["finding_en"][0]):
        assert "698.48" in finding
        assert "697.48" in finding


def test_nothing_else_is_told_but_the_whole_it_is_part_of(results: Found) -> None:
    sound, wrong = (set(violated(star)["finding_zh"]) for star in results.values())
    told = wrong - sound
    assert sound <= wrong
    assert len(told) == 2
    assert all("698.48万元" in finding or "基本支出应等于" in finding for finding in told)


def test_it_is_handed_on_as_printed(results: Found) -> None:
    of_personnel = (pl.col("metric") == "basic_amount") & (pl.col("subject") == "personnel")
    printed = [
        rows_of(star, "narrative_claim").filter(of_personnel)["printed"].to_list()
        for star in results.values()
    ]
    assert printed == [["697.48"], ["698.48"]]
