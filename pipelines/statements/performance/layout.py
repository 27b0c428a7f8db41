"""How performance forms are printed, as data with a schema: ``forms.yml``.

Every wording is a regular expression that must match the whole of a text in the form of
:func:`pipelines.statements.wording.key`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from pipelines.statements.template import TemplateError, Wording
from pipelines.statements.wording import key

FOLDER = Path(__file__).parent

FormKind = Literal["整体自评", "项目自评", "整体监控", "项目监控"]
Subject = Literal["整体", "项目"]
Phase = Literal["自评", "监控"]
Amount = Literal["budget_initial", "budget", "executed"]
Role = Literal[
    "item", "budget_initial", "budget", "forecast", "executed", "rate",
    "level1", "level2", "level3", "operator", "target", "unit", "actual", "completion",
    "weight", "score", "reason", "deviation", "tick", "likelihood", "improvement", "other",
]  # fmt: skip
Kind = Literal[
    "name", "amount", "rate", "points", "level1", "level2", "level3", "operator", "target",
    "unit", "value", "ratio", "text", "tick", "any",
]  # fmt: skip

_UNIT_OF_MONEY = re.compile(r"\(([百千万亿]?元)\)$")


class Data(BaseModel):
    """A part of the data: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Heading(Data):
    """A column by its header: its ``role``, and what ``kind`` of cells stands in it.

    ``under`` names the role of the header above it. ``phase`` is told by headers that stand in
    forms of one phase only.
    """

    role: Role
    kind: Kind
    header: Wording
    under: Role | None = None
    label: str | None = None
    phase: Phase | None = None


class AmountLabel(Data):
    """A money line of a label and one amount, which belongs to ``column``."""

    column: Amount
    label: Wording


class Layout(Data):
    """All that ``forms.yml`` holds."""

    titles: dict[FormKind, Wording]
    other_tables: Wording
    heads: dict[Subject, Wording]
    fiscal_division: Wording
    sides: Wording
    goals: Wording
    totals: Wording
    endings: Wording
    amounts: tuple[AmountLabel, ...]
    money_columns: tuple[Heading, ...]
    indicator_columns: tuple[Heading, ...]
    symbol_operators: Wording
    word_operators: Wording
    units: Wording
    not_quantities: Wording
    achievements: Wording
    ticks: Wording
    item_prefix: Wording
    placeholders: Wording

    @model_validator(mode="after")
    def _under_a_known_heading(self) -> Layout:
        roles = {heading.role for heading in self.indicator_columns}
        for heading in self.indicator_columns:
            if heading.under and heading.under not in roles:
                raise ValueError(f"{heading.header} stands under {heading.under}, which is none")
        return self


@cache
def layout(path: Path = FOLDER / "forms.yml") -> Layout:
    """Load and check the layout; raises :class:`TemplateError`, which names file and place."""
    try:
        return Layout.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise TemplateError(f"{path.name}: {error}") from error


def without_unit(text: str) -> tuple[str, str | None]:
    """Give a label in the form to match on, without the unit of money at its end, and that."""
    matched = key(text)
    unit = _UNIT_OF_MONEY.search(matched)
    return (matched[: unit.start()], unit[1]) if unit else (matched, None)
