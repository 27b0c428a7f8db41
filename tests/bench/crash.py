"""``make crash N=50``: nights killed at random moments, a third of them about the publication."""

from __future__ import annotations

import random
import sys
import tempfile

from tests.end_to_end.crashes import main

if __name__ == "__main__":
    number, seed = int(sys.argv[1]), int(sys.argv[2])
    dice = random.Random(seed)
    ranges = [("s", 0.0, 1.0), ("t", 0.0, 1.0), ("s", 0.9, 1.0)]
    moments = []
    for n in range(number):
        kind, low, high = ranges[n % 3]
        moments.append(f"{kind}{dice.uniform(low, high):.3f}")
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(folder, *sys.argv[3:], *moments))
