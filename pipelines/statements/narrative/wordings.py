"""Wordings: how publishers put each claim into words, as data with a schema.

One file a section of the narrative under ``wordings/``; ``common.yml`` holds what all share and
explains the format. Every wording is matched on text without white space and with half-width
punctuation, from the beginning of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pipelines.statements.narrative.macros import SLOT_KINDS, Expanded, Words, expand
from pipelines.statements.narrative.values import Directions
from pipelines.statements.narrative.vocabulary import VocabularyError

FOLDER = Path(__file__).parent / "wordings"
COMMON = "common.yml"


def _compiles(pattern: str) -> str:
    try:
        if re.compile(pattern).groups:
            raise ValueError(f"{pattern!r}: groups must be (?:…)")
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


T = TypeVar("T", bound=BaseModel)
Expression = Annotated[str, AfterValidator(_compiles)]
Several = Annotated[tuple[str, ...], BeforeValidator(_several)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(_Data):
    """One way to state something.

    ``say`` is a regular expression with macros. ``gives`` has one entry for each slot of it: a
    metric, with a subject where the metric has one; several joined by ``&``; or ``-`` for none. A
    subject is an id, or ``{name}`` for what this or an earlier clause named. ``names`` composes a
    further name. ``enters`` names the stage of the section that begins; the wording counts only
    ``during`` some stages if it names them, and ``also`` in stages that are closed to others.
    """

    say: str
    gives: Several = ()
    names: dict[str, str] = Field(default_factory=dict)
    enters: str | None = None
    during: Several = ()
    also: Several = ()


class Section(_Data):
    """One section of the narrative.

    ``headings`` read as whole lines, ``opens`` are the beginnings of sentences that open it.
    ``phrases`` are groups of phrases for a subject, id to phrase; ``macros`` are expressions that
    several wordings share. Names in ``lasting`` are
    remembered for the whole section, others for their paragraph. In the stages
    ``closed`` only wordings count that name them. Names that are ``given`` come with the text. The
    wordings of ``titles`` read whole short paragraphs, wherever they stand.
    """

    section: str
    headings: tuple[Expression, ...] = ()
    opens: tuple[Expression, ...] = ()
    phrases: dict[str, dict[str, Expression]] = Field(default_factory=dict)
    macros: dict[str, str] = Field(default_factory=dict)
    lasting: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    titles: bool = False
    wordings: tuple[Wording, ...] = Field(min_length=1)


class Common(_Data):
    """What all sections share.

    Headings that are ``outside`` close a section; after claims were read, those that say it is
    ``over`` close the narrative (in a table of contents they close nothing).
    """

    enumerators: Expression
    prelude: Expression
    page_numbers: Expression
    outside: tuple[Expression, ...]
    over: tuple[Expression, ...]
    reasons: tuple[str, ...]
    years: str
    units: Expression
    up: tuple[str, ...]
    down: tuple[str, ...]
    alternatives: tuple[str, ...]
    level: tuple[str, ...] = Field(min_length=1)
    compared: dict[str, int] = Field(min_length=1)
    bounds: tuple[str, ...] = Field(min_length=1)
    macros: dict[str, Expression]

    @cached_property
    def words(self) -> Words:
        """The common words in the form that slots are built from."""
        word = "|".join(map(re.escape, (*self.up, *self.down)))
        level = "|".join(map(re.escape, self.level))
        joined = "|".join(map(re.escape, self.alternatives))
        compared = "|".join(map(re.escape, self.compared))
        bounds = "|".join(map(re.escape, sorted(self.bounds, key=len, reverse=True)))
        return Words(
            self.units,
            rf"(?:{word})(?:(?:{joined})(?:{word})\)?)?",
            level,
            rf"(?:{compared})(?:(?:{joined})(?:{compared})\)?)?",
            bounds,
        )

    @cached_property
    def directions(self) -> Directions:
        """What direction words mean."""
        return Directions(frozenset(self.down), frozenset(self.alternatives), self.compared)


@dataclass(frozen=True, slots=True)
class Source:
    """A section file with its name, for messages."""

    file: str
    section: Section


@cache
def common(folder: Path = FOLDER) -> Common:
    """Load what all sections share; raises :class:`VocabularyError`."""
    return _load(folder / COMMON, Common)


def sources(folder: Path = FOLDER) -> Iterator[Source]:
    """Load the section files one by one; raises :class:`VocabularyError`."""
    for path in sorted(folder.glob("*.yml")):
        if path.name != COMMON:
            yield Source(path.name, _load(path, Section))


def compiled(wording: Wording, section: Section, shared: Common) -> Expanded:
    """Expand a wording with the phrases of its section and the common macros."""
    macros = shared.macros | section.macros
    if taken := set(SLOT_KINDS) & {*macros, *section.phrases}:
        raise ValueError(f"these names are slots: {sorted(taken)}")
    phrases = {
        name: f"(?P<{name}>{'|'.join(group.values())})" for name, group in section.phrases.items()
    }
    return expand(wording.say, shared.words, macros | phrases)


def _load(path: Path, model: type[T]) -> T:
    try:
        return model.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise VocabularyError(f"{path.name}: {error}") from error
