"""A bucket on loopback, and the requests that it was asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

REFUSED: set[str] = set()
"""Names of objects that are refused."""
REQUESTS: list[tuple[str, str]] = []
"""Method and path of every request since :meth:`Bucket.asked` was last called."""


@contextmanager
def served() -> Iterator[str]:
    """Serve S3 and give the endpoint."""
    from moto.server import ThreadedMotoServer  # slow to import

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    server._server.app = _noting(server._server.app)
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def _noting(app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def noting(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode()
        REQUESTS.append((environ["REQUEST_METHOD"], path))
        if path.split("/", 2)[-1] in REFUSED:
            start("403 Forbidden", [("Content-Length", "0")])
            return [b""]
        return app(environ, start)

    return noting


def environment(endpoint: str) -> dict[str, str]:
    """Give what tells a process and its workers where the server is."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


@dataclass(frozen=True)
class Bucket:
    """A bucket of its own for one test; the environment tells where its server is."""

    name: str
    system: Any

    @classmethod
    def made(cls, test: str) -> Bucket:
        """Make a bucket for ``test``."""
        import s3fs

        name, system = f"b{hashlib.sha256(test.encode()).hexdigest()[:12]}", s3fs.S3FileSystem()
        system.mkdir(name)
        REQUESTS.clear()
        return cls(name, system)

    @property
    def url(self) -> str:
        """The URL of the bucket."""
        return f"s3://{self.name}"

    def put(self, name: str, content: bytes) -> None:
        """Put an object in, or in place of the one before."""
        self.system.pipe_file(f"{self.name}/{name}", content)

    def read(self, name: str) -> bytes:
        """Give the bytes of an object."""
        return bytes(self.system.cat_file(f"{self.name}/{name}"))

    @contextmanager
    def refusing(self, name: str) -> Iterator[None]:
        """Refuse requests for an object."""
        REFUSED.add(name)
        yield
        REFUSED.remove(name)

    def names(self) -> set[str]:
        """Give the names of all objects."""
        self.system.invalidate_cache()
        return {path.partition("/")[2] for path in self.system.find(self.name)}

    def asked(self) -> list[tuple[str, str]]:
        """Give method and object of the requests for objects since the last question."""
        found = [
            (method, path.split("/", 2)[2])
            for method, path in REQUESTS
            if path.startswith(f"/{self.name}/") and path.count("/") > 1
        ]
        REQUESTS.clear()
        return [(method, name) for method, name in found if name]
