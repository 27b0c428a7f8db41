"""The vocabulary: which metrics and sections a claim may have, as data with a schema.

``vocabulary.yml`` holds it and explains it. Code names no metric; wordings may name only these.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

FILE = Path(__file__).parent / "vocabulary.yml"
NO_SUBJECT = "none"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(_Data):
    """What a number can be, in which units it is printed, and what gives its sign."""

    zh: str
    units: tuple[str, ...]
    sign: str | None = None


class Ratio(_Data):
    """The two claims a percentage recomputes from."""

    of: str
    to: str


class Metric(_Data):
    """One canonical metric; ``equals`` and ``ratio`` are for the identities to use."""

    zh: str
    en: str
    kind: str
    subject: str
    equals: dict[str, tuple[dict[str, str], ...]] = Field(default_factory=dict)
    ratio: Ratio | None = None
    previous: str | None = None


class Vocabulary(_Data):
    """All metrics, and the kinds, sections and subjects they refer to.

    A subject is a mapping of ids, or one sentence where the subject is a printed name.
    """

    kinds: dict[str, Kind]
    sections: dict[str, str]
    subjects: dict[str, dict[str, str] | str]
    metrics: dict[str, Metric]

    @model_validator(mode="after")
    def _refers_to_known(self) -> Vocabulary:
        for name, metric in self.metrics.items():
            if metric.kind not in self.kinds:
                raise ValueError(f"metric {name}: no kind {metric.kind!r}")
            if metric.subject not in self.subjects and metric.subject != NO_SUBJECT:
                raise ValueError(f"metric {name}: no subject {metric.subject!r}")
            if metric.previous is not None and metric.previous not in self.metrics:
                raise ValueError(f"metric {name}: no metric {metric.previous!r}")
        return self

    def subject_ids(self, metric: str) -> frozenset[str] | None:
        """Give the ids a metric's subject may be, or None where it is a printed name."""
        subject = self.subjects.get(self.metrics[metric].subject, {})
        return None if isinstance(subject, str) else frozenset(subject)


class VocabularyError(Exception):
    """The vocabulary or a wording file is wrong; the message names the file and the place."""


@cache
def vocabulary(file: Path = FILE) -> Vocabulary:
    """Load and check the vocabulary; raises :class:`VocabularyError`."""
    try:
        return Vocabulary.model_validate(yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise VocabularyError(f"{file.name}: {error}") from error
