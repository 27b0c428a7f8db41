"""The ledger of a bucket: what the listing tells as known is not downloaded, and a change is seen."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.landing import ledger, scan, unseen
from pipelines.storage import place
from pipelines.workers.pool import Limits
from tests.bucket import Bucket
from tests.end_to_end.crashes import read_here

LIMITS = Limits(seconds=30, megabytes=1024)
TEXT = "某局2023年度部门决算\n收入支出决算总表\n"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "run", read_here)


def look(bucket: Bucket, known: pl.DataFrame | None = None) -> dict[str, dict[str, object]]:
    found = scan(place(f"{bucket.url}/raw"), known, workers=1, limits=LIMITS)
    return {str(row["path"]): row for row in found.to_dicts()}


def test_known_objects_are_not_downloaded_and_changed_ones_are(bucket: Bucket) -> None:
    for name in ("a.txt", "年 度/b.txt"):
        bucket.put(f"raw/{name}", f"{TEXT}{name}".encode())
    raw = place(f"{bucket.url}/raw")
    first = scan(raw, None, workers=1, limits=LIMITS)
    bucket.asked()
    assert scan(raw, first, workers=1, limits=LIMITS).equals(first)
    assert unseen(raw, first) == []
    assert bucket.asked() == []
    bucket.put("raw/a.txt", f"{TEXT}b.txt".encode())  # as long, and in the same second
    assert [entry.name for entry in unseen(raw, first)] == ["a.txt"]
    bucket.asked()
    second = look(bucket, first)
    assert {name for _, name in bucket.asked()} == {"raw/a.txt"}
    before = {str(row["path"]): row for row in first.to_dicts()}
    assert second["年 度/b.txt"] == before["年 度/b.txt"]
    assert second["a.txt"]["sha256"] != before["a.txt"]["sha256"]


def test_a_folder_and_a_bucket_tell_the_same_documents(bucket: Bucket) -> None:
    bucket.put("raw/a.txt", TEXT.encode())
    bucket.put("raw/b/a.txt", TEXT.encode())
    bucket.put("raw/junk.pdf", b"%PDF-1.4 and nothing else")
    bucket.put("raw/manifest.yml", b"")
    found = look(bucket)
    assert {path: row["status"] for path, row in found.items()} == {
        "a.txt": "candidate",
        "b/a.txt": "duplicate",
        "junk.pdf": "rejected",
    }


def test_an_object_that_is_out_of_reach_is_told_and_tried_again(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put("raw/a.txt", TEXT.encode())
    bucket.put("raw/b.txt", f"{TEXT}b".encode())
    raw = place(f"{bucket.url}/raw")
    with bucket.refusing("raw/b.txt"):
        first = scan(raw, None, workers=1, limits=LIMITS)
    (row,) = first.filter(path="b.txt").to_dicts()
    assert (row["status"], row["sha256"]) == ("rejected", None)
    assert str(row["reason"]).startswith("out of reach: s3://")
    assert first["document_id"].n_unique() == 2
    second = look(bucket, first)
    assert {row["status"] for row in second.values()} == {"candidate"}
