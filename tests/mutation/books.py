"""The amounts of one document as books: what is printed, its codes and leaves, and sums over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


class Books:
    """The amounts of one document by key, in 分, and the step of each statement's last decimal."""

    def __init__(self, amounts: Sequence[Row]) -> None:
        read = [r for r in amounts if r["statement"] != "summary" or r["measure"] == "amount"]
        self.values = {key_of(row): row["fen"] or 0 for row in read}
        self.steps = {row["statement"]: row["quantum_fen"] for row in read}
        self.roles = {(k.statement, k.row): r["role"] for r in read for k in [key_of(r)]}
        self.rows = list(self.roles)
        self.measures = {
            s: sorted({k.measure for k in self.values if k.statement == s}) for s in self.steps
        }
        self.leaves: Callable[..., list[str]] = cache(self._find_leaves)

    def codes(self, statement: str) -> list[str]:
        """Give the codes of a statement in printed order."""
        return [row for of, row in self.rows if of == statement and row.isdigit()]

    def _find_leaves(self, statement: str, code: str = "") -> list[str]:
        if statement not in CODED or not (code.isdigit() or not code):
            return []
        codes = self.codes(statement)
        inner = {c[:n] for c in codes for n in _DIGITS if n < len(c)}
        return [c for c in codes if c.startswith(code) and c not in inner]

    def keys(self, statement: str, rows: Iterable[str], measure: str) -> tuple[Key, ...]:
        """Give the keys of those rows that are printed."""
        keys = (Key(statement, row, measure) for row in rows)
        return tuple(key for key in keys if key in self.values)

    def of(self, statement: str, side: str, role: str, measure: str) -> tuple[Key, ...]:
        """Give the keys of the rows of one side that have a role."""
        rows = [r for (s, r), of in self.roles.items()
                if (s, of) == (statement, role) and r.startswith(side)]  # fmt: skip
        return self.keys(statement, rows, measure)

    def broken(self, one: Sum, values: Mapping[Key, int]) -> bool:
        """Tell whether rounding cannot explain what is left of a sum."""
        left, right, less = (
            sum(values.get(k, 0) for k in p) for p in (one.left, one.right, one.less)
        )
        excess = left - right + less
        bound = sum(self._twice_bound(k, values) for k in (*one.left, *one.right, *one.less))
        return 2 * (excess if one.at_most else abs(excess)) > bound

    def _twice_bound(self, key: Key, values: Mapping[Key, int]) -> int:
        own = int(values.get(key, 0) != 0)
        under = (k for k in self.leaves(key.statement, key.row) if k != key.row)
        parts = sum(values.get(key._replace(row=k), 0) != 0 for k in under)
        return max(own, parts) * int(self.steps.get(key.statement, 0))
