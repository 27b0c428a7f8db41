"""Paragraphs: the running text of a document, joined over line and page ends.

Text renditions break a sentence where a page ended; PDF lines wrap at the margin. A paragraph
keeps the line each of its characters stood on. Tables are no part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from pipelines.extract import Reading, TextLine
from pipelines.statements.wording import unspaced

HEADING_LENGTH = 60
_USUAL = (("，", ","), ("：", ":"), ("；", ";"), ("（", "("), ("）", ")"), ("“", '"'), ("”", '"'))
_ODD = re.compile("[！-～〝〞″−]")
_PLAIN = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN |= dict.fromkeys("〝〞″", '"') | {"−": "-"}
_FINISHED = frozenset("。!?;:…")
_FURNITURE_PAGES = 3
_DIGITS = re.compile(r"[\d\s]+")


def normalise(text: str) -> str:
    """Give ``text`` with half-width punctuation and one kind of quote, character by character."""
    for printed, plain in _USUAL:
        if printed in text:
            text = text.replace(printed, plain)
    return _ODD.sub(lambda match: _PLAIN[match[0]], text)


@dataclass(slots=True)
class Paragraph:
    """``raw`` is as printed without white space; ``text``, of the same length, to match on."""

    raw: str = ""
    text: str = ""
    starts: list[int] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    is_heading: bool = False

    def append(self, line: TextLine, raw: str, text: str) -> None:
        """Join one more line to the end."""
        self.starts.append(len(self.raw))
        self.lines.append(line)
        self.raw += raw
        self.text += text

    def split(self) -> Iterator[Paragraph]:
        """Give its lines, each as a paragraph."""
        for line, start, end in zip(
            self.lines, self.starts, [*self.starts[1:], len(self.raw)], strict=True
        ):
            yield Paragraph(self.raw[start:end], self.text[start:end], [0], [line])

    def line_at(self, position: int) -> TextLine:
        """Give the line on which the character at ``position`` stands."""
        if len(self.lines) == 1:
            return self.lines[0]
        return self.lines[bisect_right(self.starts, position) - 1]


@dataclass(frozen=True, eq=False)
class Layout:
    """What tells paragraphs apart: how enumerators, headings and page numbers read, by data."""

    enumerator: re.Pattern[str]
    heading: re.Pattern[str]
    page_number: re.Pattern[str]

    @cached_property
    def headed(self) -> Callable[[str], re.Match[str] | None]:
        """Reads a whole short text as a heading; documents print the same headings."""
        return lru_cache(maxsize=8192)(self.heading.fullmatch)


def paragraphs(reading: Reading, layout: Layout) -> Iterator[Paragraph]:
    """Give the paragraphs of a document in reading order."""
    lines = [block for block in reading.blocks if isinstance(block, TextLine)]
    margin = _margin(lines)
    furniture = _furniture(lines)
    current: Paragraph | None = None
    printed = [unspaced(line.text) for line in lines]
    plain = normalise("\n".join(printed)).split("\n")
    for line, raw, text in zip(lines, printed, plain, strict=False):
        if not raw or id(line) in furniture:
            continue
        if layout.page_number.fullmatch(text):
            continue
        alone = len(text) <= HEADING_LENGTH and layout.headed(text) is not None
        if current is not None:
            goes_on = not alone and not current.is_heading
            if goes_on and not _begins(line, text, current.text, margin, layout):
                current.append(line, raw, text)
                continue
            yield current
        current = Paragraph(raw, text, [0], [line], alone)
    if current is not None:
        yield current


def _begins(line: TextLine, text: str, before: str, margin: float, layout: Layout) -> bool:
    """Tell whether a paragraph begins here, ``before`` being the text that goes on otherwise.

    Indentation decides where there is any; otherwise a finished line or an enumerator does.
    """
    box = line.box
    if box is not None:
        if box.x0 - margin > (box.y1 - box.y0) / 2:
            return True
        return before[-1] in _FINISHED and layout.enumerator.match(text) is not None
    return before[-1] in _FINISHED or layout.enumerator.match(text) is not None


def _margin(lines: Sequence[TextLine]) -> float:
    """Give where lines that go on begin: the leftmost edge that a tenth of all lines share."""
    edges = Counter(round(line.box.x0) for line in lines if line.box)
    return min((edge for edge, n in edges.items() if 10 * n >= edges.total()), default=0)


def _furniture(lines: Iterable[TextLine]) -> frozenset[int]:
    """Give the ids of page numbers and running heads: the first or last lines of pages that
    read the same, digits aside, on several pages."""
    ends: dict[int, list[TextLine]] = {}
    for line in lines:
        if line.page is not None:
            ends.setdefault(line.page, [line, line])[1] = line
    same: dict[str, list[TextLine]] = defaultdict(list)
    for first, last in ends.values():
        for line in (first, last) if first is not last else (first,):
            same[_DIGITS.sub("", line.text)].append(line)
    return frozenset(
        id(x) for group in same.values() if len(group) >= _FURNITURE_PAGES for x in group
    )
