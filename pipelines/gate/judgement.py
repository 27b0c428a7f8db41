"""What the two doors say: the records that leave the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

VERDICTS = ("accepted", "quarantined", "rejected")
OUTCOMES = ("exact", "rounding", "violated", "not_testable", "waived")


Families = Mapping[str, tuple[int, int]]
"""How many documents belong to a family, and how many of them fail in it."""


@dataclass(frozen=True)
class Check:
    """One expectation that Great Expectations validated.

    ``unexpected`` counts violating rows (rows at all, for a row count); ``exception`` is set where
    the query did not run, whatever its severity.
    """

    suite: str
    expectation: str
    severity: str
    success: bool
    unexpected: int | None = None
    exception: str | None = None

    @property
    def blocking(self) -> str | None:
        """Why this check holds the load, or nothing."""
        if self.exception is not None:
            return f"{self.expectation} raised an exception: {self.exception}"
        if not self.success and self.severity == "critical":
            return f"{self.expectation} failed with {self.unexpected} rows"
        return None


@dataclass(frozen=True)
class Judgement:
    """What the document door found in one fiscal year."""

    verdicts: dict[str, int]
    """Documents by verdict: accepted, quarantined, rejected."""
    outcomes: dict[str, int]
    """Identity results by outcome: exact, rounding, violated, not_testable, waived."""
    quarantined: dict[str, str]
    """The reason of every quarantined document."""
    families: Families = field(default_factory=dict)
    """Documents and failing ones by reader, statement and form of a statement."""
    underived: list[str] = field(default_factory=list)
    """Identities that wrong cells could not be located by, and why."""
    checks: tuple[Check, ...] = ()
    blocking: list[str] = field(default_factory=list)
    """Why nothing of this year may be loaded; empty where it may."""

    @property
    def counts(self) -> dict[str, int]:
        """Everything that is counted, by name."""
        return {**self.verdicts, **self.outcomes, "expectations": len(self.checks)}


@dataclass(frozen=True)
class LoadCheck:
    """What the load door found in the staged star."""

    checks: tuple[Check, ...]
    blocking: list[str] = field(default_factory=list)
    """Why the star may not be loaded; empty where it may."""
    changed: int | None = None
    """How many documents were looked at, those that changed; None where all of them."""


def too_many(verdicts: Mapping[str, int], share: float, minimum: int) -> list[str]:
    """Say so where more than ``share`` of at least ``minimum`` documents read is quarantined."""
    held = verdicts["quarantined"]
    documents = held + verdicts["accepted"]
    if documents < minimum or held <= share * documents:
        return []
    return [
        f"{held} of {documents} documents are quarantined: the reader broke, not the publishers"
    ]


def broken_families(families: Families, share: float, minimum: int) -> list[str]:
    """Name the families of which more than ``share`` of at least ``minimum`` documents fail."""
    return [
        f"{failing} of {documents} documents {name} fail: their reader broke, not the publishers"
        for name, (documents, failing) in families.items()
        if documents >= minimum and failing > share * documents
    ]


def broken_run(judged: Collection[Judgement], share: float, minimum: int) -> list[str]:
    """Say so where too many fail over all years of a run, though in no single one of them."""
    if len(judged) < 2:
        return []
    verdicts = Counter[str]()
    documents, failing = Counter[str](), Counter[str]()
    for judgement in judged:
        verdicts.update(judgement.verdicts)
        for name, (total, wrong) in judgement.families.items():
            documents[name] += total
            failing[name] += wrong
    summed = {name: (documents[name], failing[name]) for name in documents}
    return too_many(verdicts, share, minimum) + broken_families(summed, share, minimum)
