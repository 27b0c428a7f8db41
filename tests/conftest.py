"""A bucket for tests: S3 as moto serves it on loopback, for this process and for its workers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bucket import Bucket, environment, served


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The endpoint of a server that lasts as long as the tests."""
    with served() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """An empty bucket, reached with what the environment tells."""
    for name, value in environment(s3).items():
        monkeypatch.setenv(name, value)
    return Bucket.made(request.node.nodeid)
