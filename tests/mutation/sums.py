"""Which sums an amount enters, and whether a changed amount breaks one: an oracle beside the gate.

Written from the accounting identities and in plain integers; it reads the amounts of the unchanged
document only, never a result of the gate, and nothing of `expectations/`. A sum is broken where its
new residual is beyond half the steps of all leaves that entered it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tests.mutation.document import Row

CODED = (
    "income",
    "expenditure",
    "general_budget_expenditure",
    "government_fund",
    "state_capital",
    "basic_expenditure",
)
SOURCES = ("superior_grant", "operating", "business", "affiliate", "other")
FUNDS = ("general", "fund", "capital")
FUND_STATEMENTS = {
    "general": "general_budget_expenditure",
    "fund": "government_fund",
    "capital": "state_capital",
}
ACROSS = {
    "income": ("total", ("appropriation", *SOURCES)),
    "expenditure": ("total", ("basic", "project", "remitted", "business", "subsidy")),
    "appropriation_summary": ("total", FUNDS),
    "general_budget_expenditure": ("total", ("basic", "project")),
    "government_fund": ("total", ("basic", "project")),
    "state_capital": ("total", ("basic", "project")),
    "basic_expenditure": ("amount", ("personnel", "public")),
}
"""The column that sums the others, in every row."""
PAID_FOR = {
    "30212": "abroad",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
_DIGITS = (3, 5, 7)


class Key(NamedTuple):
    """Which amount: ``row`` is the item, with its side in the two statements that have two."""

    statement: str
    row: str
    measure: str


@dataclass(frozen=True)
class Sum:
    """``left`` equals (or is at most) the sum of ``right`` less that of ``less``."""

    left: tuple[Key, ...]
    right: tuple[Key, ...]
    less: tuple[Key, ...] = ()
    at_most: bool = False


def key_of(row: Row) -> Key:
    """Give the key of an amount cell."""
    two_sided = row["statement"] in ("summary", "appropriation_summary")
    name = f"{row['side']}:{row['item']}" if two_sided else row["item"]
    return Key(row["statement"], name, row["measure"])


class Accounts:
    """The amounts of one document and the sums over them."""

    def __init__(self, amounts: Sequence[Row]) -> None:
        read = [r for r in amounts if r["statement"] != "summary" or r["measure"] == "amount"]
        self.values = {key_of(row): row["fen"] or 0 for row in read}
        self.steps = {row["statement"]: row["quantum_fen"] for row in read}
        self.roles = {(k.statement, k.row): r["role"] for r in read for k in [key_of(r)]}
        self.rows = list(self.roles)
        self.measures = {s: sorted({k.measure for k in self.values if k.statement == s})
                         for s in self.steps}  # fmt: skip
        self._leaves: Callable[..., list[str]] = cache(self._find_leaves)
        self.sums = [s for s in self._sums() if s.left and (s.right or s.less)]

    def beyond(self, changes: Mapping[Key, int | None]) -> bool:
        """Tell whether changed amounts break a sum; what is no figure breaks everything."""
        values = dict(self.values)
        for key, value in changes.items():
            if value is None:
                return True
            values[key] = value
        return any(self._broken(one, values) for one in self.sums)

    def _broken(self, one: Sum, values: Mapping[Key, int]) -> bool:
        left, right, less = (
            sum(values.get(k, 0) for k in p) for p in (one.left, one.right, one.less)
        )
        excess = left - right + less
        bound = sum(self._twice_bound(k, values) for k in (*one.left, *one.right, *one.less))
        return 2 * (excess if one.at_most else abs(excess)) > bound

    def _twice_bound(self, key: Key, values: Mapping[Key, int]) -> int:
        own = int(values.get(key, 0) != 0)
        under = (k for k in self._leaves(key.statement, key.row) if k != key.row)
        parts = sum(values.get(key._replace(row=k), 0) != 0 for k in under)
        return max(own, parts) * int(self.steps.get(key.statement, 0))

    def _codes(self, statement: str) -> list[str]:
        return [row for of, row in self.rows if of == statement and row.isdigit()]

    def _find_leaves(self, statement: str, code: str = "") -> list[str]:
        if statement not in CODED or not (code.isdigit() or not code):
            return []
        codes = self._codes(statement)
        inner = {c[:n] for c in codes for n in _DIGITS if n < len(c)}
        return [c for c in codes if c.startswith(code) and c not in inner]

    def _sums(self) -> Iterator[Sum]:
        for statement in self.steps:
            for measure in self.measures[statement]:
                yield from self._down(statement, measure)
            yield from self._along(statement)
        for statement in ("summary", "appropriation_summary"):
            yield from self._two_sided(statement)
        yield from self._single()
        yield from self._between()

    def _down(self, statement: str, measure: str) -> Iterator[Sum]:
        """A code is the sum of those right under it, and the total that of the leaves."""
        if statement not in CODED:
            return
        codes = self._codes(statement)
        levels = sorted({len(code) for code in codes})
        for code in codes:
            deeper = [n for n in levels if n > len(code)]
            under = [c for c in codes if deeper and len(c) == deeper[0] and c.startswith(code)]
            yield Sum(self._keys(statement, [code], measure), self._keys(statement, under, measure))
        leaves = self._keys(statement, self._leaves(statement), measure)
        yield Sum(self._keys(statement, ["total"], measure), leaves)

    def _along(self, statement: str) -> Iterator[Sum]:
        whole, parts = ACROSS.get(statement, ("", ()))
        carried = {"opening", "income", "total", "closing"} <= {*self.measures[statement]}
        for of, row in self.rows:
            if of != statement or (statement == "appropriation_summary" and row[:2] == "收入"):
                continue
            printed = [p for p in parts if p in self.measures[statement]]
            yield Sum((Key(of, row, whole),) if printed else (),
                      tuple(Key(of, row, p) for p in printed))  # fmt: skip
            if carried and statement != "appropriation_summary":
                had = (Key(of, row, "opening"), Key(of, row, "income"))
                yield Sum((Key(of, row, "closing"),), had, (Key(of, row, "total"),))

    def _two_sided(self, statement: str) -> Iterator[Sum]:
        ends = []
        for side in ("收入", "支出"):
            for measure in self.measures.get(statement, ()):
                lines = self._of(statement, side, "line", measure)
                balances = self._of(statement, side, "balance", measure)
                total = self._keys(statement, [f"{side}:total"], measure)
                grand = self._keys(statement, [f"{side}:grand_total"], measure)
                ends += [grand] if grand and measure in ("amount", "total") else []
                yield Sum(total, lines)
                yield Sum(grand, total + balances)
        if len(ends) == 2:
            yield Sum(ends[0], ends[1])

    def _single(self) -> Iterator[Sum]:
        """What only one statement has: 06, 07, and the balance of each fund in 04."""
        basic = "basic_expenditure"
        classes = [code for code in self._codes(basic) if len(code) == 3]
        paid = [code for code in classes if code in ("301", "303")]
        for total, parts in (
            ("personnel_total", paid),
            ("public_total", [*({*classes} - {*paid})]),
        ):
            yield Sum(self._keys(basic, [total], "amount"), self._keys(basic, parts, "amount"))
        for measure in self.measures.get("three_public", ()):
            lines = ("abroad", "reception", "vehicles")
            parts = ["vehicle_purchase", "vehicle_operation"]
            yield Sum(self._keys("three_public", ["total"], measure),
                      self._keys("three_public", lines, measure))  # fmt: skip
            yield Sum(self._keys("three_public", ["vehicles"], measure),
                      self._keys("three_public", parts, measure))  # fmt: skip
        four = "appropriation_summary"
        opened = [f"收入:opening_{fund}" for fund in FUNDS]
        yield Sum(self._keys(four, ["收入:opening"], "amount"), self._keys(four, opened, "amount"))
        for fund in FUNDS:
            had = self._keys(four, [f"收入:{fund}", f"收入:opening_{fund}"], "amount")
            kept = self._keys(four, ["支出:total", "支出:closing"], fund)
            yield Sum(had if len(had) == 2 else (), kept if len(kept) == 2 else ())

    def _between(self) -> Iterator[Sum]:
        """What two statements print alike."""
        one, four = "summary", "appropriation_summary"
        funds = self._keys(one, [f"收入:{fund}" for fund in FUNDS], "amount")
        income = self._keys("income", ["total"], "total")
        yield Sum(self._keys(one, ["收入:total"], "amount"), income)
        yield Sum(self._keys("income", ["total"], "appropriation"), funds)
        yield Sum(self._keys(four, ["收入:total"], "amount"), funds)
        for source in SOURCES:
            yield Sum(self._keys(one, [f"收入:{source}"], "amount"),
                      self._keys("income", ["total"], source))  # fmt: skip
        for fund in FUNDS if len(funds) > 1 else ():
            yield Sum(self._keys(one, [f"收入:{fund}"], "amount"),
                      self._keys(four, [f"收入:{fund}"], "amount"))  # fmt: skip
        yield Sum(self._keys(one, ["支出:total"], "amount"),
                  self._keys("expenditure", ["total"], "total"))  # fmt: skip
        yield from self._classes(one, "amount", "expenditure")
        yield from self._classes(four, "general", "general_budget_expenditure")
        for fund, statement in FUND_STATEMENTS.items():
            yield Sum(self._keys(four, ["支出:total"], fund),
                      self._keys(statement, ["total"], "total"))  # fmt: skip
        yield from self._at_most()

    def _classes(self, lines: str, measure: str, statement: str) -> Iterator[Sum]:
        for of, row in self.rows:
            if of == lines and row.startswith("支出:") and row[3:].isdigit():
                same = (Key(statement, row[3:], "total"),)
                yield Sum((Key(lines, row, measure),), same if self._codes(statement) else ())

    def _at_most(self) -> Iterator[Sum]:
        basic, five, three = "basic_expenditure", "general_budget_expenditure", "expenditure"
        spent = self._keys(basic, ["personnel_total", "public_total"], "amount")
        yield Sum(self._keys(five, ["total"], "basic"),
                  spent or self._keys(basic, ["total"], "amount"))  # fmt: skip
        for measure in ("total", "basic", "project"):
            for row in {row for of, row in self.rows if of == five}:
                parts = [Key(s, row, measure) for s in FUND_STATEMENTS.values()]
                printed = tuple(key for key in parts if key in self.values)
                yield Sum(printed, (Key(three, row, measure),), at_most=True)
        for end, side in (("opening", "收入"), ("closing", "支出")):
            four = Key("appropriation_summary", f"{side}:{end}", "amount")
            four = four if four in self.values else four._replace(measure="total")
            whole = Key("summary", f"{side}:{end}", "amount")
            if four in self.values and whole in self.values:
                yield Sum((four,), (whole,), at_most=True)
        for code, item in PAID_FOR.items():
            yield Sum(self._keys(basic, [code], "amount"),
                      self._keys("three_public", [item], "actual"), at_most=True)  # fmt: skip

    def _keys(self, statement: str, rows: Iterable[str], measure: str) -> tuple[Key, ...]:
        """Give the keys of those rows that are printed."""
        keys = (Key(statement, row, measure) for row in rows)
        return tuple(key for key in keys if key in self.values)

    def _of(self, statement: str, side: str, role: str, measure: str) -> tuple[Key, ...]:
        rows = [r for (s, r), of in self.roles.items()
                if (s, of) == (statement, role) and r.startswith(side)]  # fmt: skip
        return self._keys(statement, rows, measure)
