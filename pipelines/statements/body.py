"""Whose accounts these are: department or unit, its name, its place, its budget code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract import Block, Grid, TextLine
from pipelines.statements.divisions import Division, by_code, locate
from pipelines.statements.sections import Outline
from pipelines.statements.wording import compact, key, unspaced

DEPARTMENT, UNIT = "部门", "单位"

_CAPTION = re.compile(
    r"^(?:编制|填报)?(部门|单位)(?:名称)?[：:](.{2,60}?)(?:金额单位.*|20\d\d年.*)?$"
)
_MONEY_UNIT = re.compile(r"^(?:人民币)?[百千万亿]?元")
_FORM_HEAD = re.compile(r"(\d{3,12})([^\d\s\-]{2,40}?)-(\d{6})000(?!\d)")
_TITLE = re.compile(
    r"^(?:20\d\d年度?)?(.{2,40}?)(?:20\d\d年度?)?(?:部门|单位)?决算(?:公开)?(?:报告|说明|情况说明|情况|表)?$"
)
_PART = re.compile(
    r"^第[一二三四五]部分(?:20\d\d年度?)?(.{4,40}?)(?:概况|(?:部门|单位)?决算情况说明)$"
)
_MAY_NAME = re.compile(r"^第|决算")  # what a title or the heading of a part holds, told at once
_OWN_LEVEL = re.compile(
    r"[（(](?:局|厅|委|部|机关)?(?:本级|机关)[）)]$|(?<=[局厅委部会院])(?:局|机关)?本级$"
)
_UNITS = re.compile(r"(?:决算|预算)单位构成|编制范围的.*(?:预算)?单位")
_HEADING = re.compile(
    r"^第.部分|^[一二三四五六七八九十]、|^[（(][一二三四五六七八九十]|^20\d\d年度"
)
_LISTED = re.compile(
    r"^[（(]?\d{0,2}[）)、.．]?(.{2,30}?(?:局|部|委|办|院|会|校|厅|室|馆|站|队|所|社|处|署|中心|本级[）)]?|[）)]))[；;。]?$"
)
_SUBJECT = re.compile(r"决算(?:公开|情况|说明|表|报告|总表|单位)|(?:部门|单位|年度|支出)决算")
_SCOPE_WORDINGS = (re.compile(r"(部门|单位)概况"), re.compile(r"(部门|单位)决算(?!单位)"))
_GENERIC = {"部门", "单位", "本部门", "本单位", "某部门", "我部门", "我单位"}
_HEADING_LENGTH = 45
_TITLES_WITHIN = 400  # lines
_COVER = 30  # lines


@dataclass(frozen=True, slots=True)
class Body:
    """The body whose accounts a document discloses; unknown parts are None."""

    department: str | None
    organisation: str | None
    scope: str
    division: Division | None
    unit_code: str | None


def body(blocks: Sequence[Block], outline: Outline, year: int) -> Body:
    """Tell whose accounts a document holds.

    Names are looked for on the statements, in the heads of the performance forms, in titles and
    in the list of units. The label 部门:/单位: is often wrong: names and the list decide.
    """
    lines = [unspaced(b.text) for b in blocks if isinstance(b, TextLine)]
    heads = _form_heads(blocks)
    units = _units(lines)
    name = _captioned(outline) or _titled(lines, heads, units)
    scope = _scope(name, units, lines)
    bare = _OWN_LEVEL.sub("", name) if name else None
    division, rest = locate(bare, year) if bare else (None, None)
    code, place = _coded(heads, scope, bare)
    if place and (found := by_code(place, year)) and (division is None or found != division):
        division = found
    return Body(name, rest, scope, division, code)


def is_final_accounts(blocks: Sequence[Block]) -> bool:
    """Tell whether any heading names final accounts (决算) rather than a budget or a novel."""
    headings = [key(b.text) for b in blocks if isinstance(b, TextLine)]
    headings = [text for text in headings if len(text) <= _HEADING_LENGTH]
    accounts = sum(1 for text in headings if _SUBJECT.search(text))
    budgets = sum(1 for text in headings if re.search(r"(?:部门|单位)预算|预算(?:公开|总表)", text))
    return accounts > 0 and accounts >= budgets


def _captioned(outline: Outline) -> str | None:
    names: Counter[str] = Counter()
    for section in outline.sections:
        for caption in section.captions:
            found = _CAPTION.match(caption)
            if found and not _MONEY_UNIT.match(found[2]):
                names[found[2]] += 1
    return max(names, key=lambda n: (names[n], n)) if names else None


def _form_heads(blocks: Sequence[Block]) -> list[tuple[str, str, str]]:
    """Give (budget code, name, division code) of every form head such as 703001某局-211300000."""
    rows = [row for block in blocks if isinstance(block, Grid) for row in block.rows[:8]]
    texts = [cell.text for row in rows for cell in row if "-" in cell.text]
    return list(dict.fromkeys(h for text in texts for h in _FORM_HEAD.findall(compact(text))))


def _titled(
    lines: Sequence[str], heads: Sequence[tuple[str, str, str]], units: Sequence[str]
) -> str | None:
    """Give the name that titles carry, else that of the forms, else the only unit listed."""
    names: Counter[str] = Counter()
    for number in range(min(len(lines), _TITLES_WITHIN)):
        first = max(0, number - 2) if number < _COVER else number
        for start in range(first, number + 1):  # on the cover a title may take three lines
            joined = "".join(lines[start : number + 1])
            if len(joined) <= _HEADING_LENGTH and _MAY_NAME.search(joined):
                found = _TITLE.match(joined) or _PART.match(joined)
                names.update(filter(None, [_name(found[1]) if found else None]))
    if names:
        return max(names, key=lambda name: (names[name], len(name)))
    if heads:
        return min((name for _, name, _ in heads), key=len)
    return units[0] if len(units) == 1 else None


def _name(text: str) -> str | None:
    """Give ``text`` if it reads as the name of a body, which ends in a word such as 局 or 部."""
    name = re.sub(r"^.*第[一二三四五]部分", "", text)
    name = re.sub(r"20\d\d年度?", "", name)
    fits = bool(_LISTED.match(name)) and not re.search(r"[，。；：,;:、]|支出|收入|预算", name)
    return name if fits and name not in _GENERIC else None


def _units(lines: Sequence[str]) -> list[str]:
    """Give the units that the list of 决算单位构成 names, one a line."""
    starts = [i for i, line in enumerate(lines) if len(line) < 90 and _UNITS.search(line)]
    if not starts:
        return []
    units: list[str] = []
    for line in lines[starts[-1] + 1 : starts[-1] + 60]:
        if _HEADING.match(line):
            break
        if found := _LISTED.match(line):
            units.append(found[1])
    return units


def _scope(name: str | None, units: Sequence[str], lines: Sequence[str]) -> str:
    if name and _OWN_LEVEL.search(name):
        return UNIT
    if len(units) > 1:
        return DEPARTMENT
    headings = [line for line in lines if len(line) <= _HEADING_LENGTH]
    for wording in _SCOPE_WORDINGS:
        votes = Counter(word for line in headings for word in wording.findall(line))
        if votes[UNIT] != votes[DEPARTMENT]:
            return UNIT if votes[UNIT] > votes[DEPARTMENT] else DEPARTMENT
    return DEPARTMENT


def _coded(
    heads: Sequence[tuple[str, str, str]], scope: str, name: str | None
) -> tuple[str | None, str | None]:
    """Give the budget code and the division code of the body, from the heads of its forms."""
    if not heads:
        return None, None
    place = Counter(head[2] for head in heads).most_common(1)[0][0]
    codes = list(dict.fromkeys(head[0] for head in heads))
    if scope == DEPARTMENT and len(codes) > 1 and len({c[:3] for c in codes}) == 1:
        return codes[0][:3], place
    named = [c for c, n, _ in heads if name and (name.endswith(n) or n.endswith(name))]
    return max(named or codes, key=len), place
