"""Which sums an amount enters, and whether a changed amount breaks one: an oracle beside the gate.

Written from the accounting identities and in plain integers; it reads the amounts of the unchanged
document only, never a result of the gate, and nothing of `expectations/`. A sum is broken where its
new residual is beyond half the steps of all leaves that entered it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.mutation.between import between
from tests.mutation.books import Books, Key
from tests.mutation.document import Row
from tests.mutation.within import within


class Accounts(Books):
    """The amounts of one document and the sums over them."""

    def __init__(self, amounts: Sequence[Row]) -> None:
        super().__init__(amounts)
        made = (*within(self), *between(self))
        self.sums = [one for one in made if one.left and (one.right or one.less)]

    def beyond(self, changes: Mapping[Key, int | None]) -> bool:
        """Tell whether changed amounts break a sum; what is no figure breaks everything."""
        values = dict(self.values)
        for key, value in changes.items():
            if value is None:
                return True
            values[key] = value
        return any(self.broken(one, values) for one in self.sums)
