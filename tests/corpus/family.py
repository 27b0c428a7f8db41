"""The families of layout: how the publishers of a place print the nine statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("families.yml")
_COMPLETE = "liaoning"


@dataclass(frozen=True)
class Family:
    """The layout of one family; ``families.yml`` explains each setting."""

    name: str
    order: tuple[str, ...]
    titles: Mapping[str, str]
    number: str
    line_header: str
    amount_header: str
    column_numbers: bool
    code_cells: int
    code_header: str
    total_first: bool
    general_parts: str
    three_public: str
    capital_balances: bool
    blocks: int
    unit: str
    unit_caption: str
    period: bool
    thousands: bool
    sentence_when_empty: bool
    headings: bool
    caption: str


@cache
def families() -> dict[str, Family]:
    """Give all families by name."""
    told: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    whole = told[_COMPLETE]
    made = {}
    for name, own in told.items():
        titles = whole["titles"] | own.get("titles", {})
        made[name] = Family(**(whole | own | {"name": name, "titles": titles}))
    return made
