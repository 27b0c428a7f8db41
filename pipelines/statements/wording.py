"""Printed wording, and the form of it that templates are matched against."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = "“”‘’'〝〞"
_ENUMERATOR = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[①-⑳])"
)
OF_WHICH = "其中"
_OF_WHICH = re.compile(rf"^{OF_WHICH}[:,]?")


KEPT = 2048
"""Texts that are kept as read: most that a document prints. More are slower to find than to read."""


def unspaced(text: str) -> str:
    """Give ``text`` without white space, otherwise as printed: the form that is stored."""
    return "".join(text.split())


compact = lru_cache(maxsize=KEPT)(unspaced)
"""As :func:`unspaced`, for labels and amounts, which recur; lines of running text hardly do."""


@lru_cache(maxsize=KEPT)
def key(text: str) -> str:
    """Give the form to match on: no white space, half-width punctuation, one kind of quote."""
    if text.isascii():
        return "".join(text.replace("'", '"').split())
    matched = unicodedata.normalize("NFKC", text)
    for quote in _QUOTES:
        matched = matched.replace(quote, '"')
    return "".join(matched.split())


@lru_cache(maxsize=KEPT)
def label_key(text: str) -> tuple[str, bool]:
    """Give a row label without its enumerators, and whether it is a part (其中) of another row."""
    matched, part = key(text), False
    while True:
        shorter = _ENUMERATOR.sub("", matched, count=1)
        if _OF_WHICH.match(shorter):
            shorter, part = _OF_WHICH.sub("", shorter, count=1), True
        if shorter == matched:
            return matched, part
        matched = shorter
