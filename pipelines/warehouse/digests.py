"""Digests: the sha256 of files, made once as long as their size and time of change stay."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.aside import placed
from pipelines.storage import digest


@dataclass
class Digests:
    """The digests that a JSON file keeps, by path from its own folder."""

    record: Path
    known: dict[str, list[object]]
    used: dict[str, list[object]] = field(default_factory=dict)

    @classmethod
    def read(cls, record: Path) -> Digests:
        """Give what ``record`` keeps; nothing where it is missing or damaged."""
        try:
            known = json.loads(record.read_bytes())
        except (OSError, ValueError):
            known = {}
        return cls(record, known if isinstance(known, dict) else {})

    def of(self, path: Path) -> tuple[str, int]:
        """Give sha256 and size of the file at ``path``."""
        stat, name = path.stat(), os.path.relpath(path, self.record.parent)
        size, time, sha256 = self.known.get(name, (None, None, None))
        if (size, time) != (stat.st_size, stat.st_mtime_ns):
            sha256, _ = digest(path)
        self.used[name] = [stat.st_size, stat.st_mtime_ns, sha256]
        return str(sha256), stat.st_size

    def write(self) -> None:
        """Keep those that were asked for, and no others."""
        if self.used == self.known:
            return
        with placed(self.record) as aside:
            aside.write_text(json.dumps(self.used), encoding="utf-8")
