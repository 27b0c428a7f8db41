"""Storage: folders and URLs tell the same, and documents come to hand from both."""

from __future__ import annotations

import os
from pathlib import Path

import fsspec
import pytest

from pipelines import storage
from pipelines.settings import Settings
from pipelines.storage import StorageError, at_hand, entries, place, put
from tests.bucket import Bucket

FILES = {"a.txt": b"one", "a/z.txt": b"two", "a/名 字.pdf": b"%PDF", "b.txt": b"", "a.d/x": b"x"}
HIDDEN = {".hidden": b"", "a/.part": b"", ".git/config": b""}


@pytest.fixture(params=["folder", "s3"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same files in a folder and in a bucket."""
    if request.param == "folder":
        for name, content in (FILES | HIDDEN).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
        return str(tmp_path)
    bucket: Bucket = request.getfixturevalue("bucket")
    for name, content in (FILES | HIDDEN).items():
        bucket.put(f"raw/{name}", content)
    bucket.put("rawer/other.txt", b"")
    return f"{bucket.url}/raw"


def test_every_file_that_is_not_hidden_in_the_order_of_paths(root: str) -> None:
    found = entries(place(root))
    assert [e.name for e in found] == sorted(FILES, key=lambda name: Path(name).parts)
    assert {e.name: e.size for e in found} == {n: len(c) for n, c in FILES.items()}
    assert all(e.modified_ns for e in found)


def test_documents_come_to_hand(root: str) -> None:
    for name, content in FILES.items():
        with at_hand(place(root) / name) as path:
            assert path.stat().st_size == len(content)
            assert path.read_bytes() == path.read_bytes() == content


def test_copies_are_removed_also_those_of_processes_that_were_killed(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bucket.put("a.txt", b"one")
    names = ("juesuan-document-old", "juesuan-document-new", "another")
    for name in names:
        (tmp_path / name).write_bytes(b"")
    for name in ("juesuan-document-old", "another"):
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    storage._sweep.cache_clear()
    with at_hand(place(f"{bucket.url}/a.txt")) as path:
        assert path.parent == tmp_path
    assert {left.name for left in tmp_path.iterdir()} == {"juesuan-document-new", "another"}


def test_a_bucket_is_listed_anew_each_time_without_a_request_a_document(bucket: Bucket) -> None:
    raw = place(f"{bucket.url}/raw")
    for number in range(20):
        bucket.put(f"raw/{number}.txt", b"one")
    assert len(entries(raw)) == 20
    bucket.asked()
    tags = {entry.name: entry.tag for entry in entries(raw)}
    assert bucket.asked() == []
    bucket.put("raw/3.txt", b"two")
    again = {entry.name: entry.tag for entry in entries(raw)}
    assert {name for name in tags if tags[name] != again[name]} == {"3.txt"}


@pytest.mark.parametrize("url", ["s3://no-such-bucket/raw", "{bucket}/empty"])
def test_a_url_where_nothing_is_found_is_an_error_and_not_an_empty_place(
    bucket: Bucket, url: str
) -> None:
    url = url.format(bucket=bucket.url)
    with pytest.raises(StorageError, match="out of reach: ") as told:
        entries(place(url))
    assert url in str(told.value)


def test_a_document_that_is_gone_is_out_of_reach(bucket: Bucket) -> None:
    bucket.put("raw/a.txt", b"one")
    document = place(f"{bucket.url}/raw") / "gone.txt"
    with pytest.raises(StorageError, match=r"gone\.txt"), at_hand(document):
        pass


def test_files_are_moved_to_folders_and_urls(bucket: Bucket, tmp_path: Path) -> None:
    for number, root in enumerate((str(tmp_path / "to"), bucket.url)):
        source = tmp_path / f"{number}"
        source.write_bytes(b"one")
        target = place(root) / "a" / "b.txt"
        put(source, target)
        assert target.read_bytes() == b"one"
        assert not source.exists()


def test_settings_take_folders_and_urls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place("some") == place(f"file://{tmp_path}/some") == tmp_path / "some"
    monkeypatch.setenv("JUESUAN_RAW", "s3://bucket/raw/")
    assert str(Settings().raw) == "s3://bucket/raw"
    assert Settings().model_dump(mode="json")["raw"] == "s3://bucket/raw"


def test_a_url_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="nothere"):
        Settings(raw=place("nothere://x/raw"))


def test_any_file_system_of_fsspec_will_do() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/drop/a.txt": b"one", "/drop/b/c.txt": b"two"})
    root = place("memory://drop")
    assert [entry.name for entry in entries(root)] == ["a.txt", "b/c.txt"]
    with at_hand(root / "b/c.txt") as path:
        assert path.read_bytes() == b"two"
    memory.rm("/drop", recursive=True)
