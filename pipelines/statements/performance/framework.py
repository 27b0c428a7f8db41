"""The framework of levels that the forms prescribe, as data: ``framework.yml``.

A form prints a level once for all its rows, and not always where it belongs. What is prescribed
tells where a row belongs that prints no level, and which level a name is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, model_validator

from pipelines.statements.performance.layout import FOLDER, Data, Subject
from pipelines.statements.template import TemplateError, Wording
from pipelines.statements.wording import key

_CUT = 4
"""A name cut by its publisher is still known by this many characters."""


class SecondLevel(Data):
    """A second level, the first levels it may stand under, and the third levels it holds."""

    name: str
    under: tuple[str, ...]
    holds: tuple[Wording, ...] = ()


class Framework(Data):
    """The levels of one kind of form. ``suffix`` is an end of names that is often left off."""

    level1: tuple[str, ...]
    level2: tuple[SecondLevel, ...]
    suffix: str = ""

    @model_validator(mode="after")
    def _under_a_first_level(self) -> Framework:
        for second in self.level2:
            if not second.under or set(second.under) - set(self.level1):
                raise ValueError(f"{second.name} stands under no first level of the framework")
        return self

    @cached_property
    def names(self) -> tuple[dict[str, str], dict[str, SecondLevel]]:
        """Give both levels by their names, with and without the suffix."""
        first = {name: name for name in self.level1}
        second = {level.name: level for level in self.level2}
        short = (len(self.suffix) or None) and -len(self.suffix)
        return (
            {name[:short]: name for name in first} | first,
            {name[:short]: level for name, level in second.items()} | second,
        )

    @cached_property
    def held(self) -> re.Pattern[str]:
        """Give all third levels as one wording, its groups named by their second levels."""
        return re.compile(
            "|".join(
                f"(?P<second{number}>{'|'.join(second.holds)})"
                for number, second in enumerate(self.level2)
                if second.holds
            )
            or "(?!)"
        )

    def first(self, text: str | None) -> str | None:
        """Give the first level that ``text`` names."""
        return self.names[0].get(key(text or ""))

    def second(self, text: str | None) -> SecondLevel | None:
        """Give the second level that ``text`` names, whole or cut off at its end."""
        matched = key(text or "")
        known = self.names[1].get(matched)
        if known is None and len(matched) >= _CUT and not self.first(matched):
            cut = [level for level in self.level2 if level.name.startswith(matched)]
            return cut[0] if len(cut) == 1 else None
        return known

    def is_whole(self, text: str, level: int) -> bool:
        """Tell whether ``text`` is a name of ``level``, and not a piece of one."""
        return key(text) in self.names[level - 1]

    def holder(self, text: str) -> SecondLevel | None:
        """Give the second level that holds the third level ``text``."""
        held = self.held.fullmatch(key(text))
        return self.level2[int((held.lastgroup or "").removeprefix("second"))] if held else None

    @cached_property
    def levels(self) -> Callable[[str], frozenset[int]]:
        """Gives the levels, 1 to 3, at which a text is prescribed; forms print the same names."""
        return lru_cache(maxsize=8192)(self._levels)

    def _levels(self, text: str) -> frozenset[int]:
        told = (self.is_whole(text, 1), self.is_whole(text, 2), self.holder(text))
        return frozenset(level for level, known in enumerate(told, start=1) if known)

    def joined(self, head: str, tail: str, level: int) -> str | None:
        """Give the name of ``level`` of which ``head`` and ``tail`` are the two pieces."""
        names = self.level1 if level == 1 else tuple(second.name for second in self.level2)
        for name in names:
            pieces = name.startswith(head) and name.endswith(tail)
            if pieces and len(name) <= len(head) + len(tail):
                return name
        return None


@cache
def frameworks(path: Path = FOLDER / "framework.yml") -> dict[Subject, Framework]:
    """Load and check the frameworks; raises :class:`TemplateError`."""
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TypeAdapter(dict[Subject, Framework]).validate_python(loaded)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise TemplateError(f"{path.name}: {error}") from error
