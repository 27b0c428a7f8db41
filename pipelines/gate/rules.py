"""Rules: what every document is judged by, and what holds a year back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Rules:
    """The expectations, what persons have ruled, the day for that, and the limits.

    ``waivers`` and ``corrections`` are files. With ``repair`` the automatic proposals of the
    location are taken too, where the document then passes. ``hold`` is the share of quarantined
    documents, of at least so many, that holds a year back. To locate wrong cells a document has
    ``locate_seconds``, all of one judgement together ``locate_seconds_in_all``; of ``most_joint``
    documents of a judgement, those nearest to a bound, it is tested whether all identities can
    hold at once. ``threads`` are those DuckDB may use: the queries are many and short, so that each
    saves time on the clock and costs some more in all.
    """

    expectations: Path
    today: date
    waivers: Path | None = None
    corrections: Path | None = None
    repair: bool = False
    hold: tuple[float, int] = (0.5, 20)
    locate_seconds: float = 1.0
    locate_seconds_in_all: float = 300.0
    most_joint: int = 5000
    threads: int = 1
