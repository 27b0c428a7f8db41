"""Macros: the short names that wordings use for numbers, phrases and recurring words.

A slot is a place where a number stands: ``{amount}`` (with its unit), ``{percent}``, ``{score}``,
``{count:批次}`` or ``{count:人次|人}``, ``{change}`` (direction word and amount), ``{rate}``
(direction word and percentage, whose sign some forget to print), ``{level}`` (no change, in a
word), ``{compared}`` (小于, 等于 …), ``{word:追加项目}`` (a word that says nothing is there), ``{year}``
and ``{goal}`` (≥98%). Any other macro is a phrase group of the section, which captures one of its phrases, or one
of the common macros, which captures nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOT_KINDS: dict[str, frozenset[str]] = {
    "amount": frozenset({"amount"}),
    "percent": frozenset({"share", "completion"}),
    "score": frozenset({"score"}),
    "count": frozenset({"count"}),
    "change": frozenset({"change"}),
    "rate": frozenset({"growth_rate"}),
    "level": frozenset({"change"}),
    "compared": frozenset({"comparison"}),
    "word": frozenset({"amount", "comparison"}),
    "year": frozenset({"year"}),
    "goal": frozenset({"goal"}),
}
"""Which kinds of metric a slot may give."""

NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MACRO = re.compile(r"\{([a-z_]+)(?::([^{}]+))?\}")
_STOP = "[,;:。、()]"
_WORDS = frozenset({"compared", "word"})
_NAMED = frozenset({"count", "word"})
_END = rf"(?=\)*(?:{_STOP}|$)|(?<=元).。)"
"""Where a wording may end: at a stop; one stray character between 元 and 。 is a misprint."""


@dataclass(frozen=True, slots=True)
class Words:
    """The common words that slots are built from, as regular expressions."""

    units: str
    direction: str
    level: str
    compared: str = ""
    bounds: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """The numbers of the groups that hold a slot's number, unit and direction; 0 for none."""

    kind: str
    number: int
    unit: int
    direction: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A wording as one regular expression.

    ``captures`` are the names it tells; ``number_first`` says that its first clause holds a number.
    """

    pattern: re.Pattern[str]
    slots: tuple[Slot, ...]
    captures: tuple[str, ...]
    number_first: bool


class MacroError(ValueError):
    """A wording uses a macro that nothing defines, or is no regular expression."""


def expand(say: str, words: Words, macros: Mapping[str, str]) -> Expanded:
    """Compile a wording; ``macros`` holds everything that is no slot."""
    kinds: list[str] = []

    def replace(match: re.Match[str]) -> str:
        name, argument = match[1], match[2]
        if name in SLOT_KINDS:
            kinds.append(name)
            return _slot(name, argument, len(kinds) - 1, words)
        if name not in macros or argument:
            raise MacroError(f"{say!r}: no macro {match[0]}")
        return _MACRO.sub(replace, macros[name])

    expression = _MACRO.sub(replace, say)
    try:
        pattern = re.compile(f"(?:{expression}){_END}")
    except re.error as error:
        raise MacroError(f"{say!r} is no regular expression: {error}") from error
    groups = pattern.groupindex
    slots = tuple(
        Slot(kind, groups[f"_n{n}"], groups.get(f"_u{n}", 0), groups.get(f"_d{n}", 0))
        for n, kind in enumerate(kinds)
    )
    captures = tuple(name for name in groups if not name.startswith("_"))
    return Expanded(pattern, slots, captures, _number_first(say))


def _number_first(say: str) -> bool:
    """Tell whether the first clause of a wording holds its first number."""
    slot = next((m for m in _MACRO.finditer(say) if m[1] in SLOT_KINDS), None)
    if slot is None or slot[1] in _WORDS:
        return False
    literal = re.sub(r"\[[^]]*\]|\(\?[:!=]", "", say[: slot.start()])
    return not re.search("[,;:。]", literal)


def _slot(name: str, argument: str | None, n: int, words: Words) -> str:
    if (name in _NAMED) != bool(argument):
        raise MacroError(f"{{{name}}} {'takes no argument' if argument else 'needs its words'}")
    number = f"(?P<_n{n}>{NUMBER})"
    if argument:
        given = "|".join(map(re.escape, sorted(argument.split("|"), key=len, reverse=True)))
        return f"(?P<_n{n}>{given})" if name == "word" else f"{number}(?P<_u{n}>{given})"
    direction = f"(?P<_d{n}>{words.direction})了?"
    return {
        "amount": f"{number}(?P<_u{n}>{words.units})",
        "level": f"(?P<_n{n}>{words.level})",
        "compared": f"(?P<_n{n}>{words.compared})",
        "year": rf"(?P<_n{n}>20\d\d)",
        "goal": rf"(?:{words.bounds})(?!\d{{4}}年){number}(?P<_u{n}>%|[^\d%,;:。、()]{{0,4}})",
        "percent": f"{number}(?P<_u{n}>%)",
        "score": f"{number}(?P<_u{n}>分)",
        "change": f"{direction}{number}(?P<_u{n}>{words.units})",
        "rate": f"{direction}{number}(?:(?P<_u{n}>%)|(?={_STOP}|$))",
    }[name]
