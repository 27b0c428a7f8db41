"""A trial: mutants of one document made, read by the real reader and judged in one batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.gate import Rules, judge
from pipelines.workers.parts import PartStore, unpacked
from tests.mutation.books import Key, key_of
from tests.mutation.document import ROOT, Document, Packed, Row
from tests.mutation.edit import Edit, ExchangedRows, Mutant, Writes
from tests.mutation.figures import value
from tests.mutation.location import Location, located, sets_by_document
from tests.mutation.pdf_edit import edit_pdf
from tests.mutation.sums import Accounts
from tests.mutation.text_edit import edited

EXPECTATIONS = ROOT / "expectations"
TODAY = date(2025, 1, 1)
Violations = Counter[tuple[str, str]]
"""Violations of one document by severity and identity."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant.

    ``beyond`` tells whether a sum is broken, by the oracle; None where the edit is not of amounts.
    ``harmless`` tells that the same amounts were read as from the unchanged document. ``critical``
    and ``warned`` name what the mutant violates and its document does not.
    """

    mutant: Mutant
    source: str
    beyond: bool | None
    harmless: bool
    critical: tuple[str, ...]
    warned: tuple[str, ...]
    location: Location | None = None

    @property
    def held(self) -> bool:
        """Whether the document is kept from the facts."""
        return bool(self.critical)

    @property
    def seen(self) -> bool:
        """Whether anything at all says so."""
        return bool(self.critical or self.warned)


@dataclass(frozen=True)
class Trial:
    """A judged batch: the outcomes, and what the unchanged document violates by itself."""

    document: str
    outcomes: tuple[Outcome, ...]
    alarms: Mapping[tuple[str, str], int]


def attempt(document: Document, mutants: Sequence[Mutant], folder: Path) -> Trial:
    """Make, read and judge ``mutants`` of ``document`` beside itself; files go to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    read = [document.read(document.path, document.id)]
    read += [_read(document, mutant, folder) for mutant in mutants]
    part = PartStore(folder / "readings", "mutation").write(document.fiscal_year, unpacked(read))
    assert part is not None
    verdict = folder / "verdict"
    judge([part], verdict, Rules(EXPECTATIONS, TODAY))
    violated, facts = _violations(verdict, part), _facts(part)
    sets = sets_by_document(verdict / "suspect.parquet")
    accounts, alarms = Accounts(document.amounts), violated.get(document.id, Counter())
    outcomes = []
    for mutant in mutants:
        changes = _changes(document.amounts, mutant)
        new = violated.get(mutant.id, Counter()) - alarms
        outcomes.append(
            Outcome(
                mutant,
                document.source,
                accounts.beyond(changes) if changes else None,
                facts.get(mutant.id) == facts[document.id] and not _disordered(mutant),
                _named(new, "critical"),
                _named(new, "warning"),
                located(sets, mutant.id, accounts, changes),
            )
        )
    return Trial(document.id, tuple(outcomes), alarms)


def make(document: Document, edit: Edit, target: Path) -> None:
    """Write ``document`` to ``target`` with an edit made in it."""
    if document.format == "pdf":
        edit_pdf(document.path, document.amounts, edit, target)
    else:
        text = document.path.read_text(encoding="utf-8")
        target.write_text(edited(text, document.amounts, edit), encoding="utf-8")


def _read(document: Document, mutant: Mutant, folder: Path) -> Packed:
    made = folder / f"mutant{document.path.suffix}"
    make(document, mutant.edit, made)
    return document.read(made, mutant.id)


def _violations(verdict: Path, part: Path) -> dict[str, Violations]:
    """Count by document what the gate finds violated, and what the reader warns of."""
    results = pl.read_parquet(verdict / "identity_result.parquet")
    verdicts = pl.read_parquet(verdict / "verdict.parquet")
    problems = pl.read_parquet(part / "problem.parquet")
    named = [
        results.filter(pl.col("outcome") == "violated").select(
            "document_id", "severity", "identity"
        ),
        problems.filter(pl.col("severity") == "warning").select(
            "document_id", "severity", pl.col("kind").alias("identity")
        ),
        verdicts.filter(pl.col("verdict") == "rejected").select(
            "document_id", pl.lit("critical").alias("severity"), pl.lit("rejected").alias("id")
        ),
    ]
    found: dict[str, Violations] = {}
    for document_id, severity, identity in (row for frame in named for row in frame.iter_rows()):
        found.setdefault(document_id, Counter())[severity, identity] += 1
    return found


def _named(violations: Violations, severity: str) -> tuple[str, ...]:
    return tuple(sorted(identity for of, identity in violations if of == severity))


def _facts(part: Path) -> dict[str, frozenset[object]]:
    """Give the amounts of each document, without their places."""
    columns = ("statement", "side", "item", "measure", "fen")
    read = pl.read_parquet(part / "amount.parquet", columns=["document_id", *columns])
    return {
        str(document_id): frozenset(
            (row, n) for row, n in Counter(of.select(columns).iter_rows()).items()
        )
        for (document_id,), of in read.group_by("document_id")
    }


def _disordered(mutant: Mutant) -> bool:
    """Rows in each other's place are no other amounts, but must be told all the same."""
    return isinstance(mutant.edit, ExchangedRows)


def _changes(amounts: Sequence[Row], mutant: Mutant) -> dict[Key, int | None]:
    """Give the amounts that a mutant changes, in 分; None for what is no figure any more."""
    if not isinstance(mutant.edit, Writes):
        return {}
    texts = mutant.edit.texts
    return {key_of(amounts[n]): value(text, amounts[n]["unit"]) for n, text in texts.items()}
