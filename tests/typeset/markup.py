"""Removes what a conversion to text left behind: HTML tags, Markdown marks, LaTeX fragments."""

import re

_TAG = re.compile(r"</?(?:p|b|i|u|em|strong|span|br)\b[^>]*>", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p>\s*|<br\s*/?>\s*", re.IGNORECASE)
_FORMULA = re.compile(r"\$([^$]*\\[^$]*)\$")
_COMMAND = re.compile(r"\\([A-Za-z]+|%)\s*")
_SYMBOLS = {"geq": "≥", "ge": "≥", "leq": "≤", "le": "≤", "times": "×", "pm": "±", "%": "%"}


def clean(text: str) -> str:
    """Return `text` as it was printed; paragraphs inside a cell are kept apart by line feeds."""
    text = _FORMULA.sub(lambda found: _formula(found[1]), text)
    text = _TAG.sub("", _PARAGRAPH_END.sub("\n", text))
    text = text.replace("**", "").replace(r"\*", "*")
    return "\n".join(part.strip() for part in text.split("\n")).strip()


def _formula(source: str) -> str:
    """Return a LaTeX formula as plain characters; ValueError for a command not known."""

    def symbol(found: re.Match[str]) -> str:
        try:
            return _SYMBOLS[found[1]]
        except KeyError:
            raise ValueError(f"unknown LaTeX command in ${source}$") from None

    return _COMMAND.sub(symbol, source).strip()
