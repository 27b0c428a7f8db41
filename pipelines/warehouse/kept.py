"""The last published files: kept beside the current one, which can be put back.

``published/juesuan-<time>-<content>.duckdb`` are files that were once current. The current one is
one of them under a second name (a hard link), so keeping costs no space until it is replaced.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from pipelines.aside import placed, sync
from pipelines.warehouse.content import recorded

FOLDER = "published"


class NotKeptError(LookupError):
    """There is no such published file; the message tells which there are."""


def kept(target: Path) -> list[Path]:
    """Give the files kept beside ``target``, oldest first."""
    return sorted((target.parent / FOLDER).glob(f"{target.stem}-*{target.suffix}"))


def current(target: Path) -> Path | None:
    """Give the kept file that is the current one."""
    if not target.exists():
        return None
    return next((path for path in reversed(kept(target)) if _same(path, target)), None)


def keep_current(target: Path, number: int) -> None:
    """Keep the file at ``target``, and of all that are kept the ``number`` newest and itself."""
    if not target.exists():
        return
    mine = current(target)
    if mine is None:
        mine = target.parent / FOLDER / _name(target)
        mine.parent.mkdir(exist_ok=True)
        _link(target, mine)
    for path in kept(target)[:-number]:
        if path != mine:
            path.unlink()


def put_back(target: Path, wanted: str = "") -> Path:
    """Make a kept file the current one, in one step, and give it.

    ``wanted`` is its name or a part of it; where nothing is told, the file before the current one.
    Raises :class:`NotKeptError` where none or several are meant.
    """
    keep_current(target, max(len(kept(target)), 1) + 1)
    files, now = kept(target), current(target)
    older = [path for path in files if now is not None and path < now]
    meant = [path for path in files if wanted in path.name] if wanted else older[-1:]
    if len(meant) != 1:
        told = ", ".join(path.name for path in files) or "none"
        what = f"{wanted!r} names {len(meant)} kept files" if wanted else "no older file is kept"
        raise NotKeptError(f"{what}; there are: {told}")
    aside = target.with_name(f".{target.name}.{os.getpid()}.back")
    aside.unlink(missing_ok=True)
    _link(meant[0], aside)
    os.replace(aside, target)
    aside.unlink(missing_ok=True)  # renaming a file to another name of itself does nothing
    sync(target.parent)
    return meant[0]


def _name(target: Path) -> str:
    made = datetime.fromtimestamp(target.stat().st_mtime, UTC)
    held = hashlib.sha256(repr(sorted((recorded(target) or {}).items())).encode()).hexdigest()[:8]
    return f"{target.stem}-{made:%Y%m%dT%H%M%S.%f}Z-{held}{target.suffix}"


def _same(path: Path, target: Path) -> bool:
    """Tell whether two names are one file, or a copy of it where there are no hard links."""
    one, other = path.stat(), target.stat()
    copied = (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
    return path.samefile(target) or copied


def _link(source: Path, name: Path) -> None:
    """Give ``source`` a second name; a copy where the file system has no hard links."""
    try:
        os.link(source, name)
    except FileExistsError:
        raise
    except OSError:
        with placed(name) as aside:
            shutil.copy2(source, aside)
