"""Fetching from S3, as moto serves it on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs
from moto.server import ThreadedMotoServer

from pipelines.landing.fetch import Fetched, fetch
from pipelines.landing.sources import Source

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
