"""Sharing: only what changed is sent, one manifest tells one state, older files stay a while."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import ROOT
from pipelines.storage import entries, place, read
from pipelines.warehouse import Shared, ShareError, share
from pipelines.warehouse.share import _Mirror
from tests.bucket import Bucket


@pytest.fixture(params=["folder", "s3"])
def to(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to: a folder that is not there yet, or a bucket."""
    if request.param == "folder":
        return str(tmp_path / "shared" / "here")
    bucket: Bucket = request.getfixturevalue("bucket")
    return f"{bucket.url}/juesuan"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A warehouse of two tables, two years and a published file."""
    home = tmp_path / "warehouse"
    for year in ("2022", "2023"):
        write(home, "fact_income", year, [(1, year)])
    write(home, "disclosure", "none", [(1, "none")])
    (home / "juesuan.duckdb").write_bytes(b"first")
    return home


def write(home: Path, table: str, year: str, rows: list[tuple[int, str]]) -> None:
    path = home / "star" / table / f"fiscal_year={year}" / "part.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    values = ", ".join(f"({number}, '{text}')" for number, text in rows)
    duckdb.sql(f"COPY (FROM (VALUES {values}) AS t(amount, year)) TO '{path}' (FORMAT parquet)")


def mirror(home: Path, to: str) -> Shared:
    return share(home / "star", home / "juesuan.duckdb", to=to, record=home / "shared.json")


def manifest(to: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read(place(to) / "manifest.json"))
    return found


def named(told: dict[str, Any]) -> set[str]:
    return {row["path"] for row in (told["database"], *told["files"])}


def lying(to: str) -> set[str]:
    return {entry.name for entry in entries(place(to))} - {"manifest.json"}


def test_the_manifest_names_all_files_of_the_state_and_their_content(home: Path, to: str) -> None:
    done = mirror(home, to)
    assert (done.files, done.sent, done.removed, done.changed) == (4, 4, 0, True)
    told = manifest(to)
    assert named(told) == lying(to)
    for row in (told["database"], *told["files"]):
        content = read(place(to) / row["path"])
        assert (row["bytes"], row["sha256"]) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
    assert {(row["table"], row["fiscal_year"]) for row in told["files"]} == {
        ("fact_income", 2022),
        ("fact_income", 2023),
        ("disclosure", None),
    }


def test_a_state_that_is_there_is_not_sent_again(home: Path, to: str) -> None:
    mirror(home, to)
    before = manifest(to)
    (home / "shared.json").unlink()
    done = mirror(home, to)
    assert (done.sent, done.removed, done.changed) == (0, 0, False)
    assert manifest(to) == before


def test_only_what_has_changed_is_sent_and_the_state_before_stays_readable(
    home: Path, to: str
) -> None:
    mirror(home, to)
    first = manifest(to)
    write(home, "fact_income", "2023", [(2, "2023")])
    done = mirror(home, to)
    second = manifest(to)
    assert (done.sent, done.removed, done.changed) == (1, 0, True)
    assert len(named(second) - named(first)) == 1
    assert named(first) | named(second) == lying(to)
    (home / "juesuan.duckdb").write_bytes(b"second")
    done = mirror(home, to)
    assert (done.sent, done.removed) == (1, 1)
    assert lying(to) == named(second) | named(manifest(to))


def test_a_state_that_comes_back_needs_nothing_to_be_sent(home: Path, to: str) -> None:
    mirror(home, to)
    first = manifest(to)
    (home / "juesuan.duckdb").write_bytes(b"second")
    mirror(home, to)
    (home / "juesuan.duckdb").write_bytes(b"first")
    done = mirror(home, to)
    assert (done.sent, done.changed, done.state) == (0, True, first["state"])


def test_what_somebody_removed_or_cut_off_is_sent_again(home: Path, to: str) -> None:
    mirror(home, to)
    gone, cut = sorted(named(manifest(to)))[:2]
    (place(to) / gone).unlink()
    (place(to) / cut).write_bytes(b"")
    done = mirror(home, to)
    assert (done.sent, done.changed) == (2, False)
    assert lying(to) == named(manifest(to))


def test_a_failure_leaves_the_state_that_was_and_the_next_one_goes_on(
    home: Path, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror(home, to)
    before = manifest(to)
    for year in range(2000, 2020):
        write(home, "fact_income", str(year), [(1, str(year))])
    send = _Mirror.send

    def failing(self: _Mirror, files: Sequence[tuple[Path, str]]) -> None:
        send(self, files[:8])
        raise ConnectionError("the line is dead")

    monkeypatch.setattr(_Mirror, "send", failing)
    with pytest.raises(ShareError) as told:
        mirror(home, to)
    monkeypatch.setattr(_Mirror, "send", send)
    assert str(told.value) == f"{to}: ConnectionError: the line is dead"
    assert manifest(to) == before
    assert named(before) < lying(to)
    assert mirror(home, to).sent == 12
    assert named(manifest(to)) == lying(to)


def test_a_manifest_of_another_make_is_replaced_and_nothing_removed(home: Path, to: str) -> None:
    mirror(home, to)
    (place(to) / "star" / "stray.parquet").write_bytes(b"")
    (place(to) / "manifest.json").write_bytes(b"{}")
    done = mirror(home, to)
    assert (done.sent, done.removed, done.changed) == (0, 0, True)
    assert mirror(home, to).removed == 1


def test_known_files_are_told_by_their_listing_alone(home: Path, bucket: Bucket) -> None:
    mirror(home, bucket.url)
    bucket.asked()
    mirror(home, bucket.url)
    assert {name for _, name in bucket.asked()} == {"manifest.json"}


def test_a_bucket_that_is_not_there_is_told(home: Path, bucket: Bucket) -> None:
    with pytest.raises(ShareError, match="s3://no-such-bucket/x: "):
        mirror(home, "s3://no-such-bucket/x")


def test_the_query_of_the_handbook_reads_one_state(home: Path, tmp_path: Path) -> None:
    to = str(tmp_path / "here")
    mirror(home, to)
    write(home, "fact_income", "2023", [(2, "2023")])
    mirror(home, to)
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    _, _, rest = text.partition("```sql\n-- through the manifest\n")
    statements = rest.partition("```")[0].replace("s3://bucket/juesuan", to)
    rows = duckdb.connect().execute(statements).fetchall()
    assert sorted(rows) == [(1, "2022"), (2, "2023")]
