"""Fetching: new files of a source land once, whole, and go on where a download broke off."""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from pipelines.landing.fetch import Fetched, fetch
from pipelines.landing.sources import Source, SourcesError, load_sources


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    drop = tmp_path / "drop"
    (drop / "2023").mkdir(parents=True)
    (drop / "a.txt").write_text("one")
    (drop / "2023" / "b.pdf").write_bytes(b"%PDF-1.7")
    (drop / ".hidden").write_text("not this")
    return drop


@pytest.fixture(params=["folder", "memory", "http"])
def url(request: pytest.FixtureRequest, drop: Path) -> Iterator[str]:
    """The same files as a folder, in memory, and behind an index page."""
    if request.param == "folder":
        yield str(drop)
    elif request.param == "memory":
        memory = fsspec.filesystem("memory")
        memory.put(f"{drop}/", "/drop/", recursive=True)
        yield "memory://drop"
        memory.rm("/drop", recursive=True)
    else:
        handler = functools.partial(Handler, directory=str(drop))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def fetched(url: str, folder: Path, **given: object) -> Fetched:
    source = Source.model_validate({"name": "city", "url": url, "delay": 0, **given})
    return fetch(source, folder / "raw", folder / "fetched.json")


def landed(folder: Path) -> dict[str, str]:
    raw = folder / "raw"
    return {
        p.relative_to(raw).as_posix(): p.read_text() for p in sorted(raw.rglob("*")) if p.is_file()
    }


def test_new_files_land_once_with_their_checksums(url: str, tmp_path: Path) -> None:
    done = fetched(url, tmp_path)
    assert (sorted(done.landed), done.failed) == (["city/2023/b.pdf", "city/a.txt"], [])
    assert landed(tmp_path) == {"city/2023/b.pdf": "%PDF-1.7", "city/a.txt": "one"}
    record = json.loads((tmp_path / "fetched.json").read_text())
    assert {entry["sha256"] for entry in record.values()} == {
        hashlib.sha256(content).hexdigest() for content in (b"one", b"%PDF-1.7")
    }
    assert fetched(url, tmp_path) == Fetched("city")


def test_only_files_of_the_pattern_are_fetched(url: str, tmp_path: Path) -> None:
    assert fetched(url, tmp_path, files="*.pdf").landed == ["city/2023/b.pdf"]


def test_a_file_that_has_changed_lands_beside_the_one_before(drop: Path, tmp_path: Path) -> None:
    fetched(str(drop), tmp_path)
    (drop / "a.txt").write_text("another")
    (name,) = fetched(str(drop), tmp_path).landed
    assert name != "city/a.txt"
    assert landed(tmp_path)["city/a.txt"] == "one"
    assert landed(tmp_path)[name] == "another"


def test_a_download_goes_on_where_it_broke_off(
    drop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (drop / "a.txt").write_text("0123456789")
    monkeypatch.setattr("pipelines.landing.fetch._BLOCK", 4)
    local = type(fsspec.filesystem("file"))
    opened, begun = local.open, list[int]()

    class Breaking:
        """A remote file that gives one block and breaks off."""

        def __init__(self, file: object) -> None:
            self.file, self.blocks = file, 0

        def __enter__(self) -> Breaking:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()  # type: ignore[attr-defined]

        def seek(self, place: int) -> None:
            begun.append(place)
            self.file.seek(place)  # type: ignore[attr-defined]

        def read(self, size: int) -> bytes:
            self.blocks += 1
            if self.blocks > 1:
                raise ConnectionError("broken off")
            return bytes(self.file.read(size))  # type: ignore[attr-defined]

    def breaking(*given: object, **named: object) -> Breaking:
        return Breaking(opened(*given, **named))

    monkeypatch.setattr(local, "open", breaking)
    for _ in range(2):
        assert "broken off" in fetched(str(drop), tmp_path, files="a.txt").failed[0]
    monkeypatch.setattr(local, "open", opened)
    assert fetched(str(drop), tmp_path, files="a.txt").landed == ["city/a.txt"]
    assert landed(tmp_path) == {"city/a.txt": "0123456789"}
    assert begun == [4]


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "nothere" in fetched("nothere://host/x", tmp_path).failed[0]
    assert fetched("http://127.0.0.1:1/", tmp_path).failed


def test_sources_are_read_from_raw(tmp_path: Path) -> None:
    assert load_sources(tmp_path) == ()
    file = tmp_path / "sources.yml"
    file.write_text("- {name: city, url: s3://bucket/x, files: '*.pdf', options: {anon: true}}")
    (source,) = load_sources(tmp_path)
    assert (source.url, source.files, source.options) == ("s3://bucket/x", "*.pdf", {"anon": True})


@pytest.mark.parametrize(
    "text",
    ["- {name: ../up, url: x}", "- {url: x}", "- {name: a, url: x}\n- {name: a, url: y}", "["],
)
def test_wrong_sources_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.yml").write_text(text)
    with pytest.raises(SourcesError, match=r"sources\.yml"):
        load_sources(tmp_path)
