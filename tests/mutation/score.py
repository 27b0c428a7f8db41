"""The score: outcomes counted by kind of change, statement and source of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipelines.statements.records import STATEMENTS
from tests.mutation.edit import INVISIBLE, KINDS, SINGLE, STRUCTURAL, TWO
from tests.mutation.location import Location
from tests.mutation.table import Table
from tests.mutation.trial import Outcome

SOURCES = ("text", "typeset", "genuine")


def tables(outcomes: Sequence[Outcome]) -> Iterator[Table]:
    """Give all tables of the score."""
    yield _overall(outcomes)
    yield _by_source(outcomes)
    yield _by_statement(outcomes)
    yield _missed(outcomes)
    yield _unseen(outcomes)
    located = [o for o in outcomes if o.location is not None]
    if located:
        yield _location(outcomes)
        yield _wrong(located)


def share(part: int, whole: int) -> str:
    """Give a percentage; exactly 100 is printed without decimals."""
    if not whole:
        return "–"
    return "100" if part == whole else f"{100 * part / whole:.2f}"


def beyond(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Give the outcomes of changes that break a sum."""
    return [o for o in outcomes if o.beyond]


def missed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Give the changes that break a sum and that the gate let through."""
    return [o for o in beyond(outcomes) if not o.held]


def _overall(outcomes: Sequence[Outcome]) -> Table:
    groups = {
        "one wrong cell": SINGLE,
        "two wrong cells": TWO,
        "structural": STRUCTURAL,
        "exchanged siblings": INVISIBLE[:2],
        "wrong unit": INVISIBLE[2:],
    }
    rows = [_row(name, [o for o in outcomes if o.mutant.kind in of]) for name, of in groups.items()]
    return Table("Detected, in all", _HEADER, tuple(rows))


_HEADER = ("change", "mutants", "harmless", "critical %", "or warning %", "beyond", "of these %")


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Count a group; what reads like the unchanged document is no error and left out."""
    wrong = [o for o in outcomes if not o.harmless]
    broken = beyond(outcomes)
    return (
        name,
        str(len(outcomes)),
        str(len(outcomes) - len(wrong)),
        share(sum(o.held for o in wrong), len(wrong)),
        share(sum(o.seen for o in wrong), len(wrong)),
        str(len(broken)),
        share(sum(o.held for o in broken), len(broken)),
    )


def _by_source(outcomes: Sequence[Outcome]) -> Table:
    rows = []
    for kind in KINDS:
        for source in SOURCES:
            of = [o for o in outcomes if o.mutant.kind == kind and o.source == source]
            if of:
                rows.append((source, *_row(kind, of)))
    return Table("Detected, by kind and source", ("source", *_HEADER), tuple(rows))


def _by_statement(outcomes: Sequence[Outcome]) -> Table:
    """Give for each kind and statement: seen of all that are wrong."""

    def cell(kind: str, statement: str) -> str:
        of = [
            o
            for o in outcomes
            if (o.mutant.kind, o.mutant.statement) == (kind, statement) and not o.harmless
        ]
        return (
            f"{sum(o.held for o in of)}+{sum(o.seen - o.held for o in of)}/{len(of)}" if of else "–"
        )

    names = [s for s in STATEMENTS if any(o.mutant.statement == s for o in outcomes)]
    rows = [(kind, *(cell(kind, name) for name in names)) for kind in KINDS]
    note = "critical + warned only / mutants that read differently"
    return Table("Detected, by kind and statement", ("change", *names), tuple(rows), (note,))


def _missed(outcomes: Sequence[Outcome]) -> Table:
    rows = [
        (o.mutant.document, o.mutant.kind, o.mutant.told, ", ".join(o.warned) or "–")
        for o in missed(outcomes)
    ]
    title = "Beyond the bound, and let through"
    header = ("document", "change", "what", "warned")
    return Table(title, header, tuple(rows), () if rows else ("none",))


def _unseen(outcomes: Sequence[Outcome]) -> Table:
    """List what nothing told of, for the kinds that are no matter of a bound."""
    rows = [
        (o.mutant.document, o.mutant.kind, o.mutant.told)
        for o in outcomes
        if o.mutant.kind in STRUCTURAL + INVISIBLE and not o.seen and not o.harmless
    ]
    title = "Structural changes, exchanges and units that nothing told of"
    return Table(title, ("document", "change", "what"), tuple(rows), () if rows else ("none",))


def _location(outcomes: Sequence[Outcome]) -> Table:
    kinds = {"one wrong cell": SINGLE} | {kind: (kind,) for kind in SINGLE + TWO}
    rows = [
        _located(name, [o for o in outcomes if o.mutant.kind in of and o.held and o.beyond])
        for name, of in kinds.items()
    ]
    header = ("change", "detected", "among %", "first %", "exact %", "automatic %", "wrong")
    note = (
        "among: the truth is one of the minimal sets; first: after ranking; exact: and its amounts"
    )
    return Table("Location of what was detected", header, tuple(rows), (note,))


def _located(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    told = [o.location for o in outcomes if o.location is not None]

    def part(what: Callable[[Location], bool]) -> str:
        return share(sum(map(what, told)), len(outcomes))

    return (
        name,
        str(len(outcomes)),
        part(lambda at: at.among),
        part(lambda at: at.first),
        part(lambda at: at.exact),
        part(lambda at: at.automatic),
        str(sum(at.wrong for at in told)),
    )


def _wrong(outcomes: Sequence[Outcome]) -> Table:
    rows = [
        (o.mutant.document, o.mutant.kind, o.mutant.told)
        for o in outcomes
        if o.location is not None and o.location.wrong
    ]
    title = "Automatic proposals that are wrong"
    return Table(title, ("document", "change", "what"), tuple(rows), () if rows else ("none",))
