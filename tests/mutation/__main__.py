"""`python -m tests.mutation [--mutants N] [--seed S] [--sources text,typeset,genuine]`.

Prints the mutation score of the gate and writes it as Markdown to build/gate-report.md.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.catalogue import counts
from tests.mutation.document import ROOT, absent
from tests.mutation.run import run
from tests.mutation.score import SOURCES, missed, tables
from tests.mutation.table import Table, markdown, plain
from tests.mutation.trial import Trial

MUTANTS = 3600
"""What is asked for; a document gives fewer pages and siblings than that, so 3,000 and more remain."""


def main(arguments: Sequence[str]) -> int:
    """Run the trials, print the tables, and give 1 where a change beyond the bound went through."""
    parser = ArgumentParser(prog="python -m tests.mutation", description=main.__doc__)
    parser.add_argument("--mutants", type=int, default=MUTANTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sources", default=",".join(SOURCES))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gate-report.md")
    given = parser.parse_args(arguments)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    start, trials = time.monotonic(), []
    for trial in run(given.mutants, given.seed, given.sources.split(","), given.processes):
        trials.append(trial)  # an interrupted run leaves the report of what it has tried
        report = _report(trials, given.seed, time.monotonic() - start)
        given.out.write_text("\n\n".join(map(markdown, report)) + "\n", encoding="utf-8")
    print("\n\n".join(map(plain, report)))
    return 1 if missed([outcome for trial in trials for outcome in trial.outcomes]) else 0


def _report(trials: Sequence[Trial], seed: int, seconds: float) -> list[Table]:
    outcomes = [outcome for trial in trials for outcome in trial.outcomes]
    tried = f"{len(outcomes):,} mutants of {len({t.document for t in trials})} documents"
    head = Table("Gate report", (), (), (f"{tried}, seed {seed}, {seconds:.0f} s",))
    return [head, _alarms(trials), *tables(outcomes), counts(ROOT / "warehouse")]


def _alarms(trials: Sequence[Trial]) -> Table:
    """What the unchanged documents violate: nothing critical may be among it."""
    alarms = {trial.document: trial.alarms for trial in trials}
    critical = Counter(
        {
            d: n
            for d, of in alarms.items()
            for (severity, _), n in of.items()
            if severity == "critical"
        }
    )
    rows = [
        (document, severity, identity, str(count))
        for document, of in sorted(alarms.items())
        for (severity, identity), count in sorted(of.items())
    ]
    notes = (f"critical: {critical.total()}", *(f"left out: {why}" for why in absent()))
    return Table("The unchanged documents", ("document", "severity", "identity", "places"),
                 tuple(rows), notes)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
