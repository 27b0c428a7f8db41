"""Breaks text into lines as Chinese typesetting does: numbers whole, punctuation never first."""

import re
from collections.abc import Callable, Iterator

_CLOSING = "，。、；：？！）》〉”’】〕％%…,.;:!?)]"
_OPENING = "（《〈“‘【〔(["
_UNIT = re.compile(r"[A-Za-z0-9.,+\-/<>=≤≥]+|.", re.DOTALL)
_HAN = "[\u3007\u4e00-\u9fff]"
_GAP = re.compile(f"(?<=[\u3007\u4e00-\u9fff，。；：、”）]) (?={_HAN}|[（“])")


def wrap(text: str, width: float, measure: Callable[[str], float], indent: float = 0) -> list[str]:
    """Return the lines of `text` within `width`, the first shortened by `indent`."""
    lines = [""]
    for unit in units(text):
        room = width - (indent if len(lines) == 1 else 0)
        if measure(lines[-1] + unit.rstrip()) <= room:
            lines[-1] += unit
        elif measure(unit.strip()) <= width:
            lines.append(unit.lstrip())
        else:
            for character in unit:
                if measure(lines[-1] + character) > room and lines[-1]:
                    lines.append("")
                    room = width
                lines[-1] += character
    return [line.rstrip() for line in lines if line.strip()]


def cell_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the lines of a table cell; its own paragraphs and old line ends are kept."""
    return [line for part in soft_breaks(text).split("\n") for line in wrap(part, width, measure)]


def soft_breaks(text: str) -> str:
    """Turn spaces between Chinese characters into line ends, except in spaced words (收 入).

    Such a space is where the line ended in the cell the text was converted from.
    """
    if all(len(piece) == 1 for piece in text.split(" ")):
        return text
    return _GAP.sub("\n", text)


def units(text: str) -> Iterator[str]:
    """Yield the pieces that must stay on one line."""
    pending = ""
    for piece in _UNIT.findall(text):
        if pending and not (piece[0] in _CLOSING or pending[-1] in _OPENING):
            yield pending
            pending = ""
        pending += piece
    if pending:
        yield pending
