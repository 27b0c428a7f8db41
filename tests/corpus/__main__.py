"""`python -m tests.corpus N OUT [--pdf 0.1] [--errors 0.02] [--seed 1] [--years 2016-2024]`."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from tests.corpus.folder import Order, fill


def main(arguments: Sequence[str]) -> None:
    """Fill a folder with consistent disclosures of invented departments."""
    parser = ArgumentParser(prog="python -m tests.corpus", description=main.__doc__)
    parser.add_argument("count", type=int, help="how many documents")
    parser.add_argument("out", type=Path, help="a folder that is empty or not there yet")
    parser.add_argument("--pdf", type=float, default=0.0, help="share of PDF documents")
    parser.add_argument("--errors", type=float, default=0.0, help="share with a wrong digit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", type=_years, default=(2023,), help="2023, or 2016-2024")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    given = parser.parse_args(arguments)
    if given.out.exists() and any(given.out.iterdir()):
        parser.error(f"{given.out} is not empty")
    order = Order(given.count, given.seed, given.pdf, given.errors, given.years)
    start = time.monotonic()
    entries = fill(given.out, order, given.workers)
    wrong = sum(1 for entry in entries if entry["planted"])
    size = sum(path.stat().st_size for path in given.out.rglob("*.*"))
    print(
        f"{len(entries):,} documents, {wrong:,} of them with a wrong digit, {size / 1e6:,.0f} MB, "
        f"in {time.monotonic() - start:.0f} s under {given.out}"
    )


def _years(text: str) -> tuple[int, ...]:
    first, _, last = text.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


if __name__ == "__main__":
    main(sys.argv[1:])
