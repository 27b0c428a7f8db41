"""Storage: where documents lie, in a folder of this machine or behind any URL that fsspec opens.

A folder is a path of pathlib, a URL one of universal_pathlib, which has the same methods. Here
stands what is not the same for both: a look through all there is without a request a file, and
documents at hand for readers that want a file. Credentials and endpoints are left to fsspec and to
the libraries below it, which take them from the environment.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from upath import UPath

    Place = Path | UPath
else:
    Place = Path  # fsspec is slow to import: folders do without

OUT_OF_REACH = "out of reach: "
"""How the reason begins why a document was not opened: it is tried again on the next night."""

_COPY = "juesuan-document-"
_LEFT_SECONDS = 86_400
"""A copy that is as old as this belongs to nobody: no document takes so long."""
_URL = "://"
_TAGS = ("ETag", "etag", "md5Hash", "version_id")
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "created")


class StorageError(OSError):
    """A place cannot be looked through, or a document not be opened; the message names it."""

    def __init__(self, at: Place, error: BaseException) -> None:
        super().__init__(f"{OUT_OF_REACH}{at}: {type(error).__name__}: {error}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, by its name below the place that was looked through, and what tells its content.

    ``tag`` is what the storage calls this content (an ETag); folders have none. All three are
    None where the storage does not tell.
    """

    name: str
    size: int | None
    modified_ns: int | None
    tag: str | None = None


def place(given: str | Place) -> Place:
    """Give the place of a folder's name or a URL; names are taken from the current folder."""
    text = str(given)
    if text.startswith("file://"):
        text = text.removeprefix("file://")
    if _URL not in text:
        return Path(text).expanduser().resolve()
    from upath import UPath

    return UPath(text.rstrip("/"))


def entries(root: Place) -> list[Entry]:
    """Give every file below ``root`` that is not hidden, in the order of their paths.

    Of a URL the listing alone is asked, anew each time; raises :class:`StorageError` where there
    is none.
    """
    return list(_walk(str(root), "")) if isinstance(root, Path) else _listing(root)


def read(document: Place) -> bytes:
    """Give the bytes of a document; raises :class:`StorageError`."""
    try:
        if isinstance(document, Path):
            return document.read_bytes()
        return bytes(document.fs.cat_file(document.path))
    except Exception as error:  # file systems raise errors of their own
        raise StorageError(document, error) from error


def digest(document: Place) -> tuple[str, int]:
    """Give the sha256 of a file and its size, block by block; errors are the file system's own."""
    with document.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()  # type: ignore[arg-type]


@contextmanager
def at_hand(document: Place) -> Iterator[Path]:
    """Give a path on this machine at which the document can be opened as long as this lasts.

    What comes from a URL lies in a temporary file. Raises :class:`StorageError` where it does not
    come.
    """
    if isinstance(document, Path):
        yield document
        return
    _sweep()
    with tempfile.NamedTemporaryFile(prefix=_COPY) as file:
        file.write(read(document))
        file.flush()
        yield Path(file.name)


@cache
def _sweep() -> None:
    """Remove copies of processes that were killed over them; once a process will do."""
    for left in Path(tempfile.gettempdir()).glob(f"{_COPY}*"):
        with suppress(OSError):  # another process may sweep as well
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink()


def put(local: Path, target: Place) -> None:
    """Move a file to where it belongs, where it appears in one step and whole.

    Raises :class:`StorageError` where a storage does not take it.
    """
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(local, target)
        return
    try:
        target.fs.put_file(str(local), target.path)
    except Exception as error:
        raise StorageError(target, error) from error
    local.unlink()


def _walk(folder: str, inside: str) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as found:
            files = sorted(found, key=lambda one: one.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for file in files:
        name = f"{inside}{file.name}"
        if file.name.startswith("."):
            continue
        if file.is_dir(follow_symlinks=False):
            yield from _walk(file.path, f"{name}/")
        elif file.is_file():
            stat = file.stat()
            yield Entry(name, stat.st_size, stat.st_mtime_ns)


def _listing(root: UPath) -> list[Entry]:
    try:
        system, base = root.fs, root.path.rstrip("/")
        system.invalidate_cache()
        found = system.find(base, detail=True)
        if not found:
            system.ls(base)  # looking for files may pass over what is wrong
    except Exception as error:
        raise StorageError(root, error) from error
    listed = [
        _entry(name, info)
        for path, info in found.items()
        if (name := path.removeprefix(base).lstrip("/"))
        and info["type"] == "file"
        and not any(part.startswith(".") or not part for part in name.split("/"))
    ]
    return sorted(listed, key=lambda entry: entry.name.split("/"))


def _entry(name: str, info: Mapping[str, Any]) -> Entry:
    told = [str(info[key]).strip('"') for key in _TAGS if info.get(key)]
    times = [ns for key in _TIMES if (ns := _nanoseconds(info.get(key))) is not None]
    return Entry(name, info.get("size"), next(iter(times), None), next(iter(told), None))


def _nanoseconds(time: object) -> int | None:
    if isinstance(time, datetime):
        return int(time.timestamp() * 1_000_000_000)
    return int(time * 1_000_000_000) if isinstance(time, int | float) else None
