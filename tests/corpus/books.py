"""Exact accounts of an invented department, in 分, in which every identity holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

Amounts = dict[str, int]

QUANTUM = 10_000  # 0.01 万元 in 分
FUNDS = ("general", "fund", "capital", "own")
SOURCES = ("superior_grant", "operating", "business", "affiliate", "other")
NATURES = ("basic", "project", "remitted", "business", "subsidy")
THREE_PUBLIC = {
    "abroad": "30212",
    "reception": "30217",
    "vehicle_operation": "30231",
    "vehicle_purchase": "31013",
}
REMAINDER = "30102"  # the economic item that takes what the others leave


@dataclass(frozen=True)
class Chart:
    """The subjects a department uses; ``natures`` are those under which a leaf was spent.

    ``economic`` holds :data:`REMAINDER`; ``unused`` are the items that 06 prints blank, ``classes``
    the functional lines of 01 and 04. ``carried``: every leaf has an opening and a closing balance;
    ``surplus``: surpluses were used and distributed.
    """

    leaves: Mapping[str, Mapping[str, tuple[str, ...]]]
    economic: tuple[str, ...]
    unused: tuple[str, ...]
    classes: tuple[str, ...]
    sources: tuple[str, ...] = SOURCES
    carried: bool = True
    surplus: bool = True


@dataclass
class Entry:
    """What one fund did under one leaf, in 分."""

    opening: int
    income: int
    natures: Amounts
    closing: int

    @property
    def expenditure(self) -> int:
        return sum(self.natures.values())


class Books:
    """The exact accounts behind the print.

    Amounts are zero or at least one ``quantum``, since a smaller one is printed as 0.00 and says
    nothing of its rounding; ``grain`` sets their size. What the books ``before`` closed with is
    what these open with.
    """

    def __init__(
        self,
        random: Random,
        quantum: int,
        chart: Chart,
        grain: int = 0,
        before: Books | None = None,
    ) -> None:
        self.random, self.quantum, self.chart = random, quantum, chart
        self.grain = grain or quantum
        last: Mapping[str, Mapping[str, Entry]] = before.funds if before else {}
        self.funds: dict[str, dict[str, Entry]] = {
            fund: {
                leaf: self._entry(natures, last.get(fund, {}).get(leaf))
                for leaf, natures in chart.leaves[fund].items()
            }
            for fund in FUNDS
        }
        self.sources = {leaf: self._sources(entry) for leaf, entry in self.funds["own"].items()}
        self.economic = self._economic()
        self.three_public = {item: self._spent(code) for item, code in THREE_PUBLIC.items()}
        self.surplus_used, self.surplus_distributed = (
            self._amount() if chart.surplus else 0 for _ in range(2)
        )

    def total(self, fund: str, of: Callable[[Entry], int]) -> int:
        """Sum over the leaves of a fund."""
        return sum(of(entry) for entry in self.funds[fund].values())

    def _amount(self, least: int = 2_000) -> int:
        """Draw an amount of 20 万元 and more."""
        return self.random.randrange(least * self.grain, 50 * least * self.grain)

    def _entry(self, used: tuple[str, ...], last: Entry | None) -> Entry:
        """Spend under a leaf: about what was spent ``last`` year, half of it or less from savings."""
        natures = {nature: self._like(last.natures[nature] if last else 0) for nature in used}
        spent = sum(natures.values())
        if not self.chart.carried:
            return Entry(0, spent, natures, 0)
        saved, closing = min(self._amount(100), spent // 2), self._amount(100)
        opening = last.closing if last else closing + saved
        closing = max(closing, opening - spent // 2)
        return Entry(opening, spent + closing - opening, natures, closing)

    def _like(self, last: int) -> int:
        """Draw an amount not far from last year's, any where there was none."""
        return int(last * self.random.uniform(0.85, 1.15)) if last else self._amount()

    def _sources(self, entry: Entry) -> Amounts:
        """Split the income of other funds over the columns of 02."""
        used = self.chart.sources
        shares = dict.fromkeys(SOURCES, 0)
        shares |= dict.fromkeys(used, entry.income // (len(used) + 3))
        shares[used[-1]] += entry.income - sum(shares.values())
        return shares

    def _economic(self) -> Amounts:
        """Split the basic expenditure of the general budget over the economic items."""
        whole = self.total("general", lambda entry: entry.natures.get("basic", 0))
        least, most = (
            whole // (5 * len(self.chart.economic)),
            whole // (2 * len(self.chart.economic)),
        )
        items = {code: self.random.randrange(least, most) for code in self.chart.economic}
        items[REMAINDER] += whole - sum(items.values())
        return items

    def _spent(self, code: str) -> Amounts:
        """Budget and spend one of the 三公 items: at least what basic expenditure paid for it."""
        if code not in self.economic:
            return {"budget": 0, "actual": 0}
        actual = self.economic[code] + self._amount()
        return {"budget": int(actual * self.random.uniform(0.8, 1.3)), "actual": actual}
