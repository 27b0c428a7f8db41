"""The code lists of functional and economic classification that come with the room."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from pipelines.statements.wording import label_key

FOLDER = Path(__file__).parent / "codes"

FUNCTIONAL_CODE = re.compile(r"^[1-2]\d{2}(?:\d{2}(?:\d{2})?)?$")
ECONOMIC_CODE = re.compile(r"^(?:30[1-9]|31[0-3]|399)(?:\d{2})?$")

_LEVELS = {3: "class", 5: "group", 7: "item"}


def level(code: str, subjects: str) -> str | None:
    """Give the role of a coded row: ``class``, ``group`` or ``item``; None for a code cut short.

    Economic codes have two levels, so their five-digit codes are the items.
    """
    return "item" if subjects == "economic" and len(code) == 5 else _LEVELS.get(len(code))


def is_code(text: str, subjects: str | None) -> bool:
    """Tell whether ``text`` is a whole code of the classification ``subjects``."""
    pattern = ECONOMIC_CODE if subjects == "economic" else FUNCTIONAL_CODE
    return bool(pattern.match(text))


@cache
def names() -> tuple[tuple[str, str, str], ...]:
    """Classification, code and name of every subject known, with names that are printed as well."""
    found = []
    for subjects in ("functional", "economic"):
        with (FOLDER / f"{subjects}.csv").open(encoding="utf-8", newline="") as file:
            found += [(subjects, row["code"], row["name"]) for row in csv.DictReader(file)]
    kinds = {"func": "functional", "econ": "economic"}
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        found += [(kinds[row["kind"]], row["code"], row["name"]) for row in csv.DictReader(file)]
    return tuple(dict.fromkeys(found))


@cache
def functional_classes() -> dict[str, str]:
    """Codes of the 类 of the functional classification, by name; former names included."""
    names: dict[str, str] = {}
    with (FOLDER / "functional.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == "类":
                names[label_key(row["name"])[0]] = row["code"]
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "func" and len(row["code"]) == 3:
                names[label_key(row["name"])[0]] = row["code"]
    return names
