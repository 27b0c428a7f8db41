"""Raw in a bucket and the publication mirrored to one: the same warehouse, nothing fetched twice."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner

from pipelines import cli
from pipelines.landing import ledger
from pipelines.orchestration.runs import RunReport, run
from pipelines.settings import ROOT, Settings
from pipelines.statements import interpret
from pipelines.storage import place
from pipelines.workers import intake
from tests.bucket import Bucket
from tests.end_to_end.crashes import contents, few_expectations, read_here

TEXT = "2023/210505-066001.txt"
PDF, WRONG = "2023/决算 公开.pdf", "2023/wrong.txt"


def wrong() -> bytes:
    """A disclosure with a digit changed in a total of its summary."""
    from pipelines.extract.text import read_text

    text = (ROOT / "raw" / "2023" / "211300-212.txt").read_text(encoding="utf-8")
    cells = interpret(read_text(text), "d", fiscal_year=2023)["amount"]
    cell = next(c for c in cells if c["statement"] == "summary" and c["item"] == "total")
    lines, number = text.split("\n"), int(str(cell["line"])) - 1
    printed = str(cell["printed"])
    lines[number] = lines[number].replace(printed, f"9{printed}", 1)
    return "\n".join(lines).encode()


def excerpt(folder: Path) -> bytes:
    """A disclosure as PDF, its cover and its first statements alone."""
    target = folder / "excerpt.pdf"
    with (
        closing(pdfium.PdfDocument(ROOT / "raw" / "2023" / "211300-703.pdf")) as whole,
        closing(pdfium.PdfDocument.new()) as part,
    ):
        part.import_pages(whole, [0, *range(20, 24)])
        part.save(target)
    return target.read_bytes()


@dataclass(frozen=True)
class Twins:
    """The same disclosures in a folder and in a bucket, and a warehouse of each."""

    local: Settings
    remote: Settings
    bucket: Bucket

    def land(self, name: str, content: bytes) -> None:
        assert isinstance(self.local.raw, Path)
        target = self.local.raw / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.bucket.put(f"raw/{name}", content)

    def fetched(self) -> set[str]:
        """Give the documents that were downloaded since the last question."""
        return {name for method, name in self.bucket.asked() if method == "GET"} - {""}


@pytest.fixture
def twins(bucket: Bucket, tmp_path: Path) -> Twins:
    expectations = few_expectations(tmp_path / "few")
    (expectations / "structure.yml").unlink(missing_ok=True)
    local = Settings(
        raw=tmp_path / "raw",
        warehouse=tmp_path / "local",
        expectations=expectations,
        workers=1,
    )
    remote = local.model_copy(
        update={
            "raw": place(f"{bucket.url}/raw"),
            "warehouse": tmp_path / "remote",
            "share": f"{bucket.url}/shared",
        }
    )
    twins = Twins(local, remote, bucket)
    text = (ROOT / "raw" / TEXT).read_bytes()
    for name, content in {TEXT: text, "2023/copy.txt": text, WRONG: wrong()}.items():
        twins.land(name, content)
    twins.land(PDF, excerpt(tmp_path))
    bucket.put("raw/sources.yml", b"")
    bucket.asked()
    return twins


def run_here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> RunReport:
    with monkeypatch.context() as patched:
        for room in (ledger, intake):
            patched.setattr(room, "run", read_here)
        return run(settings)


def test_a_bucket_gives_the_warehouse_that_a_folder_gives(
    twins: Twins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_here(twins.local, monkeypatch).published
    report = run_here(twins.remote, monkeypatch)
    assert (report.published, report.unshared, report.exit_code) == (True, None, 0)
    assert report.read == 3
    assert contents(twins.remote) == contents(twins.local)
    assert {f"raw/{name}" for name in (TEXT, PDF, WRONG)} <= twins.fetched()
    with duckdb.connect(twins.remote.database, read_only=True) as connection:
        rows = connection.execute("SELECT path, erred FROM disclosure WHERE status = 'quarantined'")
        assert rows.fetchall() == [(WRONG, "publisher")]  # so it was read a second time

    twins.bucket.asked()
    unshared = twins.remote.model_copy(update={"share": "s3://nobodys-bucket/here"})
    report = run_here(unshared, monkeypatch)
    assert (report.published, report.read, report.changed) == (True, 0, False)
    assert (report.exit_code, report.failure) == (2, None)
    assert str(report.unshared).startswith("s3://nobodys-bucket/here: ")

    report = run_here(twins.remote, monkeypatch)
    assert (report.published, report.read, report.exit_code) == (True, 0, 0)
    assert twins.fetched() == {"shared/manifest.json"}
    published = [name for name in twins.bucket.names() if name.startswith("shared/published/")]
    assert [twins.bucket.read(name) for name in published] == [twins.remote.database.read_bytes()]


def test_commands_take_urls_and_refuse_what_cannot_be_listed(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for raw in (f"{bucket.url}/empty", "nothere://x", "s3://nobodys-bucket/raw"):
        result = CliRunner().invoke(cli.app, ["run", "--raw", raw], catch_exceptions=False)
        assert result.exit_code == 1
        assert raw in result.output.replace("\n", "")
    result = CliRunner().invoke(cli.app, ["share"], catch_exceptions=False)
    assert (result.exit_code, "no place is set" in result.output) == (1, True)
