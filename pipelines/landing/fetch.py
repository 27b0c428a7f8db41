"""Fetching: new files of a source are downloaded into raw, each landing in one step.

A download that breaks off goes on where it stopped; a file that the source has changed lands beside
the one that came before, so that no version is lost.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs

from pipelines.aside import placed
from pipelines.landing.sources import Source
from pipelines.storage import Place, digest, put

COMING = ".fetching"
"""The folder beside the record in which downloads wait where raw itself is a URL."""

_BLOCK = 1 << 20
_TOKENS = ("size", "ETag", "etag", "mtime", "LastModified", "last_modified", "created")
"""What listings tell of a file's content; a page of links tells nothing."""


@dataclass
class Fetched:
    """What became of one source: files that landed, and what failed with the reason."""

    source: str
    landed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def fetch(source: Source, raw: Place, record: Path) -> Fetched:
    """Download what ``record`` does not tell as fetched; failures stop neither files nor sources.

    ``record`` is a JSON file by URL: what the source told of the file, its sha256, and where it
    lies in raw. It is written after each file.
    """
    done, result = _read(record), Fetched(source.name)
    try:
        system, root = url_to_fs(source.url, **source.options)
        listed = dict(_listed(system, root, source))
        if not listed:
            system.ls(root)  # looking for files may pass over what is wrong
    except Exception as error:  # file systems raise errors of their own
        result.failed.append(f"{source.url}: {type(error).__name__}: {error}")
        return result
    coming = raw if isinstance(raw, Path) else record.parent / COMING
    wanted = [path for path, told in listed.items() if _told(done, system, path) != told]
    for number, path in enumerate(wanted):
        time.sleep(source.delay if number else 0)
        try:
            part = coming / source.name / f".{_key(system, path, listed[path])}.part"
            sha256 = _download(system, path, part)
            target = _land(part, raw / source.name / _inside(path, root), sha256)
        except Exception as error:
            result.failed.append(f"{path}: {type(error).__name__}: {error}")
            continue
        name = f"{target}".removeprefix(f"{raw}").lstrip("/")
        done[system.unstrip_protocol(path)] = {
            "told": listed[path],
            "sha256": sha256,
            "path": name,
        }
        _write(record, done)
        result.landed.append(name)
    return result


def _listed(system: Any, root: str, source: Source) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every file below ``root`` and what the listing tells of its content."""
    for path, info in sorted(system.find(root, detail=True).items()):
        name = PurePosixPath(path.partition("?")[0]).name
        if info["type"] == "file" and fnmatch(name, source.files) and not name.startswith("."):
            yield path, {key: str(info[key]) for key in _TOKENS if info.get(key) is not None}


def _told(done: dict[str, Any], system: Any, path: str) -> dict[str, str] | None:
    entry = done.get(system.unstrip_protocol(path))
    return entry["told"] if entry else None


def _key(system: Any, path: str, told: dict[str, str]) -> str:
    """Give a name for what has come so far: of another content nothing may be taken over."""
    text = json.dumps([system.unstrip_protocol(path), told], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _download(system: Any, path: str, part: Path) -> str:
    """Bring the bytes that are not there yet, and give the sha256 of all."""
    part.parent.mkdir(parents=True, exist_ok=True)
    size = system.info(path).get("size")
    have = part.stat().st_size if part.exists() else 0
    with system.open(path, "rb") as remote, part.open("ab") as local:
        if have:
            try:
                remote.seek(have)
            except (OSError, ValueError, NotImplementedError):  # a server without ranges
                local.truncate(0)
        while block := remote.read(_BLOCK):
            local.write(block)
        local.flush()
        os.fsync(local.fileno())
    came = part.stat().st_size
    if size is not None and came != size:
        part.unlink()
        raise OSError(f"{came:,} of {size:,} bytes came")
    return digest(part)[0]


def _land(part: Path, target: Place, sha256: str) -> Place:
    """Put a download into its place; beside what lies there, if that is of other content."""
    if target.exists() and digest(target)[0] != sha256:
        target = target.with_name(f"{target.stem}.{sha256[:8]}{target.suffix}")
    put(part, target)
    return target


def _inside(path: str, root: str) -> str:
    """Give the place below the source's folder; nothing may leave it or be hidden there."""
    bare, base = path.partition("?")[0], root.rstrip("/")
    below = bare.removeprefix(base).lstrip("/") if bare.startswith(f"{base}/") else ""
    names = (below or PurePosixPath(bare).name).split("/")
    return "/".join(name for name in names if name and not name.startswith("."))


def _read(record: Path) -> dict[str, Any]:
    try:
        found = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(record: Path, done: dict[str, Any]) -> None:
    with placed(record) as aside:
        aside.write_text(json.dumps(done, ensure_ascii=False, indent=1), encoding="utf-8")
