"""Which fiscal year a document belongs to."""

from __future__ import annotations

import re
from collections import Counter

FIRST_YEAR, LAST_YEAR = 2007, 2099  # final accounts have been disclosed since fiscal year 2010

_FISCAL = re.compile(r"(20\d\d)\s*年\s*度")
_ANY = re.compile(r"(20\d\d)\s*年")


def fiscal_year(text: str) -> int | None:
    """Give the year that the text names most often as a fiscal year (``2023年度``).

    Where none is, the year most often named at all; a tie goes to the later year. Titles alone
    do not decide: a heading left over from the year before is a common misprint.
    """
    for pattern in (_FISCAL, _ANY):
        votes = Counter(int(y) for y in pattern.findall(text))
        years = [y for y in votes if FIRST_YEAR <= y <= LAST_YEAR]
        if years:
            return max(years, key=lambda y: (votes[y], y))
    return None
