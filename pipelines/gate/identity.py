"""Identities: what ``expectations/`` declares, with its schema, loaded and checked.

A file holds one suite. An identity carries its SQL as text, or names a text under ``queries/`` and
the values it is instantiated with. Nothing here runs SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipelines.statements.records import Statement

Shape = Literal["equal", "at_most", "unique", "present"]
"""``equal`` and ``at_most`` compare amounts in 分; ``unique`` and ``present`` compare counts."""

Severity = Literal["critical", "warning", "info"]

Unit = Literal["yuan", "percent", "count", "score", "year"]
"""What is compared: 分 of 元, or hundredths of the others, so that 79.28 % is 7928."""

WAIVERS = "waivers.yml"
"""The file beside the suites that declares no identity, but overrules some."""

CORRECTIONS = "corrections.yml"
"""The file beside the suites that declares no identity, but corrects printed cells."""

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=4)]


class ExpectationsError(Exception):
    """A file under ``expectations/`` is wrong; the message names the file and the identity."""


@dataclass(frozen=True)
class Identity:
    """One identity, ready to run: ``sql`` selects from ``{batch}``, the relation it ``reads``."""

    id: str
    zh: str
    en: str
    statements: tuple[Statement, ...]
    shape: Shape
    severity: Severity
    reads: str
    sql: str
    unit: Unit = "yuan"
    applies: str = ""
    """Which templates and years it is limited to, in words; empty where to none."""

    @property
    def counts(self) -> bool:
        """Whether it compares counts of rows and not amounts."""
        return self.shape in ("unique", "present")


@dataclass(frozen=True)
class Suite:
    """The identities of one file."""

    name: str
    about: str
    identities: tuple[Identity, ...]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Declaration(_Data):
    id: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    zh: Sentence
    en: Sentence
    statements: tuple[Statement, ...] = ()
    shape: Shape
    severity: Severity
    unit: Unit = "yuan"
    applies: Sentence | None = None
    reads: str | None = None
    sql: str | None = None
    query: str | None = None
    given: dict[str, str | int] = Field(default={}, alias="with")


class _File(_Data):
    suite: str
    about: Sentence
    reads: str = "cell"
    identities: tuple[_Declaration, ...] = Field(min_length=1)


def load_suites(folder: Path) -> tuple[Suite, ...]:
    """Load every suite of ``folder``: all its YAML files but waivers and corrections.

    Raises:
        ExpectationsError: unknown key, missing sentence, duplicate id, unknown placeholder.
    """
    others = (WAIVERS, CORRECTIONS)
    paths = sorted(path for path in folder.glob("*.yml") if path.name not in others)
    if not paths:
        raise ExpectationsError(f"{folder}: no expectation files")
    suites = tuple(_suite(path) for path in paths)
    _refuse_duplicates(identity.id for suite in suites for identity in suite.identities)
    return suites


def _suite(path: Path) -> Suite:
    try:
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        file = _File.model_validate(content)
    except (OSError, yaml.YAMLError) as error:
        raise ExpectationsError(f"{path.name}: {error}") from error
    except ValidationError as error:
        raise ExpectationsError(f"{path.name}: {_complaints(content, error)}") from error
    identities = tuple(_identity(path, declared, file.reads) for declared in file.identities)
    return Suite(file.suite, file.about, identities)


def _identity(path: Path, declaration: _Declaration, reads: str) -> Identity:
    where = f"{path.name}: {declaration.id}"
    if (declaration.sql is None) == (declaration.query is None):
        raise ExpectationsError(f"{where}: give either sql or query")
    text = declaration.sql or _query(path.parent / "queries" / f"{declaration.query}.sql", where)
    values = {name: str(value) for name, value in declaration.given.items()}
    fields = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    if fields != {"batch", *values}:
        odd = ", ".join(sorted(fields ^ {"batch", *values}))
        raise ExpectationsError(f"{where}: placeholders and values do not match: {odd}")
    return Identity(
        id=declaration.id,
        zh=declaration.zh,
        en=declaration.en,
        statements=declaration.statements,
        shape=declaration.shape,
        severity=declaration.severity,
        reads=declaration.reads or reads,
        sql=text.format(batch="{batch}", **values),
        unit=declaration.unit,
        applies=declaration.applies or "",
    )


def _query(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ExpectationsError(f"{where}: no such query: {path.name}") from error


def _complaints(content: object, error: ValidationError) -> str:
    return "; ".join(
        f"{_named(content, detail['loc'])}: {detail['msg']}" for detail in error.errors()
    )


def _named(content: object, location: tuple[int | str, ...]) -> str:
    """Say where in a file an error is, with the id of the identity instead of its number."""
    here, names = content, []
    for step in location:
        if isinstance(here, dict):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
        given = here.get("id") if isinstance(here, dict) else None
        names.append(str(given or step))
    return ".".join(names)


def _refuse_duplicates(ids: Iterable[str]) -> None:
    twice = sorted(name for name, count in Counter(ids).items() if count > 1)
    if twice:
        raise ExpectationsError(f"declared twice: {', '.join(twice)}")
