"""Which documents of the tests are kin, and what their verdicts are made of, as the gate tells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


class Disclosed(Protocol):
    """What is asked of a document."""

    body: str | None
    scope: str
    division_code: str | None

    @property
    def id(self) -> str: ...

    @property
    def judged(self) -> str: ...


@dataclass
class Families:
    """Disjoint sets of documents, named by their smallest member."""

    above: dict[str, str] = field(default_factory=dict)

    def name(self, document: str) -> str:
        while (above := self.above.get(document, document)) != document:
            document = above
        return document

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.name(one), self.name(other)))
        self.above[second] = first


def judged(documents: Iterable[Disclosed]) -> dict[str, tuple[str, str]]:
    """Give kin and made_of by document id."""
    read, families = list(documents), Families()
    placeless = {(d.body, d.scope) for d in read if d.body and d.division_code is None}
    first: dict[tuple[object, ...], str] = {}
    for d in read:
        keys: list[tuple[object, ...]] = []
        if d.body and d.division_code:
            keys.append(("place", d.division_code, d.body))
        if (d.body, d.scope) in placeless:
            keys.append(("name", d.body, d.scope))
        for key in keys:
            families.join(d.id, first.setdefault(key, d.id))
    members: dict[str, list[str]] = {}
    for d in sorted(read, key=lambda d: d.id):
        members.setdefault(families.name(d.id), []).append(d.judged)
    made_of = {k: hashlib.sha256(repr(m).encode()).hexdigest()[:32] for k, m in members.items()}
    return {d.id: (families.name(d.id), made_of[families.name(d.id)]) for d in read}
