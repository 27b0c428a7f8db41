"""Fetching from S3, as moto serves it on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs
from moto.server import ThreadedMotoServer

from pipelines.landing.fetch import Fetched, fetch
from pipelines.landing.sources import Source, load_sources
from pipelines.storage import place
from tests.bucket import Bucket

KEYS = {"key": "test", "secret": "test"}


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def test_a_bucket_is_a_source_like_any_other(endpoint: str, tmp_path: Path) -> None:
    bucket = s3fs.S3FileSystem(endpoint_url=endpoint, **KEYS)
    bucket.mkdir("disclosures")
    bucket.pipe("disclosures/2024/a.txt", b"one")
    options: dict[str, object] = {"endpoint_url": endpoint, **KEYS}
    source = Source(name="bucket", url="s3://disclosures/2024", delay=0, options=options)

    def night() -> Fetched:
        return fetch(source, tmp_path / "raw", tmp_path / "fetched.json")

    assert (night().landed, night().landed) == (["bucket/a.txt"], [])
    assert (tmp_path / "raw/bucket/a.txt").read_bytes() == b"one"
    bucket.invalidate_cache()
    bucket.pipe("disclosures/2024/a.txt", b"another")
    (name,) = night().landed
    assert (tmp_path / "raw" / name).read_bytes() == b"another"
    assert (tmp_path / "raw/bucket/a.txt").read_bytes() == b"one"


def test_raw_may_be_a_bucket_itself(bucket: Bucket, tmp_path: Path) -> None:
    drop, raw = tmp_path / "drop", place(f"{bucket.url}/raw")
    drop.mkdir()
    (drop / "公 开.txt").write_text("one")
    bucket.put("raw/sources.yml", f"- {{name: city, url: {drop}, delay: 0}}".encode())

    def night() -> Fetched:
        (source,) = load_sources(raw)
        return fetch(source, raw, tmp_path / "warehouse" / "fetched.json")

    assert (night().landed, night().landed) == (["city/公 开.txt"], [])
    (drop / "公 开.txt").write_text("another")
    (name,) = night().landed
    assert bucket.read("raw/city/公 开.txt") == b"one"
    assert bucket.read(f"raw/{name}") == b"another"
    assert not list((tmp_path / "warehouse").rglob("*.part"))
