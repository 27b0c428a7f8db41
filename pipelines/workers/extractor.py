"""The version of the reading code: a document read by another version is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
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
    return source_digest(rooms, LIBRARIES)[:12]


def source_digest(
    folders: Iterable[Path], libraries: Iterable[str] = (), ignored: Collection[str] = ()
) -> str:
    """Give a hash over every file of ``folders`` and the versions of ``libraries``.

    Files and folders whose names are ``ignored`` do not count.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if _is_source(p)):
            inside = path.relative_to(folder)
            if not set(ignored).intersection(inside.parts):
                digest.update(inside.as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in libraries:
        digest.update(f"{library}=={version(library)}\n".encode())
    return digest.hexdigest()


def _is_source(path: Path) -> bool:
    return path.is_file() and path.suffix not in {".pyc", ".pyo"}
