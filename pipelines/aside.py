"""Files that appear in one step: written aside, forced to disk, then put in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """Give a path to write to; what stands there at the end takes the place of ``target``.

    Whoever reads ``target`` finds the old file or the new one, whole, whenever this process or the
    machine goes down. After an error the old one stands. What a killed process had begun is called
    ``.<name>.<process>.tmp``.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield aside
        sync(aside)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Force a file, or the names in a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
