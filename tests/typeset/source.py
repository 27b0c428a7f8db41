"""Reads a row-a-line text disclosure (cells by TAB) into blocks, independently of the pipelines."""

import re
from dataclasses import dataclass

from tests.typeset.blocks import (
    Block,
    Contents,
    Cover,
    Form,
    Heading,
    Paragraph,
    Rows,
    Statement,
)
from tests.typeset.markup import clean

_CONTENTS = re.compile(r"目\s*录")
_NUMBER = re.compile(r"公开\s*\d+\s*表")
_PERIOD = re.compile(r"[（(]?\s*\d{4}\s*年度?\s*[）)]?")
_PART = re.compile(r"第[一二三四五六七八九十]+部分\s")
_SECTION = re.compile(r"[一二三四五六七八九十]+、[^，。；：]{2,30}$")
_SUBSECTION = re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*[^，。；：]*情况。?$")
_FORM = re.compile(r"[^，。；《]{2,16}绩效(?:自评|运行监控)表\s*(?:[（(][^）)]*[）)])?$")
_ITEM = re.compile(
    r"[（(]|\d+[.、．]|\d{3,7}\s|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+条|其中"
)
_SENTENCE_END = tuple("。：；！？…:;.”")
_FULL_LINE = 20
"""A line shorter than this was not cut by a page end."""


@dataclass(frozen=True)
class Line:
    """One line of the source: a row of cells, a text, or blank (neither)."""

    text: str = ""
    cells: tuple[str, ...] = ()


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a disclosure; ValueError when it has no contents page."""
    lines = [_line(raw) for raw in text.splitlines()]
    blocks, at = _front(lines)
    while at < len(lines):
        block, at = _block(lines, at)
        if block is None:
            continue
        previous = blocks[-1]
        if isinstance(block, Paragraph) and isinstance(previous, Paragraph):
            joined = _join(previous, block)
            if joined is not None:
                blocks[-1] = joined
                continue
        blocks.append(block)
    return tuple(blocks)


def _line(raw: str) -> Line:
    if "\t" in raw:
        return Line(cells=tuple(clean(cell) for cell in raw.split("\t")))
    return Line(text=clean(re.sub(r"^(?:#{1,6}|-)\s+", "", raw)))


def _front(lines: list[Line]) -> tuple[list[Block], int]:
    """Return cover and contents, and where the body begins: where the first entry stands again."""
    texts = [(at, line.text) for at, line in enumerate(lines) if line.text]
    start = next((k for k, (_, text) in enumerate(texts) if _CONTENTS.fullmatch(text)), None)
    if start is None:
        raise ValueError("no contents page")
    first = texts[start + 1][1]
    body = next((k for k in range(start + 2, len(texts)) if texts[k][1] == first), None)
    if body is None:
        raise ValueError(f"the first entry of the contents heads no section: {first}")
    cover = Cover(tuple(text for _, text in texts[:start]))
    contents = Contents(texts[start][1], tuple(text for _, text in texts[start + 1 : body]))
    return [cover, contents], texts[body][0]


def _block(lines: list[Line], at: int) -> tuple[Block | None, int]:
    line = lines[at]
    if line.cells:
        raise ValueError(f"line {at + 1}: a row outside of statements and forms")
    if not line.text:
        return None, at + 1
    if _opens_statement(lines, at):
        return _statement(lines, at)
    if _FORM.fullmatch(line.text):
        return _form(lines, at)
    return _prose(line.text), at + 1


def _prose(text: str) -> Heading | Paragraph:
    for level, pattern in enumerate((_PART, _SECTION, _SUBSECTION), start=1):
        if pattern.match(text):
            return Heading(level, text)
    return Paragraph(text)


def _join(first: Paragraph, second: Paragraph) -> Paragraph | None:
    """Return one paragraph where a page end had cut a sentence, else None."""
    cut = len(first.text) >= _FULL_LINE and not first.text.endswith(_SENTENCE_END)
    return Paragraph(first.text + second.text) if cut and not _ITEM.match(second.text) else None


def _opens_statement(lines: list[Line], at: int) -> bool:
    following = next((line for line in lines[at + 1 :] if line.text or line.cells), Line())
    return bool(_NUMBER.fullmatch(following.text))


def _ends_table(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    return bool(_PART.match(text) or _FORM.fullmatch(text) or _opens_statement(lines, at))


def _statement(lines: list[Line], at: int) -> tuple[Statement, int]:
    title = lines[at].text
    rows: list[tuple[str, ...]] = []
    above: list[str] = []
    notes: list[str] = []
    at += 1
    while at < len(lines) and not (lines[at].text and _ends_table(lines, at)):
        line = lines[at]
        if line.cells:
            rows.append(line.cells)
        elif line.text:
            (notes if rows else above).append(line.text)
        at += 1
    number, department, period, unit = (
        next((text for text in above if pattern.match(text)), "")
        for pattern in (
            _NUMBER,
            re.compile("(?:编制)?(?:部门|单位)[：:]"),
            _PERIOD,
            re.compile("(?:金额)?单位[：:].*元$"),
        )
    )
    return Statement(title, number, department, period, unit, tuple(rows), tuple(notes)), at


def _form(lines: list[Line], at: int) -> tuple[Form, int]:
    title, period = lines[at].text, ""
    parts: list[Rows | Paragraph] = []
    piece: list[tuple[str, ...]] = []
    at += 1
    while at < len(lines) and not (lines[at].text and _ends_table(lines, at)):
        line = lines[at]
        if line.cells:
            piece.append(line.cells)
        else:
            parts += [tuple(piece)] if piece else []
            piece = []
        if line.text and not parts and _PERIOD.fullmatch(line.text):
            period = line.text
        elif line.text:
            parts.append(Paragraph(line.text))
        at += 1
    parts += [tuple(piece)] if piece else []
    return Form(title, period, tuple(parts)), at
