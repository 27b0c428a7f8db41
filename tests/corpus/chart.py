"""Draws the subjects an invented department uses."""

from __future__ import annotations

from random import Random

from tests.corpus import codes
from tests.corpus.books import FUNDS, NATURES, REMAINDER, SOURCES, THREE_PUBLIC, Chart

_BASIC: tuple[str, ...] = ("basic",)
_PROJECT: tuple[str, ...] = ("project",)
_BOTH = _BASIC + _PROJECT
_ALWAYS = {"general": 1.0, "fund": 0.25, "capital": 0.1, "own": 0.4}


def draw(random: Random, year: int) -> Chart:
    """Draw a chart: a main field of work, the classes all share, now and then other funds."""
    fields = codes.leaves_by_class(year)
    own = random.choice(sorted(fields.keys() - set(codes.SHARED)))
    general = dict.fromkeys(random.sample(fields[own], random.randint(2, 5)), _BOTH)
    general |= {leaf: random.choice((_BASIC, _PROJECT, _BOTH)) for leaf in _side(random, own, year)}
    for shared in codes.SHARED:
        some = random.sample(fields[shared], random.randint(1, 4))
        general |= dict.fromkeys(some, _BASIC)
    used = {fund for fund in FUNDS if random.random() < _ALWAYS[fund]}
    leaves: dict[str, dict[str, tuple[str, ...]]] = {
        "general": dict(sorted(general.items())),
        "fund": _other(random, "fund", year) if "fund" in used else {},
        "capital": _other(random, "capital", year) if "capital" in used else {},
        "own": _own(random, tuple(general)) if "own" in used else {},
    }
    sources = tuple(s for s in SOURCES[:-1] if random.random() < 0.4)
    return Chart(
        leaves,
        *_economic(random),
        classes=tuple(codes.classes(year)),
        sources=(*sources, SOURCES[-1]),
        carried=random.random() < 0.5,
        surplus=False,
    )


def _side(random: Random, own: str, year: int) -> list[str]:
    """Draw a few leaves outside of the main field."""
    others = [
        code for code in codes.leaves("general", year) if code[:3] not in (own, *codes.SHARED)
    ]
    return random.sample(others, random.randint(0, 4))


def _other(random: Random, fund: str, year: int) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(
        sorted(random.sample(codes.leaves(fund, year), random.randint(1, 3))), _PROJECT
    )


def _own(random: Random, general: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Spend a department's own income under subjects that the general budget pays as well."""
    natures = tuple(nature for nature in NATURES if random.random() < 0.4) or _BASIC
    return dict.fromkeys(random.sample(general, random.randint(1, 2)), natures)


def _economic(random: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the economic items used and those printed blank."""
    every = [code for code in codes.economic() if len(code) == 5]
    items = [code for code in every if code.startswith(("301", "302", "303"))]
    chosen = {REMAINDER, *random.sample(items, random.randint(12, 30))}
    bought = {code for code in THREE_PUBLIC.values() if random.random() < 0.5}
    used = (chosen - set(THREE_PUBLIC.values())) | bought
    return tuple(sorted(used)), tuple(code for code in every if code not in used)
