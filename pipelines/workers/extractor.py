"""The version of the reading code: a document read by another version is read again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipelines import extract, statements

ROOMS: tuple[Path, ...] = tuple(Path(str(room.__file__)).parent for room in (extract, statements))
LIBRARIES = ("pypdfium2", "camelot-py")


@cache
def extractor_version(rooms: tuple[Path, ...] = ROOMS) -> str:
    """Give twelve hex digits over every file of ``rooms`` and the versions of the PDF readers.

    Templates and code lists count as code.
    """
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted(p for p in room.rglob("*") if _is_source(p)):
            digest.update(path.relative_to(room).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in LIBRARIES:
        digest.update(f"{library}=={version(library)}\n".encode())
    return digest.hexdigest()[:12]


def _is_source(path: Path) -> bool:
    return path.is_file() and path.suffix not in {".pyc", ".pyo"}
