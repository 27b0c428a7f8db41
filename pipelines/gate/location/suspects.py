"""Suspects: the smallest sets of cells whose change makes every identity hold, ranked.

One cell is looked for first, in the cells that all violated identities share; then two; then, by
linear programming, more. Within the smallest size all sets are found, or those that the time
allows, and ordered by evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from time import perf_counter

from pipelines.gate.location.evidence import Evidence
from pipelines.gate.location.pairs import pair_window
from pipelines.gate.location.records import Suspect, SuspectSet
from pipelines.gate.location.repair import repairs
from pipelines.gate.location.system import Cell, Constraint, System
from pipelines.gate.location.windows import Window, window

POINTS = 60
"""How many values of a window are tried beside those one slip away from the print."""

SEARCHING = 0.8
"""The share of the time after which no search goes on, so that what was found can be weighed."""

PARTNERS = 12
"""How many values of the one cell are tried for each pair."""


def locate(
    cells: Sequence[Cell],
    constraints: Iterable[Constraint],
    *,
    stated: Iterable[int] = (),
    seconds: float = 1.0,
) -> list[SuspectSet]:
    """Give the smallest sets of cells that explain what is violated, the likeliest first.

    A pure function: ``cells`` of one document and its ``constraints``, whose terms are positions in
    ``cells``; ``stated`` are amounts in 分 that its narrative states. Empty where nothing is violated, or nothing was found within ``seconds``.
    """
    system = System(cells, constraints)
    if not system.violated:
        return []
    search = Search(system, Evidence(system, stated), perf_counter() + SEARCHING * seconds)
    found = ranked(search.singles() or search.pairs() or search.more())
    return [replace(one, automatic=repairs(system, one)) for one in found[:1]] + found[1:]


def ranked(found: list[SuspectSet]) -> list[SuspectSet]:
    """Order sets by evidence, and say of the first how far it leads."""
    ordered = sorted(found, key=lambda one: -one.score)
    if ordered:
        behind = ordered[1].score if len(ordered) > 1 else float("-inf")
        ordered[0] = replace(ordered[0], lead=ordered[0].score - behind)
    return ordered


class Search:
    """The search in one document, until ``deadline`` of the performance counter."""

    def __init__(self, system: System, evidence: Evidence, deadline: float) -> None:
        self.system, self.evidence, self.deadline = system, evidence, deadline

    def singles(self) -> list[SuspectSet]:
        """Find every single cell that explains everything."""
        shared = set.intersection(*map(set, self._broken(self.system.violated)))
        return [one for cell in sorted(shared) if (one := self._single(cell))]

    def pairs(self) -> list[SuspectSet]:
        """Find every two cells that explain everything together."""
        found = []
        for one, other in self._couples():
            if perf_counter() > self.deadline:
                break
            pair = self._pair(one, other)
            if pair:
                found.append(pair)
        return found

    def more(self) -> list[SuspectSet]:
        """Find three or more cells by mixed-integer programming, and the best values for them."""
        from pipelines.gate.location.program import Program

        return [self._several(changes) for changes in Program(self.system).smallest(self.deadline)]

    def _broken(self, violated: Iterable[int]) -> Iterator[dict[int, int]]:
        for number in violated:
            yield dict(self.system.constraints[number].terms)

    def _couples(self) -> Iterator[tuple[int, int]]:
        """Give the pairs in which each violated identity has a cell, each pair once."""
        system = self.system
        start = min(self._broken(system.violated), key=len)
        seen = set()
        for one in sorted(start):
            rest = [n for n in system.violated if n not in system.uses[one]]
            near = rest or list(system.uses[one])
            terms = [set(cells) for cells in self._broken(near)]
            others = set.intersection(*terms) if rest else set.union(*terms)
            for other in sorted(others - {one}):
                if frozenset((one, other)) not in seen:
                    seen.add(frozenset((one, other)))
                    yield one, other

    def _single(self, cell: int) -> SuspectSet | None:
        values = window(self.system, cell, {})
        best = self._best(cell, values, {})
        return self._set({cell: best[0]}, {cell: values}, best[1]) if best else None

    def _pair(self, one: int, other: int) -> SuspectSet | None:
        values = {one: pair_window(self.system, one, other)}
        if values[one].empty:
            return None
        values[other] = pair_window(self.system, other, one)
        scored: dict[tuple[int, int], float] = {}
        for first, second in ((one, other), (other, one)):
            for value in self._trials(first, values[first], second):
                fixed = {first: value}
                match = self._best(second, window(self.system, second, fixed), fixed)
                if match is not None:
                    changes = fixed | {second: match[0]}
                    scored[changes[one], changes[other]] = self.evidence.score(changes)
        if not scored:
            return None
        best, *rest = sorted(scored, key=lambda changed: -scored[changed])
        certainty = scored[best] - (scored[rest[0]] if rest else -inf)
        return self._set({one: best[0], other: best[1]}, values, certainty)

    def _several(self, changes: dict[int, int]) -> SuspectSet:
        """Let each cell in turn take its best value, the others fixed."""
        best, windows, certainty = dict(changes), {}, inf
        for cell in changes:
            others = {one: value for one, value in best.items() if one != cell}
            windows[cell] = window(self.system, cell, others)
            value = self._best(cell, windows[cell], others)
            if value:
                best[cell], certainty = value[0], min(certainty, value[1])
        return self._set(best, windows, certainty)

    def _trials(self, cell: int, values: Window, beside: int) -> list[int]:
        """Give the values of a window to try: slips, what stands beside it, the middle."""
        if values.empty:
            return []
        likely = [v for v in self.evidence.readings(cell) if values.low <= v <= values.high]
        swapped = self.system.values[beside]
        tried = [swapped] if values.low <= swapped <= values.high else []
        points = () if values.open else values.points(self.system.cells[cell].quantum, PARTNERS)
        return list(dict.fromkeys([*tried, *likely, *points]))

    def _best(self, cell: int, values: Window, fixed: dict[int, int]) -> tuple[int, float] | None:
        """Give the best value of a window with which everything holds, and how clearly it leads."""
        if values.empty:
            return None
        likely = [v for v in self.evidence.readings(cell) if values.low <= v <= values.high]
        given = self.system.cells[cell]
        points = [] if values.open else list(values.points(given.quantum, POINTS))
        ends = [v for v in (*values, 0) if values.low <= v <= values.high and not Window(v, v).open]
        tried = dict.fromkeys([*likely, *points, *ends])
        tried.pop(given.value, None)
        scores = {
            v: self.evidence.score({**fixed, cell: v})
            for v in tried
            if self.system.holds({**fixed, cell: v})
        }
        if not scores:
            return None
        best, *rest = sorted(scores, key=lambda v: -scores[v])
        return best, scores[best] - (scores[rest[0]] if rest else -inf)

    def _set(
        self, changes: dict[int, int], windows: dict[int, Window], certainty: float
    ) -> SuspectSet:
        exchange = self.evidence.exchange(changes)
        suspects = []
        for cell, value in changes.items():
            low, high = windows[cell]
            kind = exchange or self.evidence.kind(cell, value)
            vague = high - low > POINTS * self.system.cells[cell].quantum
            proposed = None if vague and kind in (None, "blanked") else value
            suspects.append(Suspect(cell, windows[cell], proposed, kind, certainty))
        equalities = [n for n in self.system.violated if not self.system.constraints[n].at_most]
        return SuspectSet(tuple(suspects), self.evidence.score(changes), len(equalities))
