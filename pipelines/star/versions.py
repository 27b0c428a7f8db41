"""Renditions and versions: which of the accepted documents of one body and year counts.

Two documents with the same amounts are renditions of one disclosure: one is published, the
others are duplicates. Documents with other amounts are versions: the newest is published, older
ones are superseded. A document without amounts is neither: it is published beside the others,
since nothing tells whether it says the same. Nor is a document superseded that does not tell its
place: its namesake may lie in another one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

Place = tuple[str, str, str | None, str]  # statement, item, side, measure
Amounts = Counter[tuple[Place, int]]  # how often a place states so many 分


@dataclass(frozen=True)
class Candidate:
    """An accepted document, its body and what it states; ``amounts`` may be empty."""

    document_id: str
    path: str
    format: str | None
    first_seen_at: datetime
    body: str | None
    scope: str | None
    division_code: str | None
    amounts: Amounts = field(default_factory=Counter)


@dataclass(frozen=True)
class Standing:
    """What became of a candidate. ``twin`` is the rendition of it that tells its division."""

    status: str
    version: int
    reason: str | None = None
    replaced_by: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    twin: str | None = None


@dataclass(frozen=True)
class _Edition:
    """The renditions of one set of amounts; ``best`` is the one to publish."""

    best: Candidate
    others: tuple[Candidate, ...]
    division_code: str | None
    twin: str | None

    @property
    def first_seen(self) -> tuple[datetime, str]:
        return min((c.first_seen_at, c.path) for c in (self.best, *self.others))


def settle(candidates: Iterable[Candidate]) -> dict[str, Standing]:
    """Give the standing of every candidate of one fiscal year, by document id."""
    bodies: dict[tuple[str, str | None], list[Candidate]] = defaultdict(list)
    settled: dict[str, Standing] = {}
    for candidate in candidates:
        if candidate.body is None or not candidate.amounts:
            seen = candidate.first_seen_at
            settled[candidate.document_id] = Standing("published", 1, valid_from=seen)
        else:
            bodies[candidate.body, candidate.scope].append(candidate)
    for group in bodies.values():
        places: dict[str, list[_Edition]] = defaultdict(list)
        unplaced: list[_Edition] = []
        for edition in _editions(group):
            code = edition.division_code
            (unplaced if code is None else places[code]).append(edition)
        for editions in places.values():
            settled |= _versions(sorted(editions, key=lambda e: e.first_seen))
        for edition in unplaced:
            settled |= _versions([edition])
    return settled


def _editions(group: Iterable[Candidate]) -> Iterable[_Edition]:
    equal: dict[frozenset[tuple[tuple[Place, int], int]], list[Candidate]] = defaultdict(list)
    for candidate in group:
        equal[frozenset(candidate.amounts.items())].append(candidate)
    for members in equal.values():
        codes = {c.division_code for c in members} - {None}
        if len(codes) <= 1:  # a rendition may not tell its division, but none tells another
            yield _edition(members)
        else:
            for code in {c.division_code for c in members}:
                yield _edition([c for c in members if c.division_code == code])


def _edition(members: list[Candidate]) -> _Edition:
    # A PDF is preferred: its cells have boxes.
    best, *others = sorted(members, key=lambda c: (c.format != "pdf", c.path))
    placed = next((c for c in (best, *others) if c.division_code is not None), best)
    return _Edition(best, tuple(others), placed.division_code, placed.document_id)


def _versions(editions: list[_Edition]) -> dict[str, Standing]:
    last = editions[-1].best
    settled = {}
    for number, edition in enumerate(editions, start=1):
        best, begin = edition.best, edition.first_seen[0]
        until = editions[number].first_seen[0] if number < len(editions) else None
        current = best is last
        settled[best.document_id] = Standing(
            "published" if current else "superseded",
            number,
            None if current else _superseded(best, last),
            None if current else last.document_id,
            begin,
            until,
            edition.twin,
        )
        for other in edition.others:
            count = other.amounts.total()
            reason = f"the same disclosure as {best.path}: all {count} amounts agree"
            settled[other.document_id] = Standing("duplicate", number, reason, best.document_id)
    return settled


def _superseded(old: Candidate, new: Candidate) -> str:
    before, after = _by_place(old.amounts), _by_place(new.amounts)
    places = before.keys() | after.keys()
    differing = sum(before.get(place) != after.get(place) for place in places)
    return f"superseded by {new.path}: {differing} of {len(places)} amounts differ"


def _by_place(amounts: Amounts) -> dict[Place, list[int]]:
    places: dict[Place, list[int]] = defaultdict(list)
    for place, fen in sorted(amounts.elements(), key=lambda entry: entry[1]):
        places[place].append(fen)
    return places
