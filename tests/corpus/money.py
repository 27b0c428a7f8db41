"""Amounts, shares and rates as they are printed."""

from __future__ import annotations

from tests.corpus.family import Family

QUANTA = {"万元": 10_000, "元": 1}  # what 0.01 of the unit is worth, in 分


def money(fen: int | None, family: Family) -> str:
    """Print an amount of a statement; a blank cell stays blank."""
    if fen is None:
        return ""
    whole, cents = divmod(fen // QUANTA[family.unit], 100)
    return f"{whole:,}.{cents:02d}" if family.thousands else f"{whole}.{cents:02d}"


def rounded(fen: int) -> int:
    """Round to 0.01 万元, half up."""
    return (fen + 5_000) // 10_000 * 10_000


def wan(fen: int) -> str:
    """Print an amount of the narrative or of a form, in 万元."""
    cents = rounded(fen) // 10_000
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def percent(part: int, whole: int) -> str:
    """Print a share with two decimals, half up; nothing of nothing is 0.00."""
    if whole == 0:
        return "0.00"
    hundredths = (2 * part * 10_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def moved(change: int, amount: int, more: str = "增长", less: str = "降低") -> str:
    """Tell a change on last year, and its rate where there was something last year."""
    if change == 0:
        return "持平"
    word, rated = ("增加", more) if change > 0 else ("减少", less)
    told = f"{word}{wan(abs(change))}万元"
    before = amount - change
    return told + (f"，{rated}{percent(abs(change), before)}%" if before > 0 else "")


def points(hundredths: int, forms: int = 1) -> str:
    """Print a score, or the mean of the scores of several forms, with two decimals."""
    mean = (2 * hundredths + forms) // (2 * forms)
    return f"{mean // 100}.{mean % 100:02d}"
