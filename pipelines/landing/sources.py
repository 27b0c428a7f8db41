"""Sources: where new disclosures come from, as the file ``sources.yml`` in raw lists them."""

from __future__ import annotations

from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from pipelines.storage import Place

FILE = "sources.yml"


class SourcesError(Exception):
    """``sources.yml`` is wrong; the message says where."""


class Source(BaseModel):
    """One source.

    ``url`` is any that fsspec opens: a folder, ``s3://…``, an HTTP page of links. ``name`` is the
    folder in raw, ``files`` a pattern of file names, ``delay`` the seconds between two downloads.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(pattern=r"^[\w-]+$")]
    url: Annotated[str, StringConstraints(min_length=1)]
    files: str = "*"
    delay: float = Field(default=1.0, ge=0)
    options: dict[str, object] = Field(default_factory=dict)  # of the fsspec file system


_SOURCES = TypeAdapter(tuple[Source, ...])


def load_sources(raw: Place) -> tuple[Source, ...]:
    """Give the sources of a raw folder; none where it has no such file.

    Raises :class:`SourcesError` where the file is wrong or two sources have one name.
    """
    path = raw / FILE
    if not path.exists():
        return ()
    try:
        sources = _SOURCES.validate_python(yaml.safe_load(path.read_bytes()) or ())
    except (ValidationError, yaml.YAMLError) as error:
        raise SourcesError(f"{path}: {error}") from error
    if len({source.name for source in sources}) < len(sources):
        raise SourcesError(f"{path}: two sources have the same name")
    return sources
