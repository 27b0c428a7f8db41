"""Templates: how each of the nine statements may be printed, as data with a schema.

A template is one YAML file under ``templates/``; ``common.yml`` holds what all of them share.
Every wording is a regular expression that must match the whole of a text in the form of
:func:`pipelines.statements.wording.key`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipelines.statements.records import STATEMENTS, Statement
from pipelines.statements.wording import KEPT

FOLDER = Path(__file__).parent / "templates"

Role = Literal["line", "total", "grand_total", "balance", "of_which"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


T = TypeVar("T", bound=BaseModel)
Wording = Annotated[str, AfterValidator(_compiles)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Data):
    """An amount column: its canonical ``measure`` and how its lowest header reads.

    ``under`` must match one of the headers above it; ``side`` limits it to one side of the table.
    """

    measure: str
    header: Wording
    under: Wording | None = None
    side: str | None = None


class Row(_Data):
    """A row known by its label: ``after`` names an item that must stand above it on its side."""

    item: str
    label: Wording
    role: Role
    side: str | None = None
    after: str | None = None


class Required(_Data):
    """What a complete statement prints; anything less has broken off.

    ``usual`` measures may be left out where a publisher has none of them, which is told.
    """

    measures: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class Template(_Data):
    """One statement. ``subjects`` tells which code list its coded rows belong to."""

    statement: Statement
    titles: tuple[Wording, ...] = Field(min_length=1)
    subjects: Literal["functional", "economic"] | None = None
    classes_as_lines: bool = False
    labels_a_row: int = 1
    sides: tuple[str, ...] = ()
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[Row, ...] = ()
    required: Required = Required()
    items_in_header: bool = False

    def __hash__(self) -> int:
        """Hash by name: what is known by template is looked up for every table."""
        return hash(self.statement)

    def column(self, path: Sequence[str], side: str | None) -> Column | None:
        """Find the column whose headers, top to bottom, read as ``path``."""
        for column in self.columns:
            if column.side not in (None, side):
                continue
            if not reads(column.header, path[-1]):
                continue
            if column.under is None or any(reads(column.under, text) for text in path[:-1]):
                return column
        return None

    def row(self, label: str, side: str | None, seen: Sequence[str] = ()) -> Row | None:
        """Find the row whose label reads ``label``; rows bound to a place come first."""
        for row in self._labelled(label, side):
            if not row.after or row.after in seen:
                return row
        return None

    def names_row(self, label: str) -> bool:
        """Tell whether ``label`` is the label of some row, on any side and at any place."""
        return bool(self._labelled(label, None))

    @cached_property
    def _labelled(self) -> Callable[[str, str | None], tuple[Row, ...]]:
        """Gives the rows that a label may name on a side, those bound to a place first."""
        bound_first = sorted(self.rows, key=lambda row: row.after is None)

        def labelled(label: str, side: str | None) -> tuple[Row, ...]:
            here = (row for row in bound_first if side is None or row.side in (None, side))
            return tuple(row for row in here if reads(row.label, label))

        return lru_cache(maxsize=8192)(labelled)


class Common(_Data):
    """What all templates share: key columns, notes, and the lines around a table."""

    code_headers: Wording
    label_headers: Wording
    line_headers: Wording
    column_number_labels: Wording
    notes: Wording
    captions: Wording
    title_prefixes: Wording
    announcements: Wording
    emptiness: Wording
    budget_basis: dict[str, Wording]

    def __hash__(self) -> int:
        """Hash by one wording, as :class:`Template` does by its name."""
        return hash(self.code_headers)


@lru_cache(maxsize=KEPT)
def reads(wording: str, text: str) -> bool:
    """Tell whether a whole ``text`` reads as a wording; the same few labels come again and again."""
    return re.fullmatch(wording, text) is not None


class Templates(_Data):
    """All templates and their common part."""

    common: Common
    statements: tuple[Template, ...]

    @cached_property
    def by_statement(self) -> dict[str, Template]:
        """Templates by statement id."""
        return {template.statement: template for template in self.statements}


class TemplateError(Exception):
    """A template file is wrong; the message names the file and the place."""


@cache
def templates(folder: Path = FOLDER) -> Templates:
    """Load and check all templates of ``folder``; raises :class:`TemplateError`."""
    common = _load(folder / "common.yml", Common)
    paths = sorted(path for path in folder.glob("*.yml") if path.name != "common.yml")
    loaded = tuple(_load(path, Template) for path in paths)
    missing = set(STATEMENTS) - {template.statement for template in loaded}
    if missing or len(loaded) != len(STATEMENTS):
        raise TemplateError(f"{folder}: one file a statement is needed, missing: {sorted(missing)}")
    return Templates(common=common, statements=loaded)


def _load(path: Path, model: type[T]) -> T:
    try:
        return model.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise TemplateError(f"{path.name}: {error}") from error
