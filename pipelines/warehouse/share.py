"""Sharing: the star's Parquet and the published file, mirrored to where others read them.

Names tell the content, so nothing is ever overwritten there; ``manifest.json``, written last and in
one step, tells which files make one state. Whoever reads by a manifest finds its files as long as
it is the newest or the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.aside import placed
from pipelines.storage import Place, place
from pipelines.warehouse.digests import Digests

MANIFEST = "manifest.json"
FORMAT = 1
"""The version of the manifest's own make."""

_FOLDERS = ("star", "published")
_TOGETHER = 8  # files sent side by side; a storage may hold each of them in memory

Row = dict[str, Any]


class ShareError(Exception):
    """Something could not be mirrored; the message names where to, and why."""


@dataclass(frozen=True)
class Shared:
    """What a mirroring did: files of the state, those sent now and their bytes, those removed.

    ``changed`` tells whether readers find another state than before.
    """

    state: str
    files: int
    sent: int
    bytes: int
    removed: int
    changed: bool


def share(star: Path, database: Path, *, to: str, record: Path) -> Shared:
    """Mirror the star folder and the published file to the folder or URL ``to``.

    What lies there already is not sent again; ``record`` keeps the hashes of local files. One
    warehouse may write to a place. Raises :class:`ShareError`; a manifest that stands is not
    touched before all that the next one names is there.
    """
    try:
        return _mirror(star, database, _Mirror.at(place(to)), Digests.read(record))
    except Exception as error:  # file systems raise errors of their own
        raise ShareError(f"{to}: {type(error).__name__}: {error}") from error


def _mirror(star: Path, database: Path, mirror: _Mirror, digests: Digests) -> Shared:
    tables = {path: _table_row(path, digests) for path in sorted(star.glob("*/*/*.parquet"))}
    base = _row(database, f"published/{database.stem}", digests)
    digests.write()
    rows = list(tables.values())
    state = hashlib.sha256(json.dumps([base, rows], sort_keys=True).encode()).hexdigest()[:16]
    there, before = mirror.files(), mirror.manifest()
    local = [(path, row) for path, row in {**tables, database: base}.items()]
    missing = [(path, row) for path, row in local if there.get(row["path"]) != row["bytes"]]
    mirror.send([(path, str(row["path"])) for path, row in missing])
    changed = before is None or before["state"] != state
    if changed:
        mirror.tell(
            {
                "format": FORMAT,
                "state": state,
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "database": base,
                "files": rows,
                "before": _paths(before) if before else [],
            }
        )
    removed = mirror.remove(there) if before else 0
    return Shared(
        state=state,
        files=len(local),
        sent=len(missing),
        bytes=sum(row["bytes"] for _, row in missing),
        removed=removed,
        changed=changed,
    )


def _table_row(path: Path, digests: Digests) -> Row:
    table, partition = path.parts[-3:-1]
    year = partition.partition("=")[2]
    row = _row(path, f"star/{table}/{partition}/{path.stem}", digests)
    return {**row, "table": table, "fiscal_year": int(year) if year.isdigit() else None}


def _row(path: Path, name: str, digests: Digests) -> Row:
    sha256, size = digests.of(path)
    return {"path": f"{name}-{sha256[:16]}{path.suffix}", "bytes": size, "sha256": sha256}


def _paths(manifest: Mapping[str, Any]) -> list[str]:
    return [str(row["path"]) for row in (manifest["database"], *manifest["files"])]


@dataclass(frozen=True)
class _Mirror:
    """The place that is mirrored to."""

    system: Any
    root: str
    folder: Path | None

    @classmethod
    def at(cls, to: Place) -> _Mirror:
        if isinstance(to, Path):
            from fsspec.implementations.local import LocalFileSystem  # slow, and seldom needed

            return cls(LocalFileSystem(auto_mkdir=True), str(to), to)
        return cls(to.fs, to.path.rstrip("/"), None)

    def files(self) -> dict[str, int]:
        """Give name and size of all that lies in our folders."""
        self.system.invalidate_cache()
        return {
            path.removeprefix(self.root).lstrip("/"): info["size"]
            for folder in _FOLDERS
            for path, info in self.system.find(f"{self.root}/{folder}", detail=True).items()
        }

    def manifest(self) -> dict[str, Any] | None:
        """Give the manifest that stands; None where there is none of ours."""
        try:
            found = json.loads(self.system.cat_file(f"{self.root}/{MANIFEST}"))
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, dict) and found.get("format") == FORMAT else None

    def send(self, files: Sequence[tuple[Path, str]]) -> None:
        for start in range(0, len(files), _TOGETHER):
            some = files[start : start + _TOGETHER]
            self.system.put(
                [str(path) for path, _ in some], [f"{self.root}/{name}" for _, name in some]
            )

    def tell(self, manifest: Mapping[str, Any]) -> None:
        """Put the manifest in place: object stores do in one step, folders by renaming."""
        content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        if self.folder is None:
            self.system.pipe_file(f"{self.root}/{MANIFEST}", content)
            return
        with placed(self.folder / MANIFEST) as aside:
            aside.write_bytes(content)

    def remove(self, there: Mapping[str, int]) -> int:
        """Remove of ``there`` what neither this manifest names nor the one before."""
        stands = self.manifest()
        if stands is None:
            raise FileNotFoundError(f"{MANIFEST} is gone, another one writes there")
        left = sorted(set(there).difference(_paths(stands), stands["before"]))
        if left:
            self.system.rm([f"{self.root}/{name}" for name in left])
        return len(left)
