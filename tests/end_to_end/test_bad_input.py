"""A folder of bad input beside good: every file gets its reason, and the good ones are published."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from pipelines.orchestration.runs import RunReport, run
from pipelines.settings import Settings

SAMPLES = Path(__file__).parents[2] / "raw" / "2023"

SELF_REFERENCE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R\
/Resources<</XObject<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 6>>stream
/F Do
endstream endobj
5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>/Length 6>>\
stream
/F Do
endstream endobj
trailer<</Root 1 0 R>>"""


def without_table(text: str) -> str:
    start, end = text.index("# 支出决算表"), text.index("# 财政拨款收入支出决算总表")
    return text[:start] + text[end:]


def without_column(text: str) -> str:
    start, end = text.index("# 支出决算表"), text.index("# 财政拨款收入支出决算总表")
    lines = [line.split("\t") for line in text[start:end].split("\n")]
    cut = [cells[:3] + cells[4:] if len(cells) > 3 else cells for cells in lines]
    return text[:start] + "\n".join("\t".join(cells) for cells in cut) + text[end:]


def drawn(path: Path, size: tuple[float, float], encrypt: object = None) -> None:
    canvas = Canvas(str(path), pagesize=size, encrypt=encrypt)
    canvas.drawString(100, 100, "2023")
    canvas.save()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    raw = tmp_path_factory.mktemp("raw")
    text = (SAMPLES / "211300-703.txt").read_text(encoding="utf-8")
    other = (SAMPLES / "210505-066001.txt").read_text(encoding="utf-8")
    (raw / "good.txt").write_text(text, encoding="utf-8")
    (raw / "gb18030").write_bytes(other.encode("gb18030"))
    (raw / "empty.pdf").write_bytes(b"")
    (raw / "junk.pdf").write_bytes(bytes(range(256)) * 40)
    pdf = (SAMPLES / "211300-212.pdf").read_bytes()
    (raw / "truncated.pdf").write_bytes(pdf[: len(pdf) // 3])
    drawn(raw / "encrypted.pdf", (595, 842), pdfencrypt.StandardEncryption("secret"))
    (raw / "self-reference.pdf").write_bytes(SELF_REFERENCE)
    (raw / "budget.txt").write_text("2024年度部门预算\n收支预算总表\n决算数另行公开\n")
    (raw / "novel.txt").write_text("话说天下大势，2023年，分久必合，合久必分。\n")
    (raw / "table-absent.txt").write_text(without_table(text), encoding="utf-8")
    (raw / "column-missing.txt").write_text(without_column(text), encoding="utf-8")
    (raw / "digit.txt").write_text(text.replace("39.11\t39.11", "38.11\t39.11"), encoding="utf-8")
    return Settings(raw=raw, warehouse=tmp_path_factory.mktemp("warehouse"), workers=2)


@pytest.fixture(scope="module")
def report(settings: Settings) -> RunReport:
    return run(settings)


@pytest.fixture(scope="module")
def found(settings: Settings, report: RunReport) -> dict[str, tuple[str, str | None]]:
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        rows = connection.execute("SELECT path, status, reason FROM disclosure").fetchall()
    return {path: (status, reason) for path, status, reason in rows}


def test_the_run_publishes(report: RunReport) -> None:
    assert report.published
    assert report.failure is None


@pytest.mark.parametrize("path", ["good.txt", "gb18030"])
def test_the_good_are_published(found: dict[str, tuple[str, str | None]], path: str) -> None:
    assert found[path][0] == "published"


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("empty.pdf", "rejected", "empty"),
        ("junk.pdf", "rejected", "neither PDF nor text"),
        ("truncated.pdf", "rejected", "damaged or cut off"),
        ("encrypted.pdf", "rejected", "encrypted"),
        ("self-reference.pdf", "rejected", ""),
        ("budget.txt", "rejected", "not final accounts"),
        ("novel.txt", "rejected", "not final accounts"),
        ("table-absent.txt", "quarantined", "structure.announced_statements"),
        ("column-missing.txt", "quarantined", "no column was found for basic"),
        ("digit.txt", "quarantined", "difference 1.00 万元"),
    ],
)
def test_the_bad_have_their_reason(
    found: dict[str, tuple[str, str | None]], path: str, status: str, reason: str
) -> None:
    assert found[path][0] == status
    assert found[path][1]
    assert reason in str(found[path][1])


def test_nothing_of_the_bad_is_in_the_facts(settings: Settings, report: RunReport) -> None:
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        (paths,) = zip(
            *connection.execute(
                "SELECT DISTINCT path FROM printed_amount JOIN disclosure USING (document_id)"
            ).fetchall(),
            strict=True,
        )
    assert sorted(paths) == ["gb18030", "good.txt"]


def test_a_second_run_reads_nothing_and_publishes_the_same(
    settings: Settings, report: RunReport
) -> None:
    before = hashlib.sha256(settings.database.read_bytes()).digest()
    again = run(settings)
    assert (again.published, again.changed, again.read) == (True, False, 0)
    assert hashlib.sha256(settings.database.read_bytes()).digest() == before
