"""One invented document: its blocks in reading order, drawn from a seed, a body and a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from tests.corpus import codes
from tests.corpus.bodies import Body, body
from tests.corpus.books import QUANTUM, Books
from tests.corpus.chart import draw
from tests.corpus.duties import duties, terms
from tests.corpus.family import Family, families
from tests.corpus.forms import forms
from tests.corpus.money import QUANTA
from tests.corpus.narrative import narrative
from tests.corpus.plant import Plant, plant
from tests.corpus.printer import Printer
from tests.corpus.sheets import sheets
from tests.corpus.sided import numeral
from tests.corpus.story import Printed, Story
from tests.typeset.blocks import Block, Contents, Cover, Heading

_SECTIONS = (
    "一、收入支出决算总体情况说明",
    "二、财政拨款支出决算情况说明",
    "三、财政拨款“三公”经费支出决算情况说明",
    "四、一般公共预算财政拨款基本支出决算情况说明",
    "五、其他重要事项的情况说明",
)


@dataclass(frozen=True)
class Disclosure:
    """A document before it is written; ``planted`` tells its wrong digit, if it has one."""

    body: Body
    year: int
    family: Family
    printed: Printed
    blocks: tuple[Block, ...]
    planted: Plant | None


@dataclass(frozen=True)
class _Year:
    """What a body did in a year, before it is laid out."""

    family: Family
    books: Books
    printed: Printed
    story: Story


def disclosure(
    seed: int, number: int, year: int, wrong: bool = False, since: int | None = None
) -> Disclosure:
    """Make the document of the ``number``-th body for ``year``; ``wrong`` plants one digit.

    It goes on from those of the years ``since``, which decide it as much as the seed does.
    """
    now = _year(seed, number, year if since is None else since, year)
    printed, story, family = now.printed, now.story, now.family
    told = [*narrative(story)], [*forms(story)]
    planted = plant(printed, family, story.random) if wrong else None  # the narrative stays right
    blocks = _assemble(printed, story, family, *told)
    return Disclosure(story.body, year, family, printed, tuple(blocks), planted)


def _year(seed: int, number: int, since: int, year: int) -> _Year:
    """Keep the books of a year; layout and subjects are those of the first."""
    always, random = Random(f"{seed}:{number}"), Random(f"{seed}:{number}:{year}")
    family = always.choice(list(families().values()))
    chart = replace(draw(always, since), classes=tuple(codes.classes(year)))
    last = _last(seed, number, since, year - 1) if year > since else None
    books = Books(random, QUANTA[family.unit], chart, QUANTUM, last.books if last else None)
    printed = Printer(books, random).rows
    story = Story(random, printed, body(number), year, last.story if last else None)
    return _Year(family, books, printed, story)


_last = lru_cache(maxsize=2)(_year)
"""Years that others go on from. They are not laid out, so no wrong digit gets into them."""


def _assemble(
    printed: Printed,
    story: Story,
    family: Family,
    told: list[Block],
    annexed: list[Block],
) -> Iterator[Block]:
    whose, year = story.body, story.year
    parts = (
        f"第一部分 {whose.name}概况",
        f"第二部分 {year}年度{whose.scope}决算情况说明",
        "第三部分 名词解释",
        f"第四部分 {year}年度{whose.scope}决算表",
        "第五部分 附件",
    )
    titles = [f"{numeral(at)}、{family.titles[s]}" for at, s in enumerate(family.order, start=1)]
    yield Cover((whose.name, f"{year}年度{whose.scope}决算"))
    yield Contents(
        "目 录",
        (
            parts[0],
            "一、主要职责",
            "二、机构设置",
            parts[1],
            *_SECTIONS,
            parts[2],
            parts[3],
            *titles,
        )
        + (parts[4:] if annexed else ()),
    )
    yield Heading(1, parts[0])
    yield from duties(story.random, whose, year)
    yield from told
    yield Heading(1, parts[2])
    yield from terms(story)
    yield Heading(1, parts[3])
    yield from sheets(printed, whose, year, family)
    if annexed:
        yield Heading(1, parts[4])
        yield from annexed
