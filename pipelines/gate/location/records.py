"""What localisation says: cells that may be wrong, in sets that explain everything together."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.gate.location.misread import Exchange, Misread
from pipelines.gate.location.windows import Window


@dataclass(frozen=True)
class Suspect:
    """One cell that may be wrong, and what it should be, in 分.

    ``proposed`` is None where nothing but a window can be told.
    """

    cell: int
    window: Window
    proposed: int | None
    misread: Misread | Exchange | None
    certainty: float = 0.0
    """By how much the evidence for the value is better than that for the next of its kind."""


@dataclass(frozen=True)
class SuspectSet:
    """Cells whose change together makes every identity hold."""

    suspects: tuple[Suspect, ...]
    score: float
    mended: int
    """How many violated equalities it mends."""
    lead: float = 0.0
    """By how much its evidence is better than that of the next set; for the first one only."""
    automatic: bool = False

    @property
    def changes(self) -> dict[int, int]:
        """The proposed values by cell."""
        return {s.cell: s.proposed for s in self.suspects if s.proposed is not None}
