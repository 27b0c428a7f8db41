"""Clauses: what a wording is matched on, each with the sentence it is part of.

Clauses end at stops. A list of counted things (用车0辆、用车1辆) is a clause for each; a comma that
groups digits ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_STOP = re.compile(
    r"[;:。!?,、(](?:(?<=[;:。!?])"
    r"|(?<=,)(?:(?<!\d,)|(?!\d{3}(?!\d)))"
    r"|(?<=\()(?=其中)"
    r"|(?<=[元%辆个次人项分]、)(?=\D))"
)
_SENTENCE_END = re.compile(r"[。!?]")
_SENTENCE_ENDS = "。!?"
_REASON_ENDS = "。!?;"


class Clause(NamedTuple):
    """Where a clause begins and ends, its stop excluded, and where its sentence begins."""

    start: int
    end: int
    sentence: int


def clauses(text: str, reasons: Sequence[str]) -> Iterator[Clause]:
    """Give the clauses of a paragraph; one that tells reasons silences its sentence up to ``;``."""
    told = [*sorted(_places(text, reasons)), len(text)]
    start, sentence, silent, n = 0, 0, False, 0
    for stop in _STOP.finditer(text):
        end = stop.start()
        while told[n] < end:
            silent, n = True, n + 1
        if not silent and end > start:
            yield Clause(start, end, sentence)
        start, mark = end + 1, stop[0]
        if mark in _REASON_ENDS:
            silent = False
            if mark in _SENTENCE_ENDS:
                sentence = start
    if not silent and start < told[n] == len(text):
        yield Clause(start, len(text), sentence)


def _places(text: str, words: Sequence[str]) -> Iterator[int]:
    for word in words:
        place = text.find(word)
        while place >= 0:
            yield place
            place = text.find(word, place + 1)


def sentence_end(text: str, clause: Clause) -> int:
    """Give where the sentence of a clause ends, its full stop included."""
    stop = _SENTENCE_END.search(text, clause.end)
    return stop.end() if stop else len(text)
