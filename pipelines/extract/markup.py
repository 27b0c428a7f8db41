"""Residue of conversion in text renditions: HTML tags, Markdown marks, LaTeX fragments."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_TAG = re.compile(
    r"</?(?:b|i|u|p|br|div|span|strong|em|sub|sup|font|td|tr|th)\b[^<>]*>", re.IGNORECASE
)
OPENINGS = "#-*+"
"""With what a heading or an item of Markdown opens."""

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|^\s*[-*+]\s+(?=\S)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_MARK = re.compile(r"[<&$\[*_\\]")  # without one of these there is nothing to clean
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_FORMULA = re.compile(r"\$([^$\n]{0,80}\\[^$\n]{1,80})\$")
_RELATIONS = {
    r"\geqslant": "≥",
    r"\leqslant": "≤",
    r"\geq": "≥",
    r"\leq": "≤",
    r"\ge": "≥",
    r"\le": "≤",
    r"\times": "×",
    r"\pm": "±",
    r"\%": "%",
}


def clean(text: str) -> str:
    """Give ``text`` as it was printed before conversion; white space is kept."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if "$" in text:
        text = _FORMULA.sub(lambda m: _formula(m.group(1)), text)
    if "[" in text:
        text = _BOOKMARK.sub("", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return text.replace("\\*", "*")


def marked_lines(content: str) -> set[int]:
    """Give the numbers, from 1, of the lines that :func:`clean` may change; most it does not."""
    lines, number, before = set[int](), 1, 0
    for mark in _MARK.finditer(content):
        number += content.count("\n", before, mark.start())
        before = mark.start()
        lines.add(number)
    return lines


def clean_line(text: str) -> str:
    """As :func:`clean`, and without the marks that Markdown puts before headings and items."""
    return clean(_HEADING.sub("", text)).strip()


@lru_cache(maxsize=16384)
def clean_cell(text: str) -> str:
    """As :func:`clean`, without white space around; cells hold the same few texts and zeros."""
    return clean(text).strip()


def _formula(body: str) -> str:
    for command, sign in _RELATIONS.items():
        body = body.replace(command, sign)
    return re.sub(r"\s+", "", body) if "\\" not in body else f"${body}$"
