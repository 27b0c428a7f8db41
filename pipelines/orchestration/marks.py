"""Marks: what was made of which inputs, so that nothing is made twice.

A mark is a small JSON file that is written last, in one step, and removed before its work begins:
where it stands, the work is done. It names the inputs by a fingerprint and the outputs by size and
time, so outputs that somebody removed or changed are made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.aside import placed

Stamp = tuple[int, int]


@dataclass(frozen=True)
class Marks:
    """The marks in one folder, by name."""

    folder: Path

    def key(self, name: str) -> str | None:
        """Give the fingerprint of the inputs of ``name``; None where it is not done."""
        return self._read(name).get("key")

    def report(self, name: str, key: str | None = None) -> dict[str, Any] | None:
        """Give what was noted of ``name``, if its outputs stand and its inputs are ``key``."""
        mark = self._read(name)
        if not mark or (key is not None and mark["key"] != key):
            return None
        return None if self._changed(mark) else mark["report"]

    def changed(self, name: str) -> list[Path]:
        """Give the outputs of ``name`` that are not what they were when it was done."""
        return self._changed(self._read(name))

    def begin(self, name: str) -> None:
        """Forget ``name``: from now on it is not done."""
        (self.folder / f"{name}.json").unlink(missing_ok=True)

    def done(
        self, name: str, key: str, outputs: Iterable[Path], report: Mapping[str, Any] | None = None
    ) -> None:
        """Mark ``name`` as done: from the inputs ``key`` came ``outputs``."""
        mark = {"key": key, "outputs": self._stamps(outputs), "report": report or {}}
        with placed(self.folder / f"{name}.json") as aside:
            aside.write_text(json.dumps(mark, ensure_ascii=False), encoding="utf-8")

    def named(self, prefix: str) -> dict[str, str]:
        """Give the fingerprints of all marks whose names begin with ``prefix``."""
        names = sorted(path.stem for path in self.folder.glob(f"{prefix}*.json"))
        return {name: key for name in names if (key := self.key(name))}

    def _changed(self, mark: Mapping[str, Any]) -> list[Path]:
        outputs = mark.get("outputs", {})
        found = self._stamps(self.folder.parent / path for path in outputs)
        return [Path(path) for path, stamp in outputs.items() if found.get(path) != tuple(stamp)]

    def _stamps(self, paths: Iterable[Path]) -> dict[str, Stamp]:
        """Give stamps by paths that stay right when the warehouse folder is moved."""
        found = stamps(paths)
        return {os.path.relpath(path, self.folder.parent): stamp for path, stamp in found.items()}

    def _read(self, name: str) -> dict[str, Any]:
        try:
            mark = json.loads((self.folder / f"{name}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return mark if isinstance(mark, dict) and {"key", "outputs", "report"} <= set(mark) else {}


def fingerprint(*inputs: Any) -> str:
    """Give a hash over inputs that JSON can tell."""
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def stamps(paths: Iterable[Path]) -> dict[str, Stamp]:
    """Give size and time of change of those files that are there."""
    found = {}
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[str(path)] = (stat.st_size, stat.st_mtime_ns)
    return found
